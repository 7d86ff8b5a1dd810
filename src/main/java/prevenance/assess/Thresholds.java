package prevenance.assess;

import java.time.DayOfWeek;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.BusinessCalendar;
import prevenance.config.YamlSection;

/// The limits of the rules. "Days" are business days unless said otherwise.
///
/// @param unknownAfter            how long after dispatch a carrier may not know a number (48 hours: Sendcloud takes
///                                inquiries only then; carriers are known to learn of good numbers late)
/// @param notHandedOver           days until staff look at a parcel that was only announced (2: Narvar asks on day 2)
/// @param notHandedOverCustomer   days until the customer hears of it (4: Onward)
/// @param stalled                 days without progress within one country, staff (3: Onward; Boxtal takes location
///                                inquiries after 72 hours)
/// @param stalledCustomer         the same, customer (5: merchants' practice for standard delivery)
/// @param stalledInternational    days without progress between countries, staff (5: Onward)
/// @param stalledInternationalCustomer the same, customer (10: parcels silent for two weeks were delivered)
/// @param late                    days after the promise, staff (1: parcelLab takes the next working day)
/// @param lateCustomer            days after the promise, customer (2: our own)
/// @param pickupHoldDays          calendar days a parcel waits at a pickup point, the day of arrival not counted; null
///                                when unknown, then no last day is named
/// @param pickupReminderDays      calendar days before the last one to remind (2: our own)
/// @param returned                days for booking in what came back (2: our own)
/// @param lostDays                calendar days without any statement within one country, when the promise has passed
///                                (7: Route, DHL Germany's search from day 7)
/// @param lostUnpromisedDays      the same when nothing was promised (10: our own)
/// @param lostInternationalDays   calendar days without any statement between countries (20: Route)
/// @param workingDays             the weekdays that count
public record Thresholds(
        Duration unknownAfter,
        int notHandedOver,
        int notHandedOverCustomer,
        int stalled,
        int stalledCustomer,
        int stalledInternational,
        int stalledInternationalCustomer,
        int late,
        int lateCustomer,
        @Nullable Integer pickupHoldDays,
        int pickupReminderDays,
        int returned,
        int lostDays,
        int lostUnpromisedDays,
        int lostInternationalDays,
        Set<DayOfWeek> workingDays) {
    private static final int MAX_DAYS = 365;

    public static Thresholds defaults() {
        return new Thresholds(
                Duration.ofDays(2), 2, 4, 3, 5, 5, 10, 1, 2, null, 2, 2, 7, 10, 20, BusinessCalendar.MONDAY_TO_FRIDAY);
    }

    /// These limits with what a section of the configuration changes.
    Thresholds changedBy(YamlSection section) {
        return new Thresholds(
                section.duration("unknown-after", unknownAfter),
                days(section, "not-handed-over-days", notHandedOver),
                days(section, "not-handed-over-customer-days", notHandedOverCustomer),
                days(section, "stalled-days", stalled),
                days(section, "stalled-customer-days", stalledCustomer),
                days(section, "stalled-international-days", stalledInternational),
                days(section, "stalled-international-customer-days", stalledInternationalCustomer),
                days(section, "late-days", late),
                days(section, "late-customer-days", lateCustomer),
                section.optionalInteger("pickup-hold-days", 1, MAX_DAYS).orElse(pickupHoldDays),
                days(section, "pickup-reminder-days", pickupReminderDays),
                days(section, "returned-days", returned),
                days(section, "lost-days", lostDays),
                days(section, "lost-unpromised-days", lostUnpromisedDays),
                days(section, "lost-international-days", lostInternationalDays),
                weekdays(section));
    }

    Thresholds withPickupHold(int days) {
        return new Thresholds(
                unknownAfter,
                notHandedOver,
                notHandedOverCustomer,
                stalled,
                stalledCustomer,
                stalledInternational,
                stalledInternationalCustomer,
                late,
                lateCustomer,
                days,
                pickupReminderDays,
                returned,
                lostDays,
                lostUnpromisedDays,
                lostInternationalDays,
                workingDays);
    }

    Thresholds withWorkingDays(Set<DayOfWeek> weekdays) {
        return new Thresholds(
                unknownAfter,
                notHandedOver,
                notHandedOverCustomer,
                stalled,
                stalledCustomer,
                stalledInternational,
                stalledInternationalCustomer,
                late,
                lateCustomer,
                pickupHoldDays,
                pickupReminderDays,
                returned,
                lostDays,
                lostUnpromisedDays,
                lostInternationalDays,
                weekdays);
    }

    private static int days(YamlSection section, String key, int fallback) {
        return section.integer(key, fallback, 0, MAX_DAYS);
    }

    private Set<DayOfWeek> weekdays(YamlSection section) {
        List<String> names = section.texts("working-days");
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String name : names) {
            try {
                days.add(DayOfWeek.valueOf(name.strip().toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException notADay) {
                section.problem(
                        "working-days",
                        "'" + name + "' is not a day of the week",
                        "write a list such as [monday, tuesday, wednesday, thursday, friday]");
            }
        }
        return days.isEmpty() ? workingDays : Set.copyOf(days);
    }
}
