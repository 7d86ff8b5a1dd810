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
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.bounce.BounceSettings;
import prevenance.store.PrivateFiles;

/// The files that lie in the drop folder after they were taken: in `done/`, and in `rejected/` beside the reports that
/// quote them; and the mails that came back, after they were read. What still waits is never touched.
public final class SpoolFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);
    private static final String REPORT = ".report.txt";
    private static final long LARGEST = 512L * 1024 * 1024;

    private static final String MAIL = ".eml";

    private final @Nullable Path folder;
    private final @Nullable Path bounces;

    /// @param dropFolder null: there is none
    /// @param bounces    where mails that came back arrive; null: nowhere
    public SpoolFiles(@Nullable Path dropFolder, @Nullable Path bounces) {
        folder = dropFolder;
        this.bounces = bounces;
    }

    static SpoolFiles of(Places places) {
        return new SpoolFiles(places.dropFolder(), places.bounces());
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
        List<Path> files = new ArrayList<>(dropped());
        files.addAll(returned());
        return files;
    }

    /// Mails that came back and were read.
    List<Path> returned() {
        return bounces == null ? List.of() : in(BounceSettings.handled(bounces));
    }

    /// Of the drop folder, those that were taken.
    List<Path> dropped() {
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
        List<Path> files = new ArrayList<>(folder == null ? List.of() : in(folder));
        files.addAll(bounces == null ? List.of() : in(bounces));
        return files;
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

    /// How often a person stands in a file; in a mail, also in what is packed there.
    static long hits(Path file, ByteSearch search) throws IOException {
        long hits = 0;
        if (isMail(file) && Files.size(file) <= LARGEST) {
            for (byte[] part : Unpacked.all(Files.readAllBytes(file))) {
                // Each as a whole mail, read one way or the other.
                hits = Math.max(hits, sum(search.count(part)));
            }
            return hits;
        }
        return sum(search.count(file));
    }

    private static long sum(Map<Trace.Kind, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static boolean isMail(Path file) {
        return file.getFileName().toString().endsWith(MAIL);
    }

    /// Cuts the rows that name a person out of a taken file, and deletes its report, which may quote them. A mail, and
    /// a file that cannot be taken apart, goes as a whole. False when it does not name him.
    ///
    /// @param names whether a text names him
    boolean cut(Path file, Predicate<byte[]> names) throws IOException {
        if (isMail(file)) {
            return Files.size(file) <= LARGEST
                    && Unpacked.all(Files.readAllBytes(file)).stream().anyMatch(names)
                    && Files.deleteIfExists(file);
        }
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

    /// A mail that names a person, and the rows of another file that do, below its first; empty when none does.
    static byte[] naming(Path path, Predicate<byte[]> names) throws IOException {
        byte[] file = Files.readAllBytes(path);
        if (isMail(path)) {
            return Unpacked.all(file).stream().anyMatch(names) ? file : new byte[0];
        }
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
