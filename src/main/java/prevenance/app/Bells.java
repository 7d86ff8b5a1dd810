package prevenance.app;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.quartz.SchedulerContext;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The bells of a scheduler, by the names of their stages. A failing beat is logged when its failure changes, and rings
/// again.
final class Bells {
    private static final Logger LOG = LoggerFactory.getLogger(Bells.class);
    private static final String KEY = "bells";

    private final Map<String, Stage> stages = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final InstantSource time;

    Bells(InstantSource time) {
        this.time = time;
    }

    static Bells of(SchedulerContext context) {
        return Objects.requireNonNull((Bells) context.get(KEY));
    }

    void hang(org.quartz.Scheduler scheduler) throws SchedulerException {
        scheduler.getContext().put(KEY, this);
    }

    void add(Stage stage) {
        stages.put(stage.name(), stage);
    }

    /// Rings whatever happens; a bell that this program does not have is another version's.
    void ring(String name) {
        Stage stage = stages.get(name);
        if (stage == null) {
            return;
        }
        try {
            stage.beat().accept(time.instant());
            if (failures.remove(name) != null) {
                LOG.atInfo().addKeyValue("stage", name).log("stage works again");
            }
        } catch (RuntimeException failed) {
            if (!failed.toString().equals(failures.put(name, failed.toString()))) {
                LOG.atError().addKeyValue("stage", name).setCause(failed).log("stage failed, will ring again");
            }
        }
    }
}
