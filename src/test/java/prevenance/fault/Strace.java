package prevenance.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Kills a life of the program at its N-th call of a system call. strace itself counts for each thread alone, so it
/// only tells of each call and holds the thread up for some milliseconds, in which it is counted here and the process
/// killed.
final class Strace {
    private static final int HELD_MICROS = 5_000;

    private final Daemon daemon;
    private final AtomicBoolean struck;

    private Strace(Daemon daemon, AtomicBoolean struck) {
        this.daemon = daemon;
        this.struck = struck;
    }

    /// Whether strace is installed and may trace here.
    static boolean works() {
        try {
            Process process = new ProcessBuilder("strace", "-qq", "-o", "/dev/null", "true")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Starts a life that ends at that call.
    static Strace killAt(FaultRig rig, String call, int nth) {
        Path pipe = pipe(rig);
        Daemon daemon = rig.start(List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-o",
                pipe.toString(),
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":delay_exit=" + HELD_MICROS));
        AtomicBoolean struck = new AtomicBoolean();
        Thread.ofPlatform().daemon().name("strace").start(() -> count(pipe, call, nth, daemon, struck));
        return new Strace(daemon, struck);
    }

    Daemon daemon() {
        return daemon;
    }

    /// Whether the N-th call came.
    boolean struck() {
        return struck.get();
    }

    private static void count(Path pipe, String call, int nth, Daemon daemon, AtomicBoolean struck) {
        int calls = 0;
        try (BufferedReader lines = Files.newBufferedReader(pipe)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(call) && line.contains(") ") && line.contains(" = ") && ++calls == nth) {
                    struck.set(true);
                    daemon.kill();
                }
            }
        } catch (IOException gone) {
            daemon.kill();
        }
    }

    private static Path pipe(FaultRig rig) {
        try {
            Path pipe = Files.createTempFile(rig.folder(), "strace", "");
            Files.delete(pipe);
            if (new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() != 0) {
                throw new IllegalStateException("no pipe at " + pipe);
            }
            return pipe;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
