package prevenance.cases;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import prevenance.cases.incident.IncidentSettings;

/// Both desks of a shop as a process of their own, for tests that kill it: beats without an end, and writes the instant
/// of each beat that is about to begin.
public final class HubProcess {
    private HubProcess() {}

    static IncidentSettings settings() {
        return IncidentSettings.defaults().mailing(6_000);
    }

    /// @param args the database file, the instant of the first beat, the seconds from one beat to the next
    public static void main(String[] args) {
        try (Hub hub = new Hub(Path.of(args[0]), settings())) {
            Duration step = Duration.ofSeconds(Long.parseLong(args[2]));
            for (Instant now = Instant.parse(args[1]); ; now = now.plus(step)) {
                System.out.println(now);
                hub.beat(now);
            }
        }
    }
}
