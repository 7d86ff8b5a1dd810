package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.PollOutcome;
import prevenance.store.Database;
import prevenance.tracking.TrackingNumber;

/// One carrier's rounds, one at a time: within its limits, its calls in flight and its breaker.
final class CarrierLane {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierLane.class);

    private final CarrierTraits carrier;
    private final PollSettings settings;
    private final CarrierClient client;
    private final Database database;
    private final WatchList watchList;
    private final ExecutorService threads;
    private final InstantSource time;
    private final ParcelStore parcels = new ParcelStore();
    private final QuotaLedger quota = new QuotaLedger();
    private final Breaker breaker;
    private final Semaphore inFlight;
    private final AtomicBoolean running = new AtomicBoolean();
    private final Set<Claim> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CompletableFuture<Integer> current;
    private volatile boolean stopping;
    private volatile boolean abandoned;
    private volatile boolean paused;

    CarrierLane(
            CarrierTraits carrier,
            PollSettings settings,
            CarrierClient client,
            Database database,
            WatchList watchList,
            ExecutorService threads,
            InstantSource time) {
        this.carrier = carrier;
        this.settings = settings;
        this.client = client;
        this.database = database;
        this.watchList = watchList;
        this.threads = threads;
        this.time = time;
        this.breaker = new Breaker(carrier.code(), settings, database);
        this.inFlight = new Semaphore(carrier.inFlight());
    }

    /// Starts a round unless one is under way.
    Optional<CompletableFuture<Integer>> start(Instant now) {
        if (stopping || !running.compareAndSet(false, true)) {
            return Optional.empty();
        }
        CompletableFuture<Integer> round = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return run(now);
                    } catch (RuntimeException broken) {
                        LOG.atError()
                                .addKeyValue("carrier", carrier.code())
                                .setCause(broken)
                                .log("a round broke off");
                        releaseAll();
                        return 0;
                    } finally {
                        running.set(false);
                    }
                },
                threads);
        current = round;
        return Optional.of(round);
    }

    Optional<CompletableFuture<Integer>> current() {
        return Optional.ofNullable(current);
    }

    void stop() {
        stopping = true;
    }

    /// What calls still bring is not written down any more: an interrupted call says nothing about the carrier.
    void abandon() {
        abandoned = true;
    }

    void releaseAll() {
        release(List.copyOf(open));
    }

    private int run(Instant now) {
        paused = false;
        int requests = database.<Integer>read(tx -> quota.available(tx, carrier, time.instant()));
        requests = requests == 0 ? 0 : Math.min(requests, breaker.allowed(now));
        if (requests == 0) {
            return 0;
        }
        List<QueryBatches.Batch> batches = batches(claim(requests, now), now);
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        int asked = 0;
        for (QueryBatches.Batch batch : batches) {
            if (!mayAsk(now) || !startCall(batch, calls)) {
                release(batch.claims());
            } else {
                asked += batch.claims().size();
            }
        }
        calls.forEach(CompletableFuture::join);
        return asked;
    }

    /// A claim about to expire may be another poller's when the answer comes.
    private boolean mayAsk(Instant claimedAt) {
        return !stopping && !paused && time.instant().isBefore(claimedAt.plus(settings.lease()));
    }

    private boolean startCall(QueryBatches.Batch batch, List<CompletableFuture<Void>> calls) {
        try {
            inFlight.acquire();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            stopping = true;
            return false;
        }
        boolean started = false;
        try {
            if (stopping || paused || !takeQuota()) {
                return false;
            }
            calls.add(CompletableFuture.runAsync(() -> ask(batch), threads).whenComplete((_, _) -> inFlight.release()));
            started = true;
            return true;
        } finally {
            if (!started) {
                inFlight.release();
            }
        }
    }

    private boolean takeQuota() {
        return carrier.limits().isEmpty() || database.<Boolean>write(tx -> quota.take(tx, carrier, time.instant()));
    }

    private List<Claim> claim(int requests, Instant now) {
        int batch = carrier.batchSize();
        int limit = (int) Math.min(settings.claim(), (long) requests * batch);
        List<Claim> claims = database.write(tx -> {
            List<Claim> due = new ArrayList<>(watchList.claim(tx, carrier.code(), limit, now));
            int room = Math.min(limit - due.size(), (batch - due.size() % batch) % batch);
            if (room > 0) {
                due.addAll(watchList.claimEarly(tx, carrier.code(), room, now));
            }
            return due;
        });
        open.addAll(claims);
        return claims;
    }

    private List<QueryBatches.Batch> batches(List<Claim> claims, Instant now) {
        QueryBatches batches = new QueryBatches(carrier);
        Map<Claim, RuntimeException> broken = new HashMap<>();
        database.read(tx -> {
            for (Claim claim : claims) {
                try {
                    WatchedParcel parcel = parcels.find(tx, claim.parcelId()).orElseThrow();
                    batches.add(parcel, parcels.findOrder(tx, parcel.orderId()).orElseThrow(), claim);
                } catch (RuntimeException unreadable) {
                    broken.put(claim, unreadable);
                }
            }
            return true;
        });
        broken.forEach((claim, cause) -> putOff(claim, cause, now));
        return batches.batches();
    }

    private void ask(QueryBatches.Batch batch) {
        Map<TrackingNumber, PollOutcome> outcomes = outcomes(batch);
        if (abandoned) {
            return;
        }
        Instant now = time.instant();
        Instant pausedUntil = judge(outcomes, now);
        paused = paused || pausedUntil != null;
        batch.questions().forEach((number, question) -> {
            PollOutcome outcome = outcomes.getOrDefault(number, new PollOutcome.Unreachable("no answer"));
            for (Claim claim : question.claims()) {
                record(claim, outcome, pausedUntil, now);
            }
        });
    }

    private @Nullable Instant judge(Map<TrackingNumber, PollOutcome> outcomes, Instant now) {
        try {
            return breaker.judge(outcomes, now);
        } catch (RuntimeException broken) {
            LOG.atError()
                    .addKeyValue("carrier", carrier.code())
                    .setCause(broken)
                    .log("a carrier's health could not be noted");
            return null;
        }
    }

    private Map<TrackingNumber, PollOutcome> outcomes(QueryBatches.Batch batch) {
        Map<TrackingNumber, PollOutcome> outcomes = new HashMap<>();
        try {
            outcomes.putAll(client.track(carrier.code(), batch.queries()));
        } catch (RuntimeException bug) {
            LOG.atError().addKeyValue("carrier", carrier.code()).setCause(bug).log("asking a carrier broke off");
        }
        outcomes.keySet().retainAll(batch.questions().keySet());
        batch.questions()
                .keySet()
                .forEach(number ->
                        outcomes.putIfAbsent(number, new PollOutcome.Unreachable("the answer lacks this number")));
        return outcomes;
    }

    private void record(Claim claim, PollOutcome outcome, @Nullable Instant pausedUntil, Instant now) {
        try {
            boolean changed = database.<Boolean>write(tx -> watchList.record(tx, claim, outcome, pausedUntil, now));
            open.remove(claim);
            LOG.atDebug()
                    .addKeyValue("parcel", claim.parcelId())
                    .addKeyValue("carrier", carrier.code())
                    .addKeyValue("outcome", outcome.word())
                    .addKeyValue("changed", changed)
                    .log("polled");
        } catch (RuntimeException broken) {
            putOff(claim, broken, now);
        }
    }

    private void putOff(Claim claim, RuntimeException cause, Instant now) {
        LOG.atError()
                .addKeyValue("parcel", claim.parcelId())
                .addKeyValue("carrier", carrier.code())
                .setCause(cause)
                .log("a parcel could not be polled and is put off");
        Duration wait = PollPlan.jittered(settings.backoff().cap(), claim.parcelId(), 0);
        String detail = "could not be recorded (" + cause.getClass().getSimpleName() + "); see the log";
        try {
            database.execute(tx -> watchList.putOff(tx, claim, detail, now.plus(wait), now));
        } catch (RuntimeException storeIsGone) {
            LOG.atError()
                    .addKeyValue("parcel", claim.parcelId())
                    .setCause(storeIsGone)
                    .log("a parcel could not be put off; its claim will expire");
        }
        open.remove(claim);
    }

    private void release(List<Claim> claims) {
        if (!claims.isEmpty()) {
            database.execute(tx -> watchList.release(tx, claims));
            claims.forEach(open::remove);
        }
    }
}
