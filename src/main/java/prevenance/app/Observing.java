package prevenance.app;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import prevenance.health.Pulse;
import prevenance.health.Supervisor;
import prevenance.health.Watchdog;

/// What lets the running service be watched.
record Observing(Supervisor supervisor, Pulse pulse, Watchdog watchdog) implements AutoCloseable {
    /// Without any sign of life for that long a stage is stuck.
    private static final Duration STUCK_AFTER = Duration.ofMinutes(2);

    private static final Duration LONGEST_ROUND = Duration.ofHours(6);
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    /// Before anything is opened: tells the service manager that the start may take a while.
    static Supervisor supervisor(Map<String, String> environment) {
        Supervisor supervisor =
                Supervisor.of(environment, ProcessHandle.current().pid());
        supervisor.needs(LONGEST_START, "opening the database");
        return supervisor;
    }

    static Observing start(Supervisor supervisor) {
        Pulse pulse = new Pulse(System::nanoTime, LONGEST_ROUND);
        return new Observing(supervisor, pulse, Watchdog.start(supervisor, pulse));
    }

    /// The stages, each with its marks, in place of those before.
    List<Stage> watched(List<Stage> stages, Settings settings) {
        pulse.forgetAll();
        return stages.stream()
                .map(stage -> new Stage(
                        stage.name(),
                        stage.every(),
                        pulse.watched(stage.name(), stage.every(), limit(stage, settings), stage.beat())))
                .toList();
    }

    /// A mail may take its whole deadline without any other sign of life.
    private static Duration limit(Stage stage, Settings settings) {
        Duration mail = settings.mail().deadline().plus(Duration.ofMinutes(1));
        return stage.name().equals("send") && mail.compareTo(STUCK_AFTER) > 0 ? mail : STUCK_AFTER;
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
