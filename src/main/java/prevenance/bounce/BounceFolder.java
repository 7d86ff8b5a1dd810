package prevenance.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import prevenance.store.PrivateFiles;

/// A folder into which a mail server puts bounces as files `.eml`. One that stays as it is between two looks is read
/// and moved to `handled/`, where it is kept for a while.
final class BounceFolder {
    private static final String ENDING = ".eml";
    private static final int MOST = 500;

    private final Path folder;
    private final Duration keep;
    private final Map<Path, FileTime> looks = new HashMap<>();

    BounceFolder(Path folder, Duration keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /// @param take whether a mail has been dealt with
    void read(Predicate<byte[]> take, Instant now) throws IOException {
        PrivateFiles.folder(folder);
        Path handled = PrivateFiles.folder(BounceSettings.handled(folder));
        if (!Files.isDirectory(handled, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(handled + " is a link, and files are only moved within the folder");
        }
        List<Path> present = mails(folder);
        looks.keySet().retainAll(present);
        int taken = 0;
        for (Path file : present) {
            if (taken < MOST && settled(file) && take.test(beginning(file))) {
                Path target = handled.resolve(now.toEpochMilli() + "-" + taken++ + ENDING);
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
                Files.setLastModifiedTime(target, FileTime.from(now));
                looks.remove(file);
            }
        }
        for (Path old : mails(handled)) {
            if (Files.getLastModifiedTime(old, LinkOption.NOFOLLOW_LINKS)
                    .toInstant()
                    .isBefore(now.minus(keep))) {
                Files.deleteIfExists(old);
            }
        }
    }

    private boolean settled(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        FileTime modified = now.lastModifiedTime();
        FileTime before = looks.put(file, modified);
        return modified.equals(before);
    }

    private static byte[] beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(BounceReader.MOST_BYTES);
        }
    }

    private static List<Path> mails(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }
}
