package prevenance.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import prevenance.app.Main;

/// The program as it is started: the packaged one when it is as new as the classes under test, else the same process
/// over the class path, packed into a jar so that it starts as quickly from classes read ahead of time.
final class Installation {
    private static final Path PACKAGED = Path.of("target/prevenance").toAbsolutePath();
    // Before the installation, which needs them.
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Dfile.encoding=UTF-8",
            "-Djava.awt.headless=true");

    private static final Installation CURRENT = new Installation();

    /// For whoever has few files: read ahead, Java opens each of the many libraries of the tests a second time.
    static final String NO_ARCHIVE = "-Xshare:off";

    private final boolean packaged;
    private final String classPath;
    private final Path archive;

    private Installation() {
        try {
            Path classes = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = Files.createTempDirectory("prevenance-fault-");
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(folder)));
            archive = folder.resolve("prevenance.aot");
            packaged = isPackaged(classes);
            classPath = packaged ? "" : jar(classes, folder.resolve("program.jar")) + rest(classes);
            readAhead(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (java.net.URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Installation current() {
        return CURRENT;
    }

    /// How the figures call it.
    String name() {
        return packaged ? "target/prevenance" : "class path";
    }

    /// The command for a verb of a program whose tables are one version further.
    ///
    /// @param tables a folder of the class path that holds the further migration
    List<String> later(Path tables, List<String> options, String... verb) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(OPTIONS);
        command.add("-Dprevenance.home=" + (packaged ? PACKAGED : Path.of("")).toAbsolutePath());
        command.addAll(options);
        String program = packaged ? PACKAGED.resolve("lib/prevenance.jar").toString() : classPath;
        command.addAll(List.of("-cp", tables + java.io.File.pathSeparator + program, "prevenance.app.Main"));
        command.addAll(List.of(verb));
        return command;
    }

    /// The command for a verb.
    ///
    /// @param options further options of the JVM
    List<String> command(List<String> options, String... verb) {
        List<String> command = new ArrayList<>();
        if (packaged) {
            command.addAll(List.of("/usr/bin/env", "PREVENANCE_JAVA_OPTS=" + String.join(" ", ahead(options))));
            command.add(PACKAGED.resolve("bin/prevenance").toString());
        } else {
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(OPTIONS);
            command.add("-Dprevenance.home=" + Path.of("").toAbsolutePath());
            command.addAll(ahead(options));
            command.addAll(List.of("-cp", classPath, "prevenance.app.Main"));
        }
        command.addAll(List.of(verb));
        return command;
    }

    private List<String> ahead(List<String> options) {
        List<String> all = new ArrayList<>(options);
        if (packaged) {
            all.remove(NO_ARCHIVE);
        } else if (!options.contains(NO_ARCHIVE) && Files.exists(archive)) {
            all.addAll(List.of("-XX:AOTCache=" + archive, "-Xlog:aot=off", "-Xlog:cds=off"));
        }
        return all;
    }

    /// Once for all lives to come; without it they start more slowly.
    private void readAhead(Path folder) throws IOException {
        Path demo = folder.resolve("demo");
        List<String> command = packaged
                ? List.of(PACKAGED.resolve("bin/prevenance-ahead").toString())
                : command(
                        List.of("-XX:AOTCacheOutput=" + archive),
                        List.of("demo", "--days", "2", "--speed", "1ms", "--parcels", "40", "--folder", demo.toString())
                                .toArray(String[]::new));
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("ahead.txt").toFile())
                    .start()
                    .waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean isPackaged(Path classes) throws IOException {
        Path jar = PACKAGED.resolve("lib/prevenance.jar");
        if (!Files.exists(jar) || !Files.isExecutable(PACKAGED.resolve("bin/prevenance"))) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(jar);
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String jar(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            // Folders too: resources are looked for by them.
            for (Path file :
                    files.filter(file -> !file.equals(classes)).sorted().toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                entries.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, entries);
                }
            }
        }
        return jar.toString();
    }

    /// The libraries: folders of classes are left out, because they hold tests, and the program has its jar.
    private static String rest(Path classes) {
        StringBuilder rest = new StringBuilder();
        for (String part : System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
            if (part.endsWith(".jar") && !Path.of(part).equals(classes)) {
                rest.append(java.io.File.pathSeparator).append(part);
            }
        }
        return rest.toString();
    }
}
