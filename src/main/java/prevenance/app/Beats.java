package prevenance.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Quartz rings each stage's bell; all state is in our own tables, so its job store is memory. A failing beat is logged
/// when its failure changes, and rings again.
final class Beats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

    /// Quartz waits by the machine's clock: set back by more than that, every bell would be silent for as long.
    private static final Duration SET_BACK = Duration.ofSeconds(3);

    private final Scheduler scheduler;
    private final CountDownLatch stop = new CountDownLatch(1);

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
            Beats beats = new Beats(scheduler);
            Thread.ofPlatform().name("clock").daemon().start(beats::watchTheClock);
            return beats;
        } catch (SchedulerException failed) {
            throw new IllegalStateException("the scheduler does not start", failed);
        }
    }

    private void watchTheClock() {
        long ahead = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
        try {
            while (!stop.await(1, TimeUnit.SECONDS)) {
                long before = ahead;
                ahead = System.currentTimeMillis() - System.nanoTime() / 1_000_000;
                if (before - ahead > SET_BACK.toMillis()) {
                    LOG.atWarn().addKeyValue("ms", before - ahead).log("the machine's clock was set back");
                    ringAnew();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void ringAnew() {
        try {
            for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyGroup())) {
                Trigger trigger = scheduler.getTrigger(key);
                if (trigger != null) {
                    scheduler.rescheduleJob(
                            key, trigger.getTriggerBuilder().startNow().build());
                }
            }
        } catch (SchedulerException failed) {
            LOG.atError().addKeyValue("reason", failed.getMessage()).log("the bells could not be set anew");
        }
    }

    /// Lets running beats end.
    @Override
    public void close() {
        stop.countDown();
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
