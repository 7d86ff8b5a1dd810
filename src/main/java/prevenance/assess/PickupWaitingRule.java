package prevenance.assess;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;

/// Waiting at a pickup point: told on arrival, and once more some days before the last one. Without a
/// known last day there is no reminder: none is invented.
final class PickupWaitingRule implements Rule {
    @Override
    public String name() {
        return "pickup-waiting/2";
    }

    @Override
    public FlagKind kind() {
        return FlagKind.PICKUP_WAITING;
    }

    @Override
    public Optional<Verdict> judge(Dossier dossier, Instant now) {
        Optional<TrackingEvent> arrival = arrival(dossier);
        if (arrival.isEmpty()) {
            return Optional.empty();
        }
        LocalDate lastDay = lastDay(dossier, arrival.get());
        boolean remind = lastDay != null && !now.isBefore(reminder(dossier, lastDay));
        boolean said = dossier.parcel().pickupUntilDate() != null;
        return Optional.of(new Verdict(
                kind(),
                remind ? 2 : 1,
                false,
                true,
                arrival.get().occurredAt(),
                Facts.of(remind ? "pickup.reminder" : "pickup.ready")
                        .statement(dossier, arrival.get())
                        .with("place", dossier.parcel().pickupPlace())
                        .with("until", lastDay)
                        .reason(),
                EvidenceDraft.of(name())
                        .event(arrival.get())
                        .fact("last-day", lastDay)
                        .fact("last-day-said-by", lastDay == null ? null : said ? "carrier" : "book")
                        .limit(said ? null : hold(dossier, arrival.get()).orElse(null))
                        .limit(remind ? dossier.limit(Limit.PICKUP_REMINDER_DAYS) : null)
                        .evidence()));
    }

    @Override
    public List<Instant> deadlines(Dossier dossier) {
        return arrival(dossier)
                .flatMap(event -> Optional.ofNullable(lastDay(dossier, event)))
                .map(day -> List.of(reminder(dossier, day)))
                .orElse(List.of());
    }

    /// The last day to collect: what the carrier says, else what is known of the carrier; null when
    /// nothing is. One that we count ourselves and on which many points are shut is named a day early:
    /// better than a day too late.
    static @Nullable LocalDate lastDay(Dossier dossier, TrackingEvent arrival) {
        LocalDate said = dossier.parcel().pickupUntilDate();
        if (said != null) {
            return said;
        }
        Optional<Threshold> known = hold(dossier, arrival);
        if (known.isEmpty()) {
            return null;
        }
        int hold = known.get().number();
        LocalDate arrived = arrival.occurredLocal().toLocalDate();
        LocalDate last = known.get().measure() == Measure.BUSINESS_DAYS
                ? dossier.destination().calendar().plus(arrived, hold)
                : arrived.plusDays(hold);
        while (last.isAfter(arrived) && isShut(dossier, last)) {
            last = last.minusDays(1);
        }
        return last;
    }

    /// How long it waits there; empty when nobody knows.
    private static Optional<Threshold> hold(Dossier dossier, TrackingEvent arrival) {
        Thresholds limits = PickupKind.of(dossier.parcel().pickupPlace(), arrival.carrierText())
                .map(dossier.thresholds()::at)
                .orElse(dossier.thresholds());
        return limits.find(Limit.PICKUP_HOLD_DAYS);
    }

    private static boolean isShut(Dossier dossier, LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SUNDAY
                || dossier.destination().calendar().holidayKey(day).isPresent();
    }

    /// The first statement of this stay, so that a repeated scan does not move the date.
    private static Optional<TrackingEvent> arrival(Dossier dossier) {
        return dossier.story().stay(event -> event.status().milestone() == Milestone.AVAILABLE_FOR_PICKUP);
    }

    private static Instant reminder(Dossier dossier, LocalDate lastDay) {
        return dossier.destination()
                .startOf(lastDay.minusDays(
                        dossier.limit(Limit.PICKUP_REMINDER_DAYS).number()));
    }
}
