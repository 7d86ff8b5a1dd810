package prevenance.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One daemon per database file: an operating system lock on a file beside it, which even `kill -9` releases. The
/// database file itself is never opened outside SQLite, because closing any descriptor of it would drop SQLite's locks.
final class DaemonLock implements AutoCloseable {
    /// Stands in the file once a database was there: should it be missing later, nobody begins an empty one.
    static final String SEEN = "\nused";

    private final FileChannel channel;
    private boolean seen;

    private DaemonLock(FileChannel channel, boolean seen) {
        this.channel = channel;
        this.seen = seen;
    }

    /// The file that is locked.
    static Path of(Path database) {
        return database.resolveSibling(database.getFileName() + ".lock");
    }

    /// @throws StoreException when another process holds it, naming its process id
    static DaemonLock take(Path database) {
        Path file = of(database);
        FileChannel channel = null;
        try {
            PrivateFiles.file(file);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = read(channel).lines().findFirst().orElse("").strip();
                channel.close();
                throw StoreException.busy("another Prevenance" + (holder.isEmpty() ? "" : " (process " + holder + ")")
                        + " already works on " + database
                        + "; stop it first, or give this one its own store.path");
            }
            DaemonLock lock = new DaemonLock(channel, read(channel).contains(SEEN));
            lock.write(Long.toString(ProcessHandle.current().pid()));
            return lock;
        } catch (AccessDeniedException refused) {
            throw new StoreException("cannot lock " + file + ": permission denied. " + owners(file), refused);
        } catch (IOException failed) {
            throw new StoreException("cannot lock " + file + ": " + StoreException.root(failed), failed);
        }
    }

    private static String owners(Path file) {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        String user = System.getProperty("user.name", "?");
        try {
            return "The folder belongs to " + Files.getOwner(folder).getName() + ", and this program runs as " + user
                    + ": run it as that user, or chown -R " + user + " " + folder;
        } catch (IOException _) {
            return "Let " + user + " write in " + folder;
        }
    }

    /// Whether a database was there when somebody had this lock before.
    boolean hasSeen() {
        return seen;
    }

    /// Notes that a database is there now.
    void markSeen() {
        if (!seen) {
            seen = true;
            try {
                write(Long.toString(ProcessHandle.current().pid()));
            } catch (IOException failed) {
                throw new StoreException("cannot write the lock file: " + failed.getMessage(), failed);
            }
        }
    }

    /// In place, so that a full disk cannot lose what stands there.
    private void write(String holder) throws IOException {
        String text = "%-20s".formatted(holder) + (seen ? SEEN : "");
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(40);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try (channel) {
            write("");
        } catch (IOException _) {
            // Closed or not, the lock ends with the process; the name of a process that is gone misleads nobody.
        }
    }
}
