package prevenance.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner may read, and that are on the disk when we say so. Never for a live database.
final class PrivateFiles {
    private PrivateFiles() {}

    /// Creates the folder with all above it when absent, for its owner alone.
    static void folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    /// A new empty file of mode 0600; one that an interrupted run left is thrown away.
    static Path create(Path file) throws IOException {
        Files.deleteIfExists(file);
        return Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /// Puts a finished file in its place so that a power failure leaves the old or the new one whole.
    static void publish(Path finished, Path place) throws IOException {
        sync(finished);
        Files.move(finished, place, StandardCopyOption.ATOMIC_MOVE);
        syncFolder(place);
    }

    /// As its owner is not always who runs a verb: a file made by the administrator belongs to the owner of another.
    static void belongLike(Path model, Path file) throws IOException {
        PosixFileAttributes owner = Files.readAttributes(model, PosixFileAttributes.class);
        PosixFileAttributes own = Files.readAttributes(file, PosixFileAttributes.class);
        if (!own.owner().equals(owner.owner())) {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            view.setOwner(owner.owner());
            view.setGroup(owner.group());
        }
    }

    static void syncFolder(Path file) throws IOException {
        sync(java.util.Objects.requireNonNull(file.toAbsolutePath().getParent()));
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
}
