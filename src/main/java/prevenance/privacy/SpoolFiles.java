package prevenance.privacy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.PrivateFiles;

/// The files that lie in the drop folder after they were taken: in `done/`, and in `rejected/` beside the reports that
/// quote them. What still waits to be taken is never touched.
public final class SpoolFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);
    private static final String REPORT = ".report.txt";
    private static final long LARGEST = 512L * 1024 * 1024;

    private final @Nullable Path folder;

    /// @param dropFolder null: there is none
    public SpoolFiles(@Nullable Path dropFolder) {
        folder = dropFolder;
    }

    /// Deletes those that were put away before an instant; gives how many.
    int deleteBefore(Instant before) {
        int deleted = 0;
        for (Path file : taken()) {
            try {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(before)) {
                    deleted += Files.deleteIfExists(file) ? 1 : 0;
                }
            } catch (NoSuchFileException gone) {
                // Somebody else was faster.
            } catch (IOException kept) {
                LOG.atWarn()
                        .addKeyValue("file", file.getFileName())
                        .addKeyValue("reason", kept.getClass().getSimpleName())
                        .log("a taken file could not be deleted");
            }
        }
        return deleted;
    }

    /// Those that were taken.
    List<Path> taken() {
        List<Path> files = new ArrayList<>();
        for (String part : List.of("done", "rejected")) {
            if (folder != null) {
                files.addAll(in(folder.resolve(part)));
            }
        }
        return files;
    }

    /// Those that wait.
    List<Path> waiting() {
        return folder == null ? List.of() : in(folder);
    }

    private static List<Path> in(Path folder) {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            LOG.atWarn().addKeyValue("folder", folder).log("a folder cannot be read");
            return List.of();
        }
    }

    /// Cuts the rows that name a person out of a taken file, and deletes its report, which may quote them. A file that
    /// cannot be taken apart goes as a whole. False when it does not name him.
    ///
    /// @param names whether a text names him
    boolean cut(Path file, Predicate<byte[]> names) throws IOException {
        if (Files.size(file) > LARGEST || !names.test(Files.readAllBytes(file))) {
            return false;
        }
        if (file.getFileName().toString().endsWith(REPORT)) {
            Files.delete(file);
            return true;
        }
        // One character a byte: whatever the file's encoding, what is kept is kept byte for byte.
        Charset bytes = StandardCharsets.ISO_8859_1;
        StringBuilder kept = new StringBuilder();
        boolean first = true;
        for (String row : rows(Files.readString(file, bytes))) {
            if (first || !names.test(row.getBytes(bytes))) {
                kept.append(row);
            }
            first = false;
        }
        byte[] rest = kept.toString().getBytes(bytes);
        if (names.test(rest)) {
            Files.delete(file);
        } else {
            Path made = PrivateFiles.file(file.resolveSibling("." + file.getFileName() + ".part"));
            Files.write(made, rest);
            PrivateFiles.belongLike(Objects.requireNonNull(file.getParent()), made);
            Files.setLastModifiedTime(made, Files.getLastModifiedTime(file));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + REPORT));
        return true;
    }

    /// The rows of a file that name a person, below its first; empty when none does.
    static byte[] naming(byte[] file, Predicate<byte[]> names) {
        if (!names.test(file)) {
            return new byte[0];
        }
        Charset bytes = StandardCharsets.ISO_8859_1;
        StringBuilder his = new StringBuilder();
        boolean first = true;
        for (String row : rows(new String(file, bytes))) {
            if (first || names.test(row.getBytes(bytes))) {
                his.append(row);
            }
            first = false;
        }
        return his.toString().getBytes(bytes);
    }

    /// Rows with their line ends; a quoted value may hold line ends of its own.
    private static List<String> rows(String text) {
        List<String> rows = new ArrayList<>();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == '\n' && !quoted) {
                rows.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        rows.add(text.substring(start));
        return rows;
    }
}
