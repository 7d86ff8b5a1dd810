package prevenance.health;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends the service manager signs of life as long as every stage beats, on a thread of its own that waits for nothing
/// else. Once a stage is stuck or overdue there are none, and the service manager starts the program anew.
public final class Watchdog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final int SIGNS_PER_LIMIT = 3;

    private final Supervisor supervisor;
    private final Pulse pulse;
    private final CountDownLatch stop = new CountDownLatch(1);
    private List<String> told = List.of();

    Watchdog(Supervisor supervisor, Pulse pulse) {
        this.supervisor = supervisor;
        this.pulse = pulse;
    }

    /// Begins to look.
    public static Watchdog start(Supervisor supervisor, Pulse pulse) {
        Watchdog watchdog = new Watchdog(supervisor, pulse);
        Duration every = supervisor
                .watchdog()
                .map(limit -> limit.dividedBy(SIGNS_PER_LIMIT))
                .filter(part -> part.compareTo(USUAL) < 0)
                .orElse(USUAL);
        Thread.ofPlatform().name("watchdog").daemon().start(() -> watchdog.run(every));
        return watchdog;
    }

    private void run(Duration every) {
        try {
            do {
                look();
            } while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// One look, and a sign of life when all is well.
    void look() {
        try {
            pulse.look();
            List<String> troubles = pulse.troubles();
            if (troubles.isEmpty()) {
                supervisor.alive();
            } else {
                supervisor.status("stuck: " + String.join(", ", troubles));
            }
            tell(troubles);
        } catch (RuntimeException failed) {
            LOG.atError().setCause(failed).log("the watchdog could not look");
        }
    }

    private void tell(List<String> troubles) {
        if (troubles.size() == told.size()) {
            return;
        }
        if (troubles.isEmpty()) {
            LOG.atInfo().log("every stage beats again");
        } else {
            LOG.atError()
                    .addKeyValue("stages", troubles)
                    .addKeyValue("threads", pulse.traces())
                    .log("a stage shows no sign of life; the service manager gets none either");
        }
        told = troubles;
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
