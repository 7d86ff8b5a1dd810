package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program as it is run: the packaged one where it has been built, else the same from the class path.
final class Daemon implements AutoCloseable {
    private static final Path PACKAGED = Path.of("target/prevenance").toAbsolutePath();

    private final Process process;

    private Daemon(Process process) {
        this.process = process;
    }

    /// How the figures call it.
    static String kind() {
        return isPackaged() ? "as packaged" : "from the class path";
    }

    private static boolean isPackaged() {
        return Files.isExecutable(PACKAGED.resolve("bin/prevenance"))
                && Files.exists(PACKAGED.resolve("lib/prevenance.jar"));
    }

    /// @param home    carriers and templates
    /// @param options further ones of the JVM
    static Daemon start(Path config, Path home, List<String> options) throws IOException {
        List<String> java =
                new ArrayList<>(List.of("-Dprevenance.home=" + home.toAbsolutePath(), "-Dprevenance.log=WARN"));
        java.addAll(options);
        List<String> command = new ArrayList<>();
        if (isPackaged()) {
            command.add(PACKAGED.resolve("bin/prevenance").toString());
        } else {
            command.addAll(List.of(
                    OwnProcess.java(),
                    "-XX:+UseG1GC",
                    "-Xss512k",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.awt.headless=true"));
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
