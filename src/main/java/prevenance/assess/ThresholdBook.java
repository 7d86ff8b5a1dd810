package prevenance.assess;

import java.util.Map;
import prevenance.calendar.BusinessCalendar;

/// What single carriers are known to do differently. Public figures contradict each other, so each entry says where it
/// comes from, and every one can be set otherwise under `rules.carriers.<code>`.
final class ThresholdBook {
    private ThresholdBook() {}

    static Map<String, Thresholds> entries(Thresholds base) {
        return Map.of(
                // 5 calendar days at relay and locker since October 2025 (press report, 2025; before: 8).
                "mondial-relay", base.withPickupHold(5),
                // 8 days at a pickup point (chronopost.fr help page, read 2026-09); a post office keeps 14, a locker 3,
                // and the carrier's own date goes first.
                "chronopost", base.withPickupHold(8),
                // 10 days at post office and relay (merchants' help pages, 2026; lockers 3). UNCONFIRMED by the
                // carrier. It delivers from Monday to Saturday (Colissimo's terms of sale).
                "laposte", base.withPickupHold(10).withWorkingDays(BusinessCalendar.MONDAY_TO_SATURDAY),
                // 10 calendar days in Germany (paketda.de, 2026). UNCONFIRMED for France; 7 in the United States.
                "ups", base.withPickupHold(10),
                // 7 calendar days at Packstation and Express (paketda.de, 2026); a branch keeps 7 working days.
                "dhl", base.withPickupHold(7));
    }
}
