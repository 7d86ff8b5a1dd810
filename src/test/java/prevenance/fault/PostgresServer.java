package prevenance.fault;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import prevenance.store.StoreAddress;

/// A PostgreSQL server of one's own, to be stopped, started and held.
final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres embedded;
    private final Path data;
    private final List<String> command;

    PostgresServer(Path data) {
        this.data = data;
        try {
            embedded = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setServerConfig("fsync", "off")
                    .start();
            command = new ArrayList<>();
            if ("root".equals(System.getProperty("user.name"))) {
                // The server refuses to be root.
                command.addAll(List.of("unshare", "-U"));
            }
            byte[] words = Files.readAllBytes(Path.of("/proc", Long.toString(postmaster()), "cmdline"));
            command.addAll(List.of(new String(words, StandardCharsets.UTF_8).split("\0")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    StoreAddress.Server address() {
        return StoreAddress.server("postgresql://postgres@localhost:" + embedded.getPort() + "/postgres");
    }

    /// Ends it without a farewell, as a crash would.
    void stopAtOnce() {
        ProcessHandle server = ProcessHandle.of(postmaster()).orElseThrow();
        signal("QUIT", Stream.of(server));
        server.onExit().join();
    }

    /// Starts it again and waits until it answers.
    void start() {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        long end = System.nanoTime() + Form.patience().toNanos();
        while (!answers()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("the server does not come back");
            }
            Daemon.pause(Duration.ofMillis(50));
        }
    }

    private boolean answers() {
        try (var connection = DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + embedded.getPort() + "/postgres", "postgres", "")) {
            return connection.isValid(1);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /// Holds every process of it.
    void hang() {
        signal("STOP", all());
    }

    void goOn() {
        signal("CONT", all());
    }

    private Stream<ProcessHandle> all() {
        ProcessHandle server = ProcessHandle.of(postmaster()).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants());
    }

    private long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void signal(String name, Stream<ProcessHandle> processes) {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            new ProcessBuilder(command).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            embedded.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
