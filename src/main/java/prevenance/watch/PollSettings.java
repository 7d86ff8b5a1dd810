package prevenance.watch;

import java.time.Duration;
import prevenance.config.YamlSection;

/// When parcels are looked at, what a failure costs, and how much is asked at a time. A carrier may have its own
/// cadence, back-off and breaker.
///
/// @param lease        how long a claimed parcel belongs to its poller; a crash lets it expire. Must exceed a round, on
///                     the same clock: one that runs faster needs a longer lease
/// @param claim        parcels taken per carrier and round, at most
/// @param batchFill    percent of a parcel's interval by which it may be asked early to fill a batch
/// @param reuseMargin  statements older than the hand-over minus this belong to an earlier parcel of the same number;
/// what
///                     the rules say (`rules.old-events-margin`), see [#goingBy]
/// @param keepReplies  whether the newest reply about each parcel is kept as it came, for looking at
/// @param adaptive     looks by what one expects to learn, instead of the cadence
public record PollSettings(
        Cadence cadence,
        Backoff backoff,
        BreakerLimits breaker,
        AfterFinal afterFinal,
        Duration lease,
        int claim,
        int batchFill,
        Duration reuseMargin,
        boolean keepReplies,
        Adaptive adaptive) {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /// Intervals between two looks.
    ///
    /// @param unknown      on the first day the carrier does not know the number; doubles daily up to `unknownOld`
    /// @param announced    on the day of hand-over; doubles daily up to `announcedOld`
    /// @param quiet        at least this once nothing new was said for `quietAfter`
    /// @param ended        at least this once the parcel is `trackingEnd` old without an end; it is never given up
    /// @param trackingEnd  what the rules say (`rules.tracking-end-days`), see [PollSettings#goingBy]
    public record Cadence(
            Duration outForDelivery,
            Duration attempt,
            Duration exception,
            Duration inTransit,
            Duration pickup,
            Duration held,
            Duration returning,
            Duration announced,
            Duration announcedOld,
            Duration unknown,
            Duration unknownOld,
            Duration quiet,
            Duration quietAfter,
            Duration ended,
            Duration trackingEnd) {
        /// Whatever the parcel's stage and age.
        private Cadence every(Duration every) {
            return new Cadence(
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    every,
                    quietAfter,
                    every,
                    trackingEnd);
        }

        private Cadence until(Duration end) {
            return new Cadence(
                    outForDelivery,
                    attempt,
                    exception,
                    inTransit,
                    pickup,
                    held,
                    returning,
                    announced,
                    announcedOld,
                    unknown,
                    unknownOld,
                    quiet,
                    quietAfter,
                    ended,
                    end);
        }

        /// `every` sets all intervals at once; a key of its own still wins.
        static Cadence read(YamlSection s, Cadence usual) {
            s.moved("tracking-end", "rules.tracking-end-days");
            Cadence d = s.has("every") ? usual.every(interval(s, "every", usual.inTransit)) : usual;
            return new Cadence(
                    interval(s, "out-for-delivery", d.outForDelivery),
                    interval(s, "attempt", d.attempt),
                    interval(s, "exception", d.exception),
                    interval(s, "in-transit", d.inTransit),
                    interval(s, "pickup", d.pickup),
                    interval(s, "held", d.held),
                    interval(s, "returning", d.returning),
                    interval(s, "announced", d.announced),
                    interval(s, "announced-old", d.announcedOld),
                    interval(s, "unknown", d.unknown),
                    interval(s, "unknown-old", d.unknownOld),
                    interval(s, "quiet", d.quiet),
                    interval(s, "quiet-after", d.quietAfter),
                    interval(s, "ended", d.ended),
                    d.trackingEnd);
        }
    }

    /// Looks when news is to be expected, by what the carrier's own parcels have taught.
    ///
    /// @param enabled   no: the cadence is followed as it stands
    /// @param shortest  never sooner
    /// @param longest   never later, so that every parcel is read every day
    /// @param callsADay questions about a parcel under way per day, on average; fewer when the carrier's limits are
    ///                  tighter
    /// @param capped    a cadence was written: its intervals are never exceeded
    public record Adaptive(boolean enabled, Duration shortest, Duration longest, int callsADay, boolean capped) {
        private static final int MOST_CALLS = 96;

        static Adaptive read(YamlSection polling, Adaptive d) {
            YamlSection s = polling.section("adaptive");
            YamlSection cadence = polling.section("cadence");
            boolean fixed = cadence.has("every");
            Duration shortest = interval(s, "shortest", d.shortest);
            Duration longest = interval(s, "longest", d.longest);
            if (longest.compareTo(shortest) < 0) {
                s.problem("longest", "is less than 'shortest'", "write a longer time");
                longest = d.longest;
            }
            return new Adaptive(
                    s.yesNo("enabled", d.enabled && !fixed),
                    shortest,
                    longest,
                    s.integer("calls-a-day", d.callsADay, 1, MOST_CALLS),
                    d.capped || !cadence.keys().isEmpty());
        }
    }

    /// Waits after failures: `first`, then twice as long each time, up to `cap`.
    ///
    /// @param refused    the same for a parcel whose number the carrier refuses
    public record Backoff(Duration first, Duration cap, Duration refused, Duration refusedCap) {
        static Backoff read(YamlSection s, Backoff d) {
            return new Backoff(
                    interval(s, "first", d.first),
                    interval(s, "cap", d.cap),
                    interval(s, "refused", d.refused),
                    interval(s, "refused-cap", d.refusedCap));
        }

        /// `first` doubled for each failure after the first, at most `cap`.
        static Duration doubled(Duration first, Duration cap, int failures) {
            Duration wait = first;
            for (int i = 1; i < failures && wait.compareTo(cap) < 0; i++) {
                wait = wait.multipliedBy(2);
            }
            return wait.compareTo(cap) < 0 ? wait : cap;
        }
    }

    /// When a carrier is left alone.
    ///
    /// @param failures       failed requests in a row
    /// @param window         or, of that many last requests …
    /// @param share          … this percentage failed
    /// @param rest           first pause; doubles with each failed probe up to `restCap`
    /// @param refusals       single parcels refused in a row before the carrier is taken to refuse us
    /// @param refusedRest    first pause after that; doubles up to `refusedRestCap`
    public record BreakerLimits(
            int failures,
            int window,
            int share,
            Duration rest,
            Duration restCap,
            int refusals,
            Duration refusedRest,
            Duration refusedRestCap) {
        static BreakerLimits read(YamlSection s, BreakerLimits d) {
            return new BreakerLimits(
                    s.integer("failures", d.failures, 1, 1000),
                    s.integer("window", d.window, 2, 1000),
                    s.integer("share", d.share, 1, 100),
                    interval(s, "rest", d.rest),
                    interval(s, "rest-cap", d.restCap),
                    s.integer("refusals", d.refusals, 1, 1000),
                    interval(s, "refused-rest", d.refusedRest),
                    interval(s, "refused-rest-cap", d.refusedRestCap));
        }
    }

    /// Looks at a finished parcel, because carriers correct a "delivered" into a return.
    ///
    /// @param looks how many; 0 for none
    /// @param every apart, counted from when we learned of the end
    public record AfterFinal(int looks, Duration every) {
        static AfterFinal read(YamlSection s, AfterFinal d) {
            return new AfterFinal(s.integer("looks", d.looks, 0, 100), interval(s, "every", d.every));
        }
    }

    public static PollSettings defaults() {
        return new PollSettings(
                new Cadence(
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofHours(2),
                        Duration.ofHours(4),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        Duration.ofHours(6),
                        Duration.ofHours(12),
                        Duration.ofHours(2),
                        Duration.ofHours(12),
                        Duration.ofHours(6),
                        Duration.ofDays(7),
                        Duration.ofDays(1),
                        Duration.ofDays(60)),
                new Backoff(Duration.ofMinutes(2), Duration.ofHours(2), Duration.ofHours(6), Duration.ofDays(1)),
                new BreakerLimits(
                        5,
                        20,
                        50,
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(30),
                        3,
                        Duration.ofMinutes(15),
                        Duration.ofHours(6)),
                new AfterFinal(1, Duration.ofDays(1)),
                Duration.ofMinutes(10),
                500,
                5,
                Duration.ofDays(2),
                true,
                new Adaptive(true, Duration.ofMinutes(15), Duration.ofHours(23), 6, false));
    }

    /// Reads the section `polling`.
    public static PollSettings read(YamlSection section) {
        PollSettings d = defaults();
        section.moved("reuse-margin", "rules.old-events-margin");
        return new PollSettings(
                Cadence.read(section.section("cadence"), d.cadence),
                Backoff.read(section.section("backoff"), d.backoff),
                BreakerLimits.read(section.section("breaker"), d.breaker),
                AfterFinal.read(section.section("after-final"), d.afterFinal),
                interval(section, "lease", d.lease),
                section.integer("claim", d.claim, 1, 100_000),
                section.integer("batch-fill", d.batchFill, 0, 50),
                d.reuseMargin,
                section.yesNo("keep-replies", d.keepReplies),
                Adaptive.read(section, d.adaptive));
    }

    /// These settings with what a carrier's own section (`carriers.<code>`) says of `cadence`, `backoff` and
    /// `breaker`. Its other keys are left to their readers.
    public PollSettings override(YamlSection carrier) {
        return new PollSettings(
                Cadence.read(carrier.section("cadence"), cadence),
                Backoff.read(carrier.section("backoff"), backoff),
                BreakerLimits.read(carrier.section("breaker"), breaker),
                afterFinal,
                lease,
                claim,
                batchFill,
                reuseMargin,
                keepReplies,
                Adaptive.read(carrier, adaptive));
    }

    /// The same with what the rules say of a carrier.
    ///
    /// @param margin      see [#reuseMargin]
    /// @param trackingEnd how long a parcel is watched without an end
    public PollSettings goingBy(Duration margin, Duration trackingEnd) {
        return new PollSettings(
                cadence.until(trackingEnd),
                backoff,
                breaker,
                afterFinal,
                lease,
                claim,
                batchFill,
                margin,
                keepReplies,
                adaptive);
    }

    /// The same with another longest wait.
    PollSettings upTo(Duration longest) {
        return new PollSettings(
                cadence,
                backoff,
                breaker,
                afterFinal,
                lease,
                claim,
                batchFill,
                reuseMargin,
                keepReplies,
                new Adaptive(adaptive.enabled, adaptive.shortest, longest, adaptive.callsADay, adaptive.capped));
    }

    private static Duration interval(YamlSection section, String key, Duration fallback) {
        Duration value = section.duration(key, fallback);
        if (value.compareTo(SHORTEST) < 0) {
            section.problem(key, "is shorter than a second", "write 1s or more");
            return fallback;
        }
        return value;
    }
}
