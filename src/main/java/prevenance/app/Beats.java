package prevenance.app;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Quartz rings each stage's bell; all state is in our own tables, so its job store is memory. Only where
/// several daemons share a database, what one of them does at a time is in Quartz's tables there, and goes
/// on elsewhere when that one is gone.
final class Beats implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Beats.class);

    /// Quartz waits by the machine's clock: set back by more than that, every bell would be silent for as long.
    private static final Duration SET_BACK = Duration.ofSeconds(3);

    private final Scheduler own;
    private final @Nullable Scheduler shared;
    private final CountDownLatch stop = new CountDownLatch(1);

    private Beats(Scheduler own, @Nullable Scheduler shared) {
        this.own = own;
        this.shared = shared;
    }

    /// @param cluster empty where this daemon is alone
    static Beats start(List<Stage> stages, InstantSource time, Optional<Machines.Cluster> cluster) {
        try {
            Scheduler shared = null;
            List<Stage> each = stages;
            if (cluster.isPresent()) {
                each = stages.stream().filter(stage -> !stage.once()).toList();
                List<Stage> once = stages.stream().filter(Stage::once).toList();
                shared = scheduler(shared(cluster.get(), once.size()), once, time);
            }
            Scheduler own = scheduler(alone(each.size() + 1), each, time);
            Beats beats = new Beats(own, shared);
            cluster.ifPresent(others -> beats.lead(others));
            own.start();
            Thread.ofPlatform().name("clock").daemon().start(beats::watchTheClock);
            return beats;
        } catch (SchedulerException failed) {
            throw new IllegalStateException("the scheduler does not start", failed);
        }
    }

    private static Properties alone(int threads) {
        Properties properties = properties("prevenance", threads);
        // A clock that leaps while Quartz looks for its next bell makes it find none, and sleep 30 s by default.
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "1000");
        return properties;
    }

    private static Properties properties(String name, int threads) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", name);
        properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(threads));
        properties.setProperty("org.quartz.threadPool.threadsInheritContextClassLoaderOfInitializingThread", "true");
        return properties;
    }

    private static Properties shared(Machines.Cluster cluster, int threads) {
        String connections = "store-" + cluster.node();
        DBConnectionManager.getInstance().addConnectionProvider(connections, new Pooled(cluster));
        Properties properties = properties("prevenance-once", Math.max(1, threads));
        properties.setProperty("org.quartz.scheduler.instanceId", cluster.node());
        // By default 15 s: longer than a server takes to come back.
        properties.setProperty("org.quartz.scheduler.dbFailureRetryInterval", "1000");
        properties.setProperty("org.quartz.jobStore.dbRetryInterval", "1000");
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty(
                "org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.jobStore.dataSource", connections);
        properties.setProperty("org.quartz.jobStore.tablePrefix", "qrtz_");
        properties.setProperty("org.quartz.jobStore.useProperties", "true");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty(
                "org.quartz.jobStore.clusterCheckinInterval",
                Long.toString(cluster.checkIn().toMillis()));
        return properties;
    }

    private static Scheduler scheduler(Properties properties, List<Stage> stages, InstantSource time)
            throws SchedulerException {
        Scheduler scheduler = new StdSchedulerFactory(properties).getScheduler();
        Bells bells = new Bells(time);
        bells.hang(scheduler);
        for (Stage stage : stages) {
            bells.add(stage);
            schedule(scheduler, stage);
        }
        return scheduler;
    }

    private static void schedule(Scheduler scheduler, Stage stage) throws SchedulerException {
        long every = stage.every().toMillis();
        if (scheduler.getTrigger(TriggerKey.triggerKey(stage.name())) instanceof SimpleTrigger known
                && known.getRepeatInterval() == every) {
            // Another daemon has it already.
            return;
        }
        JobDetail job = JobBuilder.newJob(Ring.class)
                .withIdentity(stage.name())
                .requestRecovery(stage.once())
                .build();
        scheduler.scheduleJob(
                job,
                Set.of(TriggerBuilder.newTrigger()
                        .withIdentity(stage.name())
                        .startNow()
                        .withSchedule(SimpleScheduleBuilder.simpleSchedule()
                                .withIntervalInMilliseconds(every)
                                .repeatForever()
                                // Ticks that were missed are one: it finds the same rows. It rings at once, or a clock
                                // that is moved on again and again would silence every slow bell for good.
                                .withMisfireHandlingInstructionNowWithRemainingCount())
                        .build()),
                true);
    }

    /// Takes part in what one does at a time as long as this daemon may.
    private void lead(Machines.Cluster cluster) {
        Stage lead = new Stage("lead", cluster.checkIn(), _ -> {
            try {
                Scheduler others = shared;
                if (others != null && cluster.mayLead().getAsBoolean() == others.isInStandbyMode()) {
                    if (others.isInStandbyMode()) {
                        others.start();
                    } else {
                        others.standby();
                    }
                }
            } catch (SchedulerException failed) {
                throw new IllegalStateException("the shared scheduler does not obey", failed);
            }
        });
        try {
            Bells.of(own.getContext()).add(lead);
            schedule(own, lead);
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
            for (TriggerKey key : own.getTriggerKeys(GroupMatcher.anyGroup())) {
                Trigger trigger = own.getTrigger(key);
                if (trigger != null) {
                    own.rescheduleJob(
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
        stop(own);
        if (shared != null) {
            stop(shared);
        }
    }

    private static void stop(Scheduler scheduler) {
        try {
            scheduler.shutdown(true);
        } catch (SchedulerException failed) {
            LOG.atWarn().addKeyValue("reason", failed.getMessage()).log("scheduler did not stop cleanly");
        }
    }

    /// Made by Quartz for each ring.
    @DisallowConcurrentExecution
    public static final class Ring implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try {
                Bells.of(context.getScheduler().getContext())
                        .ring(context.getJobDetail().getKey().getName());
            } catch (SchedulerException closed) {
                throw new JobExecutionException(closed);
            }
        }
    }

    /// The program's own connections, for Quartz.
    private record Pooled(Machines.Cluster cluster) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return cluster.connections().getConnection();
        }

        @Override
        public void shutdown() {
            // They are the program's.
        }

        @Override
        public void initialize() {
            // They are open.
        }
    }
}
