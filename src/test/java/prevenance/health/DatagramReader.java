package prevenance.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A service manager's socket: a small python3 that prints each datagram on a line, its line ends as `|`.
public final class DatagramReader implements AutoCloseable {
    private static final String SCRIPT = """
        import socket, sys
        name = sys.argv[1]
        s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        s.bind('\\0' + name[1:] if name.startswith('@') else name)
        print('bound', flush=True)
        while True:
            print(s.recv(4096).decode().replace('\\n', '|'), flush=True)
        """;

    private final Process process;
    private final BufferedReader lines;

    public DatagramReader(String name) {
        try {
            process = new ProcessBuilder("python3", "-c", SCRIPT, name)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException missing) {
            throw new UncheckedIOException("python3 is needed", missing);
        }
        lines = process.inputReader(StandardCharsets.UTF_8);
        next();
    }

    /// Waits for the next datagram.
    public String next() {
        try {
            return String.valueOf(lines.readLine());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public List<String> next(int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(next());
        }
        return all;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
