package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierDirectory;
import prevenance.node.Share;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Asks the carriers about the parcels that are due. Each carrier has its own lane, so that one that hangs delays
/// nobody else; no transaction is open while a carrier is asked.
public final class Poller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final Database database;
    private final CarrierDirectory carriers;
    private final CarrierClient client;
    private final Predicate<String> configured;
    private final Function<String, PollSettings> settings;
    private final InstantSource time;
    private final WatchList watchList;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("poll-", 0).factory());
    private final Map<String, CarrierLane> lanes = new ConcurrentHashMap<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Share share = Share.ALL;
    private volatile boolean closing;

    /// @param configured whether a carrier is enabled and has its credentials; others are not asked
    /// @param settings   by carrier code
    /// @param time       the clock of limits, pauses and answers
    public Poller(
            Database database,
            CarrierDirectory carriers,
            CarrierClient client,
            Predicate<String> configured,
            Function<String, PollSettings> settings,
            InstantSource time) {
        this(database, carriers, client, configured, settings, time, _ -> null);
    }

    /// @param learned when news is to be expected
    public Poller(
            Database database,
            CarrierDirectory carriers,
            CarrierClient client,
            Predicate<String> configured,
            Function<String, PollSettings> settings,
            InstantSource time,
            NewsRates learned) {
        this(database, carriers, client, configured, settings, time, learned::of);
    }

    private Poller(
            Database database,
            CarrierDirectory carriers,
            CarrierClient client,
            Predicate<String> configured,
            Function<String, PollSettings> settings,
            InstantSource time,
            Function<String, PollPlan.@Nullable Learned> learned) {
        this.database = database;
        this.carriers = carriers;
        this.client = client;
        this.configured = configured;
        this.settings = settings;
        this.time = time;
        this.watchList = new WatchList(settings, learned);
    }

    /// Takes up at once what a daemon was asking about that is not at work any more.
    public int recover() {
        return database.writeRows(watchList::endLeases);
    }

    /// As [#recover], within a transaction.
    public int recover(Tx tx) {
        return watchList.endLeases(tx);
    }

    /// From now on only its part of what all daemons may ask at once.
    public void sharing(Share share) {
        this.share = share;
    }

    /// Starts a round for every carrier that has due parcels and no round under way, and returns at once.
    public Round pollDue(Instant now) {
        List<CompletableFuture<Integer>> started = new ArrayList<>();
        if (closing) {
            return new Round(started);
        }
        if (woken.compareAndSet(false, true)) {
            database.execute(tx -> carriers.codes().stream()
                    .filter(this::isAskable)
                    .forEach(code -> watchList.wakeConfigured(tx, code, now)));
        }
        for (String carrier : database.<List<String>>read(tx -> watchList.carriersDue(tx, now))) {
            if (isAskable(carrier)) {
                lane(carrier).start(now).ifPresent(started::add);
            } else if (database.<Integer>write(tx -> watchList.refuseUnconfigured(tx, carrier, now)) > 0) {
                LOG.atDebug().addKeyValue("carrier", carrier).log("parcels of a carrier that is not configured");
            }
        }
        return new Round(started);
    }

    /// Stops asking, lets calls under way end within twenty seconds, and gives back what was claimed and not asked.
    @Override
    public void close() {
        close(STOP_WITHIN);
    }

    /// As [#close()], within another time.
    public void close(Duration within) {
        closing = true;
        lanes.values().forEach(CarrierLane::stop);
        Round last = new Round(
                lanes.values().stream().flatMap(lane -> lane.current().stream()).toList());
        if (!last.await(within)) {
            lanes.values().forEach(CarrierLane::abandon);
            threads.shutdownNow();
            lanes.values().forEach(CarrierLane::releaseAll);
        }
        threads.shutdown();
    }

    /// The carriers whose round has been under way for longer than that; by itself one ends with its lease and its
    /// calls.
    public List<String> lasting(Duration limit) {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue().lasts(limit))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private boolean isAskable(String carrier) {
        return carriers.codes().contains(carrier) && configured.test(carrier);
    }

    private CarrierLane lane(String carrier) {
        return lanes.computeIfAbsent(
                carrier,
                code -> new CarrierLane(
                        carriers.traits(code),
                        settings.apply(code),
                        client,
                        database,
                        watchList,
                        threads,
                        time,
                        () -> share));
    }
}
