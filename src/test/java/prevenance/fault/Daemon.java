package prevenance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One life of the program.
final class Daemon {
    private static final int KB = 1024;

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    static {
        // Nothing goes on when the tests are broken off.
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform()
                        .unstarted(() -> STARTED.forEach(process -> {
                            process.descendants().forEach(ProcessHandle::destroyForcibly);
                            process.destroyForcibly();
                        })));
    }

    private final Process process;
    private final Path err;
    private final int logged;
    private final boolean wrapped;

    private Daemon(Process process, Path err, int logged, boolean wrapped) {
        this.process = process;
        this.logged = logged;
        this.err = err;
        this.wrapped = wrapped;
    }

    /// @param wrapper a command in front, such as strace
    static Daemon start(Path config, List<String> wrapper, List<String> options) {
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(Installation.current().command(options, "run", "--config", config.toString()));
        return start(config, command, !wrapper.isEmpty());
    }

    /// A life of a program whose tables are one version further.
    static Daemon startLater(Path config, Path tables) {
        return start(
                config,
                Installation.current()
                        .later(tables, List.of("-XX:TieredStopAtLevel=1"), "run", "--config", config.toString()),
                false);
    }

    private static Daemon start(Path config, List<String> command, boolean wrapped) {
        Path folder = Objects.requireNonNull(config.toAbsolutePath().getParent());
        try {
            Path err = folder.resolve("err.txt");
            int logged = Files.exists(err) ? Files.readString(err).length() : 0;
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("out.txt").toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(err.toFile()))
                    .start();
            STARTED.add(process);
            return new Daemon(process, err, logged, wrapped);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Of the program itself, whatever stands in front of it.
    long pid() {
        return program().pid();
    }

    private ProcessHandle program() {
        return wrapped
                ? process.descendants().reduce((_, last) -> last).orElse(process.toHandle())
                : process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until this life has come up, or is over.
    void awaitWatching() {
        long end = System.nanoTime() + Form.patience().toNanos();
        while (isAlive() && System.nanoTime() - end < 0 && !ownLog().contains("- watching")) {
            pause(Duration.ofMillis(50));
        }
    }

    /// SIGKILL, and waits for the end.
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /// SIGTERM.
    void terminate() {
        program().destroy();
    }

    void stop() {
        signal("STOP");
    }

    void goOn() {
        signal("CONT");
    }

    /// The exit code, -1 when it has not ended in time.
    int exit(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /// Resident memory in KiB.
    long residentKb() {
        return status("VmRSS");
    }

    int openFiles() {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid()), "fd"))) {
            return (int) files.count();
        } catch (IOException | UncheckedIOException gone) {
            return 0;
        }
    }

    int threads() {
        return (int) status("Threads");
    }

    private long status(String key) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid()), "status")).stream()
                    .filter(line -> line.startsWith(key + ":"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .findFirst()
                    .map(Long::parseLong)
                    .orElse(0L);
        } catch (IOException gone) {
            return 0;
        }
    }

    /// What this life has logged.
    String ownLog() {
        return log().substring(logged);
    }

    /// Everything its lives have logged.
    String log() {
        try {
            return Files.exists(err) ? Files.readString(err) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The end of it, for messages.
    String lastWords() {
        String log = log();
        return log.length() > 8 * KB ? log.substring(log.length() - 8 * KB) : log;
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start().waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets real time pass; nothing is concluded from how long it took.
    static void pause(Duration length) {
        LockSupport.parkNanos(length.toNanos());
    }
}
