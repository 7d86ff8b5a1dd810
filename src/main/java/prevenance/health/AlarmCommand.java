package prevenance.health;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs a program of the settings, without a shell. It finds the alarm in `PREVENANCE_ALARM_…` and, as JSON, on its
/// standard input; 0 as its exit code says that it told somebody.
final class AlarmCommand implements AlarmRoute {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> command;

    AlarmCommand(List<String> command) {
        this.command = command;
    }

    @Override
    public String name() {
        return "command";
    }

    @Override
    public Optional<String> tell(Alarm alarm) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment()
                .putAll(Map.of(
                        "PREVENANCE_ALARM_NAME", alarm.name(),
                        "PREVENANCE_ALARM_STATE", alarm.begins() ? "began" : "ended",
                        "PREVENANCE_ALARM_SINCE", alarm.since().toString(),
                        "PREVENANCE_ALARM_TITLE", alarm.title(),
                        "PREVENANCE_ALARM_TEXT", alarm.text()));
        // Not the business of a program that tells of troubles.
        builder.environment().remove("NOTIFY_SOCKET");
        builder.environment().remove("CREDENTIALS_DIRECTORY");
        try {
            Process process = builder.start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(AlarmPost.json(alarm).getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // It need not read.
            }
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("it did not end within " + PATIENCE.toSeconds() + " s");
            }
            return process.exitValue() == 0 ? Optional.empty() : Optional.of("it ended with " + process.exitValue());
        } catch (IOException missing) {
            return Optional.of("it cannot be started");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.of("the program ends");
        }
    }
}
