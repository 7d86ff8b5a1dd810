package prevenance.console;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.assess.Thresholds;

/// A limit that a rule goes by, for showing: where it stands in the configuration and how sure its default is. The
/// sources are told in the texts `rules.source.<key>`.
///
/// @param key        in the section `rules:`
/// @param value      null when none is set
/// @param confidence how sure the default is
record KnownThreshold(
        FlagKind kind, String key, Unit unit, Function<Thresholds, @Nullable Integer> value, Confidence confidence) {
    enum Unit {
        HOURS,
        BUSINESS_DAYS,
        DAYS
    }

    enum Confidence {
        /// A carrier or platform publishes it, or several agree.
        SOURCED,
        /// What merchants do.
        PRACTICE,
        /// Our own proposal.
        OURS
    }

    static final List<KnownThreshold> ALL = List.of(
            new KnownThreshold(
                    FlagKind.NUMBER_UNKNOWN,
                    "unknown-after",
                    Unit.HOURS,
                    of -> hours(of.unknownAfter()),
                    Confidence.SOURCED),
            days(FlagKind.NOT_HANDED_OVER, "not-handed-over-days", Thresholds::notHandedOver, Confidence.SOURCED),
            days(
                    FlagKind.NOT_HANDED_OVER,
                    "not-handed-over-customer-days",
                    Thresholds::notHandedOverCustomer,
                    Confidence.SOURCED),
            days(FlagKind.STALLED, "stalled-days", Thresholds::stalled, Confidence.SOURCED),
            days(FlagKind.STALLED, "stalled-customer-days", Thresholds::stalledCustomer, Confidence.PRACTICE),
            days(FlagKind.STALLED, "stalled-international-days", Thresholds::stalledInternational, Confidence.SOURCED),
            days(
                    FlagKind.STALLED,
                    "stalled-international-customer-days",
                    Thresholds::stalledInternationalCustomer,
                    Confidence.PRACTICE),
            days(FlagKind.LATE, "late-days", Thresholds::late, Confidence.SOURCED),
            days(FlagKind.LATE, "late-customer-days", Thresholds::lateCustomer, Confidence.OURS),
            new KnownThreshold(
                    FlagKind.PICKUP_WAITING,
                    "pickup-hold-days",
                    Unit.DAYS,
                    Thresholds::pickupHoldDays,
                    Confidence.SOURCED),
            calendarDays(
                    FlagKind.PICKUP_WAITING, "pickup-reminder-days", Thresholds::pickupReminderDays, Confidence.OURS),
            days(FlagKind.RETURNED, "returned-days", Thresholds::returned, Confidence.OURS),
            calendarDays(FlagKind.LOST_SUSPECTED, "lost-days", Thresholds::lostDays, Confidence.SOURCED),
            calendarDays(
                    FlagKind.LOST_SUSPECTED, "lost-unpromised-days", Thresholds::lostUnpromisedDays, Confidence.OURS),
            calendarDays(
                    FlagKind.LOST_SUSPECTED,
                    "lost-international-days",
                    Thresholds::lostInternationalDays,
                    Confidence.SOURCED));

    private static KnownThreshold days(
            FlagKind kind, String key, Function<Thresholds, @Nullable Integer> value, Confidence confidence) {
        return new KnownThreshold(kind, key, Unit.BUSINESS_DAYS, value, confidence);
    }

    private static KnownThreshold calendarDays(
            FlagKind kind, String key, Function<Thresholds, @Nullable Integer> value, Confidence confidence) {
        return new KnownThreshold(kind, key, Unit.DAYS, value, confidence);
    }

    private static Integer hours(Duration length) {
        return Math.toIntExact(length.toHours());
    }
}
