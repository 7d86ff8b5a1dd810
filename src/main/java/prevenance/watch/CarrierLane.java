package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import prevenance.carrier.CarrierAnswer;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierReply;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.PollOutcome;
import prevenance.node.Share;
import prevenance.store.Database;
import prevenance.store.Gathered;
import prevenance.tracking.TrackingNumber;

/// One carrier's rounds, one at a time: within its limits, its calls in flight and its breaker.
final class CarrierLane {
    private static final Logger LOG = LoggerFactory.getLogger(CarrierLane.class);

    /// Parcels whose answers are written down in one transaction, about.
    private static final int TOGETHER = 128;

    private final CarrierTraits carrier;
    private final PollSettings settings;
    private final CarrierCall call;
    private final Database database;
    private final WatchList watchList;
    private final ClaimStore claims;
    private final ExecutorService threads;
    private final InstantSource time;
    private final QuotaLedger quota = new QuotaLedger();
    private final Breaker breaker;
    private final InFlight inFlight;
    private final Supplier<Share> share;
    private final LaneRound rounds;
    private final Gathered<Request, Boolean> records;
    private final Set<Claim> open = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private volatile @Nullable String lastBreak;
    private volatile boolean abandoned;
    private volatile boolean paused;

    CarrierLane(
            CarrierTraits carrier,
            PollSettings settings,
            CarrierClient client,
            Database database,
            WatchList watchList,
            ExecutorService threads,
            InstantSource time,
            Supplier<Share> share) {
        this.carrier = carrier;
        this.settings = settings;
        this.call = new CarrierCall(carrier.code(), client);
        this.database = database;
        this.watchList = watchList;
        this.claims = new ClaimStore(carrier, settings);
        this.threads = threads;
        this.rounds = new LaneRound(threads);
        this.time = time;
        this.breaker = new Breaker(carrier.code(), settings, database);
        this.share = share;
        this.records = new Gathered<>(Math.max(1, TOGETHER / carrier.batchSize()), this::record);
        this.inFlight = new InFlight(() -> share.get().of(carrier.code(), carrier.inFlight()));
    }

    /// Starts a round unless one is under way.
    Optional<CompletableFuture<Integer>> start(Instant now) {
        return stopping ? Optional.empty() : rounds.start(() -> run(now), this::brokeOff);
    }

    Optional<CompletableFuture<Integer>> current() {
        return rounds.current();
    }

    /// Whether a round has been under way for longer than that.
    boolean lasts(Duration limit) {
        return rounds.lasts(limit);
    }

    void stop() {
        stopping = true;
    }

    /// What calls still bring is not written down any more: an interrupted call says nothing about the
    /// carrier.
    void abandon() {
        abandoned = true;
    }

    void releaseAll() {
        release(List.copyOf(open));
    }

    /// The store failed, not a parcel. Claims that cannot be given back expire.
    private void brokeOff(RuntimeException broken) {
        LOG.atLevel(String.valueOf(broken).equals(lastBreak) ? Level.DEBUG : Level.ERROR)
                .addKeyValue("carrier", carrier.code())
                .setCause(broken)
                .log("a round broke off");
        lastBreak = String.valueOf(broken);
        try {
            releaseAll();
        } catch (RuntimeException stillBroken) {
            open.clear();
        }
    }

    private int run(Instant now) {
        paused = false;
        if (!inFlight.isAllowed()) {
            return 0;
        }
        int requests = database.<Integer>read(tx -> quota.available(tx, carrier, time.instant()));
        requests = requests == 0 ? 0 : Math.min(part(requests), breaker.allowed(now));
        if (requests == 0) {
            return 0;
        }
        Claimed claimed = claim(requests, now);
        List<QueryBatches.Batch> batches = batches(claimed.claims(), now);
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        List<Claim> unasked = new ArrayList<>();
        try (Allowance allowance = new Allowance(carrier, database, time, claimed.grant())) {
            for (int i = 0; i < batches.size(); i++) {
                QueryBatches.Batch batch = batches.get(i);
                if (!mayAsk(now) || !startCall(batch, allowance, batches.size() - i, calls)) {
                    unasked.addAll(batch.claims());
                }
            }
        }
        release(unasked);
        calls.forEach(CompletableFuture::join);
        return batches.stream().mapToInt(batch -> batch.claims().size()).sum() - unasked.size();
    }

    /// What the limits leave is for all daemons: whoever comes first takes no more than its part, rounded
    /// up, and another in its next round when nobody else has wanted the rest.
    private int part(int requests) {
        return Math.ceilDiv(requests, Math.max(1, share.get().nodes()));
    }

    /// A claim about to expire may be another poller's when the answer comes.
    private boolean mayAsk(Instant claimedAt) {
        return !stopping && !paused && time.instant().isBefore(claimedAt.plus(settings.lease()));
    }

    private boolean startCall(
            QueryBatches.Batch batch, Allowance allowance, int wanted, List<CompletableFuture<Void>> calls) {
        try {
            if (!inFlight.begin(() -> stopping || paused)) {
                return false;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            stopping = true;
            return false;
        }
        boolean started = false;
        try {
            if (stopping || paused || !allowance.use(wanted)) {
                return false;
            }
            calls.add(CompletableFuture.runAsync(() -> ask(batch), threads).whenComplete((_, _) -> inFlight.end()));
            started = true;
            return true;
        } finally {
            if (!started) {
                inFlight.end();
            }
        }
    }

    /// What a round took at its start.
    private record Claimed(List<Claim> claims, QuotaLedger.Grant grant) {}

    private Claimed claim(int requests, Instant now) {
        int batch = carrier.batchSize();
        int limit = (int) Math.min(settings.claim(), (long) requests * batch);
        Claimed claimed = database.writeRows(tx -> {
            List<Claim> due = new ArrayList<>(claims.due(tx, limit, now));
            int room = Math.min(limit - due.size(), (batch - due.size() % batch) % batch);
            if (room > 0) {
                due.addAll(claims.early(tx, room, now));
            }
            return new Claimed(due, quota.takeAhead(tx, carrier, Math.ceilDiv(due.size(), batch), time.instant()));
        });
        open.addAll(claimed.claims());
        return claimed;
    }

    private List<QueryBatches.Batch> batches(List<Claim> claimed, Instant now) {
        QueryBatches.Loaded loaded = database.<QueryBatches.Loaded>read(tx -> QueryBatches.load(tx, carrier, claimed));
        loaded.broken().forEach((claim, cause) -> {
            database.execute(tx -> watchList.putOff(tx, claim, cause, now));
            open.remove(claim);
            tellBroken(claim, cause);
        });
        if (!loaded.refused().isEmpty()) {
            database.<List<WatchList.Recorded>>write(tx -> watchList.recordUnasked(tx, loaded.refused(), now))
                    .forEach(this::tell);
            loaded.refused().keySet().forEach(open::remove);
        }
        return loaded.batches();
    }

    private void ask(QueryBatches.Batch batch) {
        CarrierAnswer answer = call.ask(batch.queries());
        Map<TrackingNumber, PollOutcome> outcomes = answer.outcomes();
        if (abandoned) {
            return;
        }
        Instant now = time.instant();
        boolean usual = breaker.hears(outcomes);
        Instant pausedUntil = usual ? null : judge(outcomes, now);
        List<Heard> heard = new ArrayList<>();
        batch.questions().forEach((number, question) -> {
            PollOutcome outcome = outcomes.getOrDefault(number, CarrierCall.NO_ANSWER);
            CarrierReply reply = answer.replies().get(number);
            KeptReply kept = reply != null && settings.keepReplies() ? KeptReply.of(reply, outcome.word(), now) : null;
            question.claims().forEach(claim -> heard.add(new Heard(claim, outcome, kept, pausedUntil, now)));
        });
        if (!records.apply(new Request(heard, usual))) {
            judge(outcomes, now);
        }
    }

    /// One request that was made.
    ///
    /// @param usual whether the carrier answered as it always does
    private record Request(List<Heard> heard, boolean usual) {}

    private record Noted(List<WatchList.Recorded> recorded, boolean answers) {}

    /// Writes down what requests heard that ended at about the same time.
    ///
    /// @return of each whether the carrier's health is written down too
    private List<Boolean> record(List<Request> requests) {
        boolean anyUsual = requests.stream().anyMatch(Request::usual);
        Instant now = requests.getLast().heard().getLast().at();
        Noted noted = database.writeRows(tx -> new Noted(
                watchList.record(
                        tx,
                        carrier.code(),
                        requests.stream().map(Request::heard).toList()),
                !anyUsual || breaker.stillAnswers(tx, now)));
        noted.recorded().forEach(this::tell);
        noted.recorded().forEach(recorded -> open.remove(recorded.claim()));
        return requests.stream()
                .map(request -> !request.usual() || noted.answers())
                .toList();
    }

    private @Nullable Instant judge(Map<TrackingNumber, PollOutcome> outcomes, Instant now) {
        Instant pausedUntil = breaker.judge(outcomes, now);
        paused = paused || pausedUntil != null;
        return pausedUntil;
    }

    private void tell(WatchList.Recorded recorded) {
        RuntimeException broken = recorded.broken();
        if (broken != null) {
            tellBroken(recorded.claim(), broken);
            return;
        }
        LOG.atDebug()
                .addKeyValue("parcel", recorded.claim().parcelId())
                .addKeyValue("carrier", carrier.code())
                .addKeyValue("outcome", recorded.outcome().word())
                .addKeyValue("changed", recorded.changed())
                .log("polled");
    }

    private void tellBroken(Claim claim, RuntimeException cause) {
        LOG.atError()
                .addKeyValue("parcel", claim.parcelId())
                .addKeyValue("carrier", carrier.code())
                .setCause(cause)
                .log("a parcel could not be polled and is put off");
    }

    private void release(List<Claim> unasked) {
        if (!unasked.isEmpty()) {
            database.execute(tx -> ClaimStore.release(tx, unasked));
            unasked.forEach(open::remove);
        }
    }
}
