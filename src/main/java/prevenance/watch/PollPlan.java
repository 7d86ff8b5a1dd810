package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.PollOutcome;
import prevenance.tracking.TrackingStatus;

/// When to look at a parcel again. Pure: the same parcel, answer, knowledge and time give the same instant.
///
/// @param learned when news is to be expected; null: the cadence is followed
public record PollPlan(PollSettings settings, @Nullable Learned learned) {
    /// A carrier that asks for more is asked again after this, lest a wrong header silences it.
    public static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);

    /// A look so long before a rule's limit is reached lets the rule judge by what holds then.
    static final Duration BEFORE_DEADLINE = Duration.ofMinutes(2);

    /// What is to be read every day is read a little sooner, so that no day is without an answer.
    private static final Duration DAILY = Duration.ofMinutes(23 * 60 + 30);

    private static final double JITTER = 0.1;
    private static final double FINE_JITTER = 0.02;

    /// What is known of a carrier's news.
    ///
    /// @param price of a question, in hours of delay of plain news
    /// @param zone  on whose clock hours and weekdays count
    record Learned(CarrierNews news, double price, ZoneId zone) {}

    /// Follows the cadence.
    public PollPlan(PollSettings settings) {
        this(settings, null);
    }

    /// What the plan looks at.
    ///
    /// @param since        handed over, or imported when the shop did not say
    /// @param lastEventAt  newest statement of any kind, null when there is none
    /// @param unknownSince since when the carrier does not know the number, null when it does
    /// @param finalSeenAt  when we learned of the end, null when there is none
    /// @param failedPolls  failures in a row, this one included
    /// @param statements   how many the carrier has made
    /// @param deadlineAt   when a rule's limit will be reached next, null for none
    public record Standing(
            long parcelId,
            TrackingStatus status,
            Instant since,
            @Nullable Instant lastEventAt,
            @Nullable Instant unknownSince,
            @Nullable Instant finalSeenAt,
            int failedPolls,
            int statements,
            @Nullable Instant deadlineAt) {}

    /// The instant just before a limit at which to look.
    public static Instant before(Instant deadline) {
        return deadline.minus(BEFORE_DEADLINE);
    }

    /// The journey has ended and nothing but a correction can follow.
    public static boolean isFinal(TrackingStatus status) {
        return status.milestone().isEnd()
                || status == TrackingStatus.EXC_DESTROYED
                || status == TrackingStatus.CANCELLED;
    }

    /// The next look after an outcome; null for never.
    public @Nullable Instant next(Standing parcel, PollOutcome outcome, Instant now) {
        return switch (outcome) {
            case PollOutcome.Answered _, PollOutcome.NotFound _, PollOutcome.Ambiguous _ -> afterAnswer(parcel, now);
            case PollOutcome.Throttled throttled -> now.plus(pause(throttled, parcel.failedPolls() + 1));
            case PollOutcome.Refused _ ->
                parcel.finalSeenAt() == null
                        ? after(
                                now,
                                parcel,
                                settings.backoff().refused(),
                                settings.backoff().refusedCap())
                        : afterAnswer(parcel, now);
            // At once, but not again and again should the registration not hold.
            case PollOutcome.Unregistered _ when parcel.failedPolls() <= 1 -> now;
            case PollOutcome.Unregistered _, PollOutcome.Unreachable _ ->
                after(
                        now,
                        parcel,
                        settings.backoff().first(),
                        settings.backoff().cap());
        };
    }

    /// How long a carrier that says "too many" is left alone: as long as it says, else by our own back-off.
    public Duration pause(PollOutcome.Throttled throttled, int failures) {
        return throttled
                .retryAfter()
                .map(asked -> asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER)
                .orElseGet(() -> PollSettings.Backoff.doubled(
                        settings.backoff().first(), settings.backoff().cap(), failures));
    }

    /// The interval to the next look, before jitter.
    Duration interval(Standing parcel, Instant now) {
        PollSettings.Cadence cadence = settings.cadence();
        Duration interval = switch (parcel.status().milestone()) {
            case UNKNOWN ->
                parcel.status() == TrackingStatus.UNKNOWN_UNMAPPED
                        ? cadence.inTransit()
                        : growing(cadence.unknown(), cadence.unknownOld(), parcel.since(), now);
            case ANNOUNCED -> growing(cadence.announced(), cadence.announcedOld(), parcel.since(), now);
            case ACCEPTED, IN_TRANSIT -> cadence.inTransit();
            case HELD -> cadence.held();
            case OUT_FOR_DELIVERY -> cadence.outForDelivery();
            case ATTEMPT_FAILED -> cadence.attempt();
            case EXCEPTION -> cadence.exception();
            case AVAILABLE_FOR_PICKUP -> cadence.pickup();
            case RETURNING -> cadence.returning();
            case RETURNED, DELIVERED -> settings.afterFinal().every();
        };
        if (parcel.unknownSince() != null) {
            interval = longer(interval, growing(cadence.unknown(), cadence.unknownOld(), parcel.unknownSince(), now));
        }
        Instant lastNews = parcel.lastEventAt();
        if (lastNews != null && !now.isBefore(lastNews.plus(cadence.quietAfter()))) {
            interval = longer(interval, cadence.quiet());
        }
        return now.isBefore(parcel.since().plus(cadence.trackingEnd())) ? interval : longer(interval, cadence.ended());
    }

    private @Nullable Instant afterAnswer(Standing parcel, Instant now) {
        Instant ended = parcel.finalSeenAt();
        if (ended == null) {
            Instant next = now.plus(wait(parcel, now));
            Instant deadline = parcel.deadlineAt();
            Instant probe = deadline == null ? next : before(deadline);
            return probe.isAfter(now) && probe.isBefore(next) ? probe : next;
        }
        for (int look = 1; look <= settings.afterFinal().looks(); look++) {
            Instant at = ended.plus(jittered(settings.afterFinal().every().multipliedBy(look), parcel.parcelId(), 0));
            if (at.isAfter(now)) {
                return at;
            }
        }
        return null;
    }

    private Duration wait(Standing parcel, Instant now) {
        Duration usual = interval(parcel, now);
        PollSettings.Adaptive adaptive = settings.adaptive();
        if (learned == null || !adaptive.enabled() || parcel.unknownSince() != null || parcel.lastEventAt() == null) {
            Duration wait = jittered(usual, parcel.parcelId(), 0);
            return usual.compareTo(Duration.ofDays(1)) <= 0 && wait.compareTo(DAILY) > 0 ? DAILY : wait;
        }
        double silent =
                Math.max(0, Duration.between(parcel.lastEventAt(), now).toMillis() / (double) NewsClock.HOUR_MS);
        Duration longest = adaptive.capped() && usual.compareTo(adaptive.longest()) < 0 ? usual : adaptive.longest();
        Duration shortest = adaptive.shortest().compareTo(longest) < 0 ? adaptive.shortest() : longest;
        Duration wait = NextLook.after(
                learned.news().stage(parcel.status(), parcel.statements()),
                learned.news().week(parcel.status().milestone()),
                silent,
                NewsClock.localHours(now.toEpochMilli(), learned.zone()),
                learned.price(),
                shortest,
                longest);
        return jittered(wait, parcel.parcelId(), 0, FINE_JITTER);
    }

    private static Instant after(Instant now, Standing parcel, Duration first, Duration cap) {
        Duration wait = PollSettings.Backoff.doubled(first, cap, parcel.failedPolls());
        return now.plus(jittered(wait, parcel.parcelId(), parcel.failedPolls()));
    }

    /// Doubles with every whole day since.
    private static Duration growing(Duration young, Duration old, Instant since, Instant now) {
        long days = Math.max(0, Duration.between(since, now).toDays());
        Duration grown = PollSettings.Backoff.doubled(young, old, (int) Math.min(days, 60) + 1);
        return grown.compareTo(old) < 0 ? grown : old;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }

    /// Up to a tenth more or less, by the parcel and not by chance, so that what was imported together drifts apart.
    static Duration jittered(Duration interval, long parcelId, int turn) {
        return jittered(interval, parcelId, turn, JITTER);
    }

    private static Duration jittered(Duration interval, long parcelId, int turn, double most) {
        long mixed = (parcelId * 31 + turn + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed ^= mixed >>> 31;
        double share = ((mixed >>> 11) * 0x1.0p-53 * 2 - 1) * most;
        return interval.plusMillis(Math.round(interval.toMillis() * share));
    }
}
