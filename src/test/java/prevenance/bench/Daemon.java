package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program as it is run.
final class Daemon implements AutoCloseable {
    private final Process process;

    private Daemon(Process process) {
        this.process = process;
    }

    /// @param home    carriers and templates
    /// @param options further ones of the JVM
    static Daemon start(Installed installed, Path config, Path home, List<String> options) throws IOException {
        List<String> java = new ArrayList<>(installed.options());
        java.add("-Dprevenance.home=" + home.toAbsolutePath());
        java.add("-Dprevenance.log=WARN");
        java.addAll(options);
        List<String> command = new ArrayList<>(installed.command());
        if (!installed.isPackaged()) {
            command.addAll(java);
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "prevenance.app.Main"));
        }
        command.addAll(List.of("run", "--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        config.resolveSibling("daemon.log").toFile()));
        builder.environment().put("PREVENANCE_JAVA_OPTS", String.join(" ", java));
        builder.environment().put("PREVENANCE_JAVA_HOME", System.getProperty("java.home"));
        return new Daemon(Children.start(builder));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Resident memory in MiB: `VmRSS` now, `VmHWM` the most so far; 0 where the system does not tell.
    double mebibytes(String key) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToDouble(kib -> Long.parseLong(kib) / 1024.0)
                .findFirst()
                .orElse(0);
    }

    /// Asks it to end, and waits for it.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Children.ended(process);
    }
}
