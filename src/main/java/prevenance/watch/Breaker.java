package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.PollOutcome;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;
import prevenance.watch.CarrierHealth.State;

/// Leaves one carrier alone when it fails, asks for a pause or refuses us, and lets one probe through
/// afterwards. Its state is the row in `carrier_health` rather than a library's object: it survives a
/// restart, follows the injected clock, and the judging side reads it.
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final String carrier;
    private final PollSettings settings;
    private final Database database;
    private final CarrierHealthStore store = new CarrierHealthStore();
    private final Deque<Boolean> lastCalls = new ArrayDeque<>();
    private final Set<TrackingNumber> refusedInARow = new HashSet<>();
    private boolean probing;
    private boolean asked;
    /// As last seen: it answers, and no failure is counted.
    private boolean sound;

    Breaker(String carrier, PollSettings settings, Database database) {
        this.carrier = carrier;
        this.settings = settings;
        this.database = database;
    }

    /// How many requests may be made now: none, one probe, or any number. The first after a start may
    /// probe a carrier that refused us, for a person may have put it right.
    synchronized int allowed(Instant now) {
        CarrierHealth health = database.read(tx -> store.find(tx, carrier));
        sound = isSound(health);
        if (health.state() == State.OPEN) {
            return Integer.MAX_VALUE;
        }
        Instant until = health.pausedUntil();
        boolean over = until == null || !until.isAfter(now) || (health.state() == State.REFUSED && !asked);
        if (!over || !database.<Boolean>write(tx -> store.takeProbe(tx, health, now.plus(settings.lease())))) {
            return 0;
        }
        probing = true;
        return 1;
    }

    /// Takes note of one request's outcomes.
    ///
    /// @return whether they say only what is known, that the carrier answers: [#stillAnswers] writes
    ///         that down with them. Else [#judge] decides first.
    synchronized boolean hears(Map<TrackingNumber, PollOutcome> outcomes) {
        asked = true;
        note(outcomes);
        Collection<PollOutcome> all = outcomes.values();
        return sound
                && !probing
                && all.stream().anyMatch(Breaker::isReply)
                && all.stream().noneMatch(PollOutcome.Throttled.class::isInstance);
    }

    /// Writes down that the carrier answered.
    ///
    /// @return false when another daemon, or another request, has found otherwise since; then [#judge] decides
    boolean stillAnswers(Tx tx, Instant now) {
        return store.answered(tx, carrier, now);
    }

    /// Decides what outcomes that were noted mean for the carrier.
    ///
    /// @return until when the carrier is left alone, null when it may be asked on
    synchronized @Nullable Instant judge(Map<TrackingNumber, PollOutcome> outcomes, Instant now) {
        Change change = database.<Change>writeRows(tx -> {
            tx.alone("health " + carrier);
            CarrierHealth before = store.find(tx, carrier);
            CarrierHealth after = next(before, outcomes, now);
            store.save(tx, after);
            return new Change(before, after);
        });
        probing = false;
        CarrierHealth after = change.after();
        sound = isSound(after);
        if (after.state() != State.OPEN) {
            lastCalls.clear();
        }
        tell(change.before(), after);
        return after.state() == State.OPEN ? null : after.pausedUntil();
    }

    private static boolean isSound(CarrierHealth health) {
        return health.state() == State.OPEN && health.failures() == 0;
    }

    private record Change(CarrierHealth before, CarrierHealth after) {}

    /// What this daemon keeps in mind of a request, before anything is written that could be written
    /// twice.
    private void note(Map<TrackingNumber, PollOutcome> outcomes) {
        Collection<PollOutcome> all = outcomes.values();
        if (all.stream().anyMatch(PollOutcome.Throttled.class::isInstance)) {
            return;
        }
        if (all.stream().anyMatch(Breaker::isReply)) {
            refusedInARow.clear();
            note(true);
        } else if (all.stream().allMatch(PollOutcome.Refused.class::isInstance)) {
            refusedInARow.addAll(outcomes.keySet());
        } else {
            note(false);
        }
    }

    private CarrierHealth next(CarrierHealth before, Map<TrackingNumber, PollOutcome> outcomes, Instant now) {
        Collection<PollOutcome> all = outcomes.values();
        boolean resting = before.state() != State.OPEN && !probing;
        for (PollOutcome outcome : all) {
            if (outcome instanceof PollOutcome.Throttled throttled) {
                return throttled(before, throttled, now);
            }
        }
        if (all.stream().anyMatch(Breaker::isReply)) {
            return resting ? before.heardWhileResting(now) : before.answered(now);
        }
        if (all.stream().allMatch(PollOutcome.Refused.class::isInstance)) {
            return refused(before, outcomes, now);
        }
        if (resting) {
            return before;
        }
        PollSettings.BreakerLimits limits = settings.breaker();
        int failures = before.failures() + 1;
        boolean trips = probing || failures >= limits.failures() || tooManyOfTheLast();
        if (!trips) {
            return before.failed(State.OPEN, null, now, detail(all));
        }
        Duration rest = PollSettings.Backoff.doubled(
                limits.rest(), limits.restCap(), Math.max(1, failures - limits.failures() + 1));
        State state = before.state() == State.REFUSED ? State.REFUSED : State.RESTING;
        return before.failed(state, now.plus(rest), now, detail(all));
    }

    /// The carrier works, whatever it says.
    private static boolean isReply(PollOutcome outcome) {
        return switch (outcome) {
            case PollOutcome.Answered _, PollOutcome.NotFound _, PollOutcome.Ambiguous _, PollOutcome.Unregistered _ ->
                true;
            case PollOutcome.Throttled _, PollOutcome.Refused _, PollOutcome.Unreachable _ -> false;
        };
    }

    private CarrierHealth throttled(CarrierHealth before, PollOutcome.Throttled throttled, Instant now) {
        Instant until = now.plus(new PollPlan(settings).pause(throttled, before.failures() + 1));
        Instant known = probing ? null : before.pausedUntil();
        State state = before.state() == State.REFUSED && !probing ? State.REFUSED : State.RESTING;
        return before.failed(state, known != null && known.isAfter(until) ? known : until, now, throttled.detail());
    }

    /// A whole batch refused, or many single parcels one after the other, is about us; one parcel is
    /// about its number.
    private CarrierHealth refused(CarrierHealth before, Map<TrackingNumber, PollOutcome> outcomes, Instant now) {
        PollSettings.BreakerLimits limits = settings.breaker();
        boolean aboutUs =
                outcomes.size() > 1 || refusedInARow.size() >= limits.refusals() || before.state() == State.REFUSED;
        if (!aboutUs) {
            return before.state() == State.RESTING && probing
                    ? new CarrierHealth(
                            carrier,
                            State.OPEN,
                            null,
                            0,
                            before.lastAnsweredAt(),
                            before.lastFailedAt(),
                            before.lastError())
                    : before;
        }
        if (before.state() == State.REFUSED && !probing) {
            return before;
        }
        int times = before.state() == State.REFUSED ? before.failures() + 1 : 1;
        Duration rest = PollSettings.Backoff.doubled(limits.refusedRest(), limits.refusedRestCap(), times);
        return new CarrierHealth(
                carrier, State.REFUSED, now.plus(rest), times, before.lastAnsweredAt(), now, detail(outcomes.values()));
    }

    private void note(boolean well) {
        lastCalls.addLast(well);
        while (lastCalls.size() > settings.breaker().window()) {
            lastCalls.removeFirst();
        }
    }

    private boolean tooManyOfTheLast() {
        long failed = lastCalls.stream().filter(well -> !well).count();
        return lastCalls.size() >= settings.breaker().window()
                && failed * 100 >= (long) lastCalls.size() * settings.breaker().share();
    }

    private static String detail(Collection<PollOutcome> outcomes) {
        for (PollOutcome outcome : outcomes) {
            switch (outcome) {
                case PollOutcome.Refused refused -> {
                    return refused.detail();
                }
                case PollOutcome.Unreachable unreachable -> {
                    return unreachable.detail();
                }
                case PollOutcome.Throttled throttled -> {
                    return throttled.detail();
                }
                case PollOutcome.Answered _,
                        PollOutcome.NotFound _,
                        PollOutcome.Ambiguous _,
                        PollOutcome.Unregistered _ -> {}
            }
        }
        return "";
    }

    private void tell(CarrierHealth before, CarrierHealth after) {
        if (before.state() == after.state()) {
            return;
        }
        switch (after.state()) {
            case OPEN -> LOG.atInfo().addKeyValue("carrier", carrier).log("the carrier answers again");
            case RESTING ->
                LOG.atWarn()
                        .addKeyValue("carrier", carrier)
                        .addKeyValue("until", after.pausedUntil())
                        .addKeyValue("error", after.lastError())
                        .log("the carrier is left alone for a while");
            case REFUSED ->
                LOG.atWarn()
                        .addKeyValue("carrier", carrier)
                        .addKeyValue("until", after.pausedUntil())
                        .addKeyValue("error", after.lastError())
                        .log("the carrier refuses us; check its credentials and contract");
        }
    }
}
