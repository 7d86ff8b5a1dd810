package prevenance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A Java program of the tests beside this one, which ends with it.
final class OwnProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private OwnProcess(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /// The Java that runs this.
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static OwnProcess start(Class<?> program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), "--enable-native-access=ALL-UNNAMED"));
        command.addAll(options);
        command.addAll(List.of("-Duser.timezone=UTC", "-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new OwnProcess(
                Children.start(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT)));
    }

    /// The next line it prints.
    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the program beside this one ended");
        }
        return line;
    }

    /// Waits for its end, and gives its exit code.
    int await() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.destroy();
        Children.ended(process);
    }
}
