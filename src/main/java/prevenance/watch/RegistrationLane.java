package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import prevenance.carrier.CarrierClient;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.PollOutcome;
import prevenance.carrier.RegistrationOutcome;
import prevenance.carrier.TrackingQuery;
import prevenance.node.Share;
import prevenance.store.Database;
import prevenance.tracking.TrackingNumber;

/// One aggregator's registrations, one request at a time: within their own limits, and not at all during a pause.
/// Whatever happens between a request and its record, the number is registered again, and that it is so already is as
/// good.
final class RegistrationLane {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationLane.class);

    private static final Duration SWEPT_EVERY = Duration.ofMinutes(10);

    private final CarrierTraits carrier;
    /// The registrations as a carrier of their own: their limits are counted apart.
    private final CarrierTraits ofRegistration;
    private final PollSettings settings;
    private final CarrierClient client;
    private final Database database;
    private final InstantSource time;
    private final Supplier<Share> share;
    private final ClaimStore claims;
    private final RegistrationOutcomeStore outcomes;
    private final RegistrationStore registrations = new RegistrationStore();
    private final RegistrationPauseStore pauses = new RegistrationPauseStore();
    private final QuotaLedger quota = new QuotaLedger();
    private final LaneRound rounds;
    private volatile boolean stopping;
    private volatile @Nullable String lastBreak;
    private @Nullable Instant lastSwept;

    RegistrationLane(
            CarrierTraits carrier,
            PollSettings settings,
            CarrierClient client,
            Database database,
            OutcomeStore outcomes,
            ExecutorService threads,
            InstantSource time,
            Supplier<Share> share) {
        this.share = share;
        this.carrier = carrier;
        this.ofRegistration = Objects.requireNonNull(carrier.ofRegistration());
        this.settings = settings;
        this.client = client;
        this.database = database;
        this.time = time;
        this.rounds = new LaneRound(threads);
        this.claims = new ClaimStore(carrier, settings);
        this.outcomes = new RegistrationOutcomeStore(carrier, outcomes);
    }

    /// Starts a round unless one is under way.
    Optional<CompletableFuture<Integer>> start(Instant now) {
        return stopping ? Optional.empty() : rounds.start(() -> run(now), this::brokeOff);
    }

    Optional<CompletableFuture<Integer>> current() {
        return rounds.current();
    }

    void stop() {
        stopping = true;
    }

    /// The store failed, not a number. Claims that are held expire.
    private void brokeOff(RuntimeException broken) {
        LOG.atLevel(String.valueOf(broken).equals(lastBreak) ? Level.DEBUG : Level.ERROR)
                .addKeyValue("carrier", carrier.code())
                .setCause(broken)
                .log("registering broke off");
        lastBreak = String.valueOf(broken);
    }

    private int run(Instant now) {
        wake(now);
        if (share.get().of("register " + carrier.code(), 1) == 0
                || !database.<Boolean>read(tx -> registrations.isAnyDue(tx, carrier.code(), now))
                || isPaused(now)) {
            return 0;
        }
        int told = 0;
        while (!stopping && told < settings.claim() && mayAsk()) {
            List<Claim> claimed =
                    database.<List<Claim>>writeRows(tx -> claims.unregistered(tx, ofRegistration.batchSize(), now));
            if (claimed.isEmpty()) {
                break;
            }
            QueryBatches.Loaded loaded =
                    database.<QueryBatches.Loaded>read(tx -> QueryBatches.load(tx, ofRegistration, claimed));
            loaded.broken().forEach(this::putOff);
            for (QueryBatches.Batch batch : loaded.batches()) {
                if (stopping || !database.<Boolean>writeRows(tx -> quota.take(tx, ofRegistration, time.instant()))) {
                    database.execute(tx -> ClaimStore.release(tx, batch.claims()));
                } else if (register(batch)) {
                    told += batch.claims().size();
                } else {
                    return told;
                }
            }
        }
        return told;
    }

    private boolean mayAsk() {
        return database.<Integer>read(tx -> quota.available(tx, ofRegistration, time.instant())) > 0;
    }

    /// A person may have put right what a pause is about: the first round after a start takes no notice of it.
    private void wake(Instant now) {
        Instant swept = lastSwept;
        if (swept == null) {
            database.execute(tx -> pauses.resume(tx, carrier.code(), now));
        }
        if (swept == null || !now.isBefore(swept.plus(SWEPT_EVERY))) {
            lastSwept = now;
            database.execute(tx -> registrations.end(tx, carrier.code(), now));
        }
    }

    private boolean isPaused(Instant now) {
        return database.<Boolean>write(tx -> {
            Optional<RegistrationPauseStore.Pause> pause = pauses.pause(tx, carrier.code())
                    .filter(known -> known.until().isAfter(now));
            pause.ifPresent(known -> pauses.putOff(tx, carrier.code(), known, now));
            return pause.isPresent();
        });
    }

    /// @return whether more may be registered
    private boolean register(QueryBatches.Batch batch) {
        Map<TrackingNumber, RegistrationOutcome> answers = ask(batch.queries());
        Instant now = time.instant();
        Map<QueryBatches.Question, RegistrationOutcome> told = new LinkedHashMap<>();
        batch.questions().forEach((number, question) -> told.put(question, answers.getOrDefault(number, noAnswer())));
        PollOutcome failure = told.values().stream()
                .flatMap(outcome -> outcome instanceof RegistrationOutcome.Failed(PollOutcome why)
                        ? Stream.of(why)
                        : Stream.empty())
                .findFirst()
                .orElse(null);
        Map<Claim, RuntimeException> broken = database.write(tx -> {
            Map<Claim, RuntimeException> unrecorded = outcomes.record(tx, told, now);
            if (failure == null) {
                pauses.resume(tx, carrier.code(), now);
            } else {
                RegistrationPauseStore.Pause former =
                        pauses.pause(tx, carrier.code()).orElse(null);
                RegistrationPauseStore.Pause pause = pause(failure, former, now);
                pauses.rest(tx, carrier.code(), pause);
                pauses.putOff(tx, carrier.code(), pause, now);
            }
            return unrecorded;
        });
        broken.forEach(this::tellBroken);
        if (failure != null) {
            tell(failure);
        }
        return failure == null;
    }

    private Map<TrackingNumber, RegistrationOutcome> ask(List<TrackingQuery> queries) {
        try {
            return client.register(carrier.code(), queries);
        } catch (RuntimeException bug) {
            LOG.atError()
                    .addKeyValue("carrier", carrier.code())
                    .setCause(bug)
                    .log("registering with a carrier broke off");
            return Map.of();
        }
    }

    private static RegistrationOutcome noAnswer() {
        return new RegistrationOutcome.Failed(CarrierCall.NO_ANSWER);
    }

    private RegistrationPauseStore.Pause pause(
            PollOutcome failure, RegistrationPauseStore.@Nullable Pause former, Instant now) {
        int failures = former == null ? 1 : former.failures() + 1;
        PollSettings.Backoff backoff = settings.backoff();
        PollSettings.BreakerLimits limits = settings.breaker();
        Duration rest = switch (failure) {
            case PollOutcome.Throttled throttled -> new PollPlan(settings).pause(throttled, failures);
            case PollOutcome.Refused _ ->
                PollSettings.Backoff.doubled(limits.refusedRest(), limits.refusedRestCap(), failures);
            case PollOutcome.Answered _,
                    PollOutcome.NotFound _,
                    PollOutcome.Ambiguous _,
                    PollOutcome.Unregistered _,
                    PollOutcome.Unreachable _ -> PollSettings.Backoff.doubled(backoff.first(), backoff.cap(), failures);
        };
        return new RegistrationPauseStore.Pause(now.plus(rest), failures, failure.word(), failure.detail());
    }

    private void tell(PollOutcome failure) {
        String line = failure.word() + " " + failure.detail();
        LOG.atLevel(line.equals(lastBreak) ? Level.DEBUG : Level.WARN)
                .addKeyValue("carrier", carrier.code())
                .addKeyValue("outcome", failure.word())
                .addKeyValue("error", failure.detail())
                .log("nothing more is registered for a while");
        lastBreak = line;
    }

    private void putOff(Claim claim, RuntimeException cause) {
        database.execute(tx -> outcomes.putOff(tx, claim, cause, time.instant()));
        tellBroken(claim, cause);
    }

    private void tellBroken(Claim claim, RuntimeException cause) {
        LOG.atError()
                .addKeyValue("parcel", claim.parcelId())
                .addKeyValue("carrier", carrier.code())
                .setCause(cause)
                .log("a parcel could not be registered and is put off");
    }
}
