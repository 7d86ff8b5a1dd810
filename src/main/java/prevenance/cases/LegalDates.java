package prevenance.cases;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import prevenance.assess.Limit;
import prevenance.assess.RuleSettings;
import prevenance.assess.Where;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.Places;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.WatchedParcel;

/// The days by which a delivery must be disputed or protested against.
final class LegalDates {
    /// "Within the three days, holidays not counted, that follow the reception": L133-3 Code de commerce (read
    /// 2026-09).
    private static final int RESERVATION_DAYS = 3;

    private static final LocalTime END_OF_DAY = LocalTime.of(23, 59);

    private final DeskSettings settings;
    private final RuleSettings rules;
    private final EventStore events = new EventStore();

    LegalDates(DeskSettings settings, RuleSettings rules) {
        this.settings = settings;
        this.rules = rules;
    }

    /// Until when the carrier must hear that the recipient has nothing: see the threshold book.
    /// Counts from the delivery that
    /// the carrier claims, or from now when it claims none or the days have passed.
    Deadline dispute(Tx tx, ServiceCase about, WatchedParcel parcel, CustomerOrder order, Instant now) {
        ZoneId zone = settings.zone();
        LocalDate today = now.atZone(zone).toLocalDate();
        LocalDate last = delivered(tx, parcel)
                .orElse(today)
                .plusDays(rules.thresholdsOf(Where.of(parcel, order)).days(Limit.DISPUTE_DAYS));
        return deadline(
                about, parcel, DeadlineKind.DISPUTE, end(last.isBefore(today) ? today : last, zone), "terms.dispute");
    }

    /// Until when the recipient must have protested to the carrier about damage, so that a claim against it
    /// stands. Only within one country; Sundays are counted, which at worst is a day too careful. The
    /// customer's own rights never depend on it. Empty between countries.
    Optional<Deadline> reservation(Tx tx, ServiceCase about, WatchedParcel parcel, CustomerOrder order, Instant now) {
        if (!order.country().equalsIgnoreCase("FR") || !settings.country().equalsIgnoreCase("FR")) {
            return Optional.empty();
        }
        ZoneId zone = Places.zoneOf(order.country(), order.postcode()).orElse(settings.zone());
        LocalDate received = delivered(tx, parcel).orElse(now.atZone(zone).toLocalDate());
        LocalDate last = BusinessCalendar.of(
                        order.country(),
                        Places.regionOf(order.country(), order.postcode()).orElse(null),
                        EnumSet.allOf(DayOfWeek.class))
                .plus(received, RESERVATION_DAYS);
        return Optional.of(deadline(about, parcel, DeadlineKind.RESERVATION, end(last, zone), "law.l133-3-commerce"));
    }

    /// The day on which the carrier says it was delivered.
    Optional<LocalDate> delivered(Tx tx, WatchedParcel parcel) {
        ParcelHistory history = events.history(tx, parcel.id());
        return history.lastUnderstood()
                .filter(event -> event.status().milestone() == Milestone.DELIVERED)
                .map(event -> event.occurredLocal().toLocalDate());
    }

    private static Instant end(LocalDate day, ZoneId zone) {
        return day.atTime(END_OF_DAY).atZone(zone).toInstant();
    }

    private static Deadline deadline(
            ServiceCase about, WatchedParcel parcel, DeadlineKind kind, Instant dueAt, String source) {
        return new Deadline(
                "case:" + about.id() + "/" + kind.name().toLowerCase(java.util.Locale.ROOT),
                kind,
                about.order(),
                parcel.id(),
                about.id(),
                dueAt,
                parcel.valueMinor(),
                parcel.currency(),
                source);
    }
}
