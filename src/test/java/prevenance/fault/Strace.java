package prevenance.fault;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Kills a process at its N-th call of a system call.
final class Strace {
    private Strace() {}

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

    /// The command in front of the program's own: SIGKILL at the N-th call, counted over all its threads.
    static List<String> killAt(String call, int nth) {
        return List.of(
                "strace",
                "-f",
                "--seccomp-bpf",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=" + call,
                "-e",
                "inject=" + call + ":signal=SIGKILL:when=" + nth);
    }
}
