package prevenance.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/// Folders and files that only their owner may read, whatever the umask of whoever started the program, and that are
/// on the disk when we say so. On a file system that knows no modes they are made as usual. Never opens a live
/// database.
public final class PrivateFiles {
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /// Makes a folder, and those above it that are missing, with mode 0700. One that is there stays as it is: whoever
    /// made it may have opened it to somebody on purpose.
    public static Path folder(Path folder) throws IOException {
        return Files.createDirectories(folder, attributes(folder, FOLDER));
    }

    /// Makes an empty file with mode 0600; one that is there stays as it is, and is not opened.
    public static Path file(Path file) throws IOException {
        try {
            return Files.createFile(file, attributes(file, FILE));
        } catch (FileAlreadyExistsException there) {
            return file;
        }
    }

    /// A new empty file of mode 0600; one that an interrupted run left is thrown away.
    static Path create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return file(file);
    }

    /// Gives a file that we own mode 0600, without opening it.
    public static void close(Path file) throws IOException {
        if (knowsModes(file) && !Files.isSymbolicLink(file)) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    /// A new folder for what is needed for a moment, with mode 0700.
    public static Path temporaryFolder(String prefix) throws IOException {
        return Files.createTempDirectory(prefix);
    }

    /// Puts a finished file in its place so that a power failure leaves the old or the new one whole.
    static void publish(Path finished, Path place) throws IOException {
        sync(finished);
        Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(place);
    }

    /// As its owner is not always who runs a verb: a file made by the administrator belongs to the owner of another.
    public static void belongLike(Path model, Path file) throws IOException {
        PosixFileAttributes owner = Files.readAttributes(model, PosixFileAttributes.class);
        PosixFileAttributes own = Files.readAttributes(file, PosixFileAttributes.class);
        if (!own.owner().equals(owner.owner())) {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            view.setOwner(owner.owner());
            view.setGroup(owner.group());
        }
    }

    static void syncFolder(Path file) throws IOException {
        sync(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    }

    static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // What is left is of mode 0600, and the next run throws it away.
        }
    }

    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> mode) {
        return knowsModes(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)}
                : new FileAttribute<?>[0];
    }

    private static boolean knowsModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
