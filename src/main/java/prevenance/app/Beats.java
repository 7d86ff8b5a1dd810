package prevenance.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Quartz rings each stage's bell; all state is in our own tables, so its job store is memory. A failing beat is logged
/// when its failure changes, and rings again.
final class Beats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

    private final Scheduler scheduler;

    private Beats(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static Beats start(List<Stage> stages, InstantSource time) {
        try {
            Properties properties = new Properties();
            properties.setProperty("org.quartz.scheduler.instanceName", "prevenance");
            properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
            properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(stages.size()));
            properties.setProperty(
                    "org.quartz.threadPool.threadsInheritContextClassLoaderOfInitializingThread", "true");
            Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
            for (Stage stage : stages) {
                JobDataMap ring = new JobDataMap();
                ring.put("bell", new Bell(stage, time));
                scheduler.scheduleJob(
                        JobBuilder.newJob(Ring.class)
                                .withIdentity(stage.name())
                                .usingJobData(ring)
                                .build(),
                        TriggerBuilder.newTrigger()
                                .withIdentity(stage.name())
                                .startNow()
                                .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                        .withIntervalInMilliseconds(
                                                stage.every().toMillis())
                                        .repeatForever()
                                        // A tick that was missed is not made up for: the next one finds the same rows.
                                        .withMisfireHandlingInstructionNextWithRemainingCount())
                                .build());
            }
            scheduler.start();
            return new Beats(scheduler);
        } catch (SchedulerException failed) {
            throw new IllegalStateException("the scheduler does not start", failed);
        }
    }

    /// Lets running beats end.
    @Override
    public void close() {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException failed) {
            LOG.atWarn().addKeyValue("reason", failed.getMessage()).log("scheduler did not stop cleanly");
        }
    }

    /// What a job needs, and the wrapper that keeps its bell ringing whatever happens.
    private static final class Bell {
        private final Stage stage;
        private final InstantSource time;
        private volatile String lastFailure = "";

        Bell(Stage stage, InstantSource time) {
            this.stage = stage;
            this.time = time;
        }

        void ring() {
            try {
                stage.beat().accept(time.instant());
                if (!lastFailure.isEmpty()) {
                    LOG.atInfo().addKeyValue("stage", stage.name()).log("stage works again");
                    lastFailure = "";
                }
            } catch (RuntimeException failed) {
                String failure = failed.toString();
                if (!failure.equals(lastFailure)) {
                    lastFailure = failure;
                    LOG.atError()
                            .addKeyValue("stage", stage.name())
                            .setCause(failed)
                            .log("stage failed, will ring again");
                }
            }
        }
    }

    /// Made by Quartz for each ring.
    @DisallowConcurrentExecution
    public static final class Ring implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            Objects.requireNonNull((Bell) context.getMergedJobDataMap().get("bell"))
                    .ring();
        }
    }
}
