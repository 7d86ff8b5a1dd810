package prevenance.fault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A database as a power failure would leave it: what strace saw written, but only up to each file's last `fsync`.
final class SyncedImage {
    private static final Pattern CALL =
            Pattern.compile("^(\\d+) +(\\d+\\.\\d+) (pwrite64|fsync|fdatasync|ftruncate)\\(\\d+<([^>]*)>(.*)$");
    private static final Pattern RESUMED =
            Pattern.compile("^(\\d+) +(\\d+\\.\\d+) <\\.\\.\\. f(?:data)?sync resumed>.*");

    /// A change that waits for its `fsync`. Without bytes the file ends at the offset.
    @SuppressWarnings("ArrayRecordComponent")
    private record Change(long offset, byte[] bytes) {}

    private final Path database;
    private final Path image;
    private final Map<String, List<Change>> waiting = new HashMap<>();
    private final Map<String, String> syncing = new HashMap<>();

    /// @param before the database as it was when the trace began, closed in order
    /// @param image  where the image is kept
    SyncedImage(Path database, Path before, Path image) throws IOException {
        this.database = database;
        this.image = image;
        Files.copy(before, image, StandardCopyOption.REPLACE_EXISTING);
    }

    /// What strace must trace.
    static List<String> trace(Path log) {
        return List.of(
                "strace",
                "-f",
                "-y",
                "-xx",
                "-s",
                "70000",
                "-ttt",
                "--seccomp-bpf",
                "-qq",
                "-o",
                log.toString(),
                "-e",
                "trace=pwrite64,fsync,fdatasync,ftruncate");
    }

    /// Takes one line of the trace; gives the seconds since 1970 at which something became durable by it, or a
    /// negative number.
    double take(String line) throws IOException {
        Matcher resumed = RESUMED.matcher(line);
        if (resumed.matches()) {
            String path = syncing.remove(resumed.group(1));
            return path != null && sync(path) ? Double.parseDouble(resumed.group(2)) : -1;
        }
        Matcher call = CALL.matcher(line);
        if (!call.matches()) {
            return -1;
        }
        String path = text(call.group(4));
        if (!path.equals(database.toString()) && !path.equals(database + "-wal")) {
            return -1;
        }
        String rest = call.group(5).replaceFirst("^, ", "").replaceFirst("( <unfinished.*|\\).*)$", "");
        switch (call.group(3)) {
            case "pwrite64" -> {
                String[] parts = rest.split(", ", -1);
                change(path, new Change(Long.parseLong(parts[2]), bytes(parts[0])));
            }
            case "ftruncate" -> change(path, new Change(Long.parseLong(rest), new byte[0]));
            default -> {
                if (line.contains("<unfinished")) {
                    syncing.put(call.group(1), path);
                } else if (sync(path)) {
                    return Double.parseDouble(call.group(2));
                }
            }
        }
        return -1;
    }

    private void change(String path, Change change) {
        waiting.computeIfAbsent(path, _ -> new ArrayList<>()).add(change);
    }

    private boolean sync(String path) throws IOException {
        List<Change> changes = waiting.remove(path);
        if (changes == null) {
            return false;
        }
        Path target = path.endsWith("-wal") ? Path.of(image + "-wal") : image;
        try (FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (Change change : changes) {
                if (change.bytes().length == 0) {
                    file.truncate(change.offset());
                } else {
                    file.write(ByteBuffer.wrap(change.bytes()), change.offset());
                }
            }
        }
        return true;
    }

    private static byte[] bytes(String quoted) {
        return HexFormat.of().parseHex(quoted.replaceAll("[\"\\\\x]|\\.\\.\\.", ""));
    }

    private static String text(String hex) {
        return new String(bytes(hex), StandardCharsets.UTF_8);
    }
}
