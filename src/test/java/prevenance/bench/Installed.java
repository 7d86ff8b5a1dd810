package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The program as the Debian package leaves it on a machine: with what `prevenance-ahead` writes, and with the options
/// that the service's unit gives to Java. Where nothing was packaged, the same from the class path.
///
/// @param command starts it; the verb follows
/// @param options of the unit
/// @param told    how the figures call it
record Installed(List<String> command, List<String> options, String told) {
    private static final Path PACKAGED = Path.of("target/prevenance").toAbsolutePath();
    private static final Path UNIT = Path.of("systemd/prevenance.service");
    private static final String OPTIONS = "Environment=PREVENANCE_JAVA_OPTS=";

    /// @param place what is installed stays in its shared folder
    static Installed in(Place place) throws IOException, InterruptedException {
        List<String> options = Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith(OPTIONS))
                .flatMap(line -> List.of(line.substring(OPTIONS.length()).split(" ", -1)).stream())
                .toList();
        String said = String.join(" ", options);
        boolean packaged = Files.isExecutable(PACKAGED.resolve("bin/prevenance"))
                && Files.exists(PACKAGED.resolve("lib/prevenance.jar"));
        if (!packaged || place.size() == Size.TINY) {
            List<String> command = new ArrayList<>(List.of(
                    OwnProcess.java(),
                    "-XX:+UseG1GC",
                    "-XX:+UseCompactObjectHeaders",
                    "-Xss512k",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Djava.awt.headless=true"));
            return new Installed(command, options, "from the class path, " + said);
        }
        Path folder = place.shared().toAbsolutePath().resolve("installed");
        Path ahead = folder.resolve("lib/prevenance.aot");
        if (!Files.exists(ahead)) {
            place.progress().tell("installing the program");
            if (Files.exists(folder)) {
                Folders.delete(folder);
            }
            Folders.copy(PACKAGED, folder);
            ProcessBuilder builder =
                    new ProcessBuilder(folder.resolve("bin/prevenance-ahead").toString()).inheritIO();
            builder.environment().put("PREVENANCE_JAVA_HOME", System.getProperty("java.home"));
            if (builder.start().waitFor() != 0) {
                throw new IOException("prevenance-ahead wrote nothing");
            }
        }
        return new Installed(
                List.of(folder.resolve("bin/prevenance").toString()),
                options,
                "as the Debian package installs it, " + said);
    }

    /// Whether its launcher takes options from the environment.
    boolean isPackaged() {
        return command.size() == 1;
    }
}
