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
import java.util.function.Function;
import java.util.function.Predicate;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierTraits;
import prevenance.node.Share;
import prevenance.store.Database;

/// Tells aggregators which numbers to watch, before the poller asks about them. Each has its own lane beside the
/// poller's, with its own limits: a spent quota holds up nothing that is registered already.
public final class Registrar implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final Database database;
    private final CarrierDirectory carriers;
    private final CarrierClient client;
    private final Predicate<String> configured;
    private final Function<String, PollSettings> settings;
    private final InstantSource time;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("register-", 0).factory());
    private final Map<String, RegistrationLane> lanes = new ConcurrentHashMap<>();
    private volatile Share share = Share.ALL;
    private volatile boolean closing;

    /// @param configured whether a carrier is enabled and has its credentials; with others nothing is registered
    /// @param settings   by carrier code
    /// @param time       the clock of limits, pauses and answers
    public Registrar(
            Database database,
            CarrierDirectory carriers,
            CarrierClient client,
            Predicate<String> configured,
            Function<String, PollSettings> settings,
            InstantSource time) {
        this.database = database;
        this.carriers = carriers;
        this.client = client;
        this.configured = configured;
        this.settings = settings;
        this.time = time;
    }

    /// Starts a round for every aggregator without a round under way, and returns at once. The round counts the parcels
    /// about which an aggregator was told.
    public Round registerDue(Instant now) {
        List<CompletableFuture<Integer>> started = new ArrayList<>();
        for (String code : carriers.codes()) {
            CarrierTraits traits = carriers.traits(code);
            if (!closing && traits.registration() != null && configured.test(code)) {
                lane(traits).start(now).ifPresent(started::add);
            }
        }
        return new Round(started);
    }

    /// From now on only its part of what all daemons may register at once.
    public void sharing(Share share) {
        this.share = share;
    }

    private RegistrationLane lane(CarrierTraits traits) {
        return lanes.computeIfAbsent(
                traits.code(),
                code -> new RegistrationLane(
                        traits,
                        settings.apply(code),
                        client,
                        database,
                        new OutcomeStore(settings, _ -> null),
                        threads,
                        time,
                        () -> share));
    }

    /// Lets requests under way end within twenty seconds.
    @Override
    public void close() {
        closing = true;
        lanes.values().forEach(RegistrationLane::stop);
        Round last = new Round(
                lanes.values().stream().flatMap(lane -> lane.current().stream()).toList());
        if (!last.await(STOP_WITHIN)) {
            threads.shutdownNow();
        }
        threads.shutdown();
    }
}
