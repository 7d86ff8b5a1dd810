package prevenance.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.Places;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// How a parcel's journey ended, as known in the end.
///
/// @param promisedBy  the promise's last instant at the destination; null when nothing was promised
/// @param deliveredAt when the recipient got it; null when he never did
/// @param knownAt     when we saw the first statement of it; null when the carrier never knew it
/// @param slow        it took longer than 95 of 100 delivered parcels of its carrier and country; false when too few
/// are known to tell
record Ending(
        Way way,
        @Nullable Instant promisedBy,
        @Nullable Instant deliveredAt,
        @Nullable Instant knownAt,
        boolean slow) {
    private static final ZoneId LAST_TO_END_A_DAY = ZoneOffset.ofHours(-12);

    /// How it ended.
    enum Way {
        /// The recipient has it.
        DELIVERED,
        /// It came back.
        RETURNED,
        /// The carrier says lost or destroyed.
        DECLARED_LOST,
        /// No end was ever seen.
        NEVER,
        /// It was voided, or another number took its place: it tells nothing of the rules.
        VOID
    }

    static Ending of(PastParcel past, Lanes lanes) {
        ParcelHistory history = past.inTheEnd();
        Instant delivered = deliveredAt(past, history);
        return new Ending(
                way(past, history),
                promisedBy(past),
                delivered,
                past.events().isEmpty() ? null : past.events().getFirst().recordedAt(),
                delivered != null && lanes.isSlow(past, Duration.between(past.startedAt(), delivered)));
    }

    /// It came after its promise, or never; without a promise, it was slow or never came.
    boolean isBad() {
        if (way != Way.DELIVERED) {
            return true;
        }
        return promisedBy == null || deliveredAt == null ? slow : !deliveredAt.isBefore(promisedBy);
    }

    boolean isLost() {
        return way == Way.NEVER || way == Way.DECLARED_LOST;
    }

    private static Way way(PastParcel past, ParcelHistory history) {
        TrackingStatus status = history.status();
        if (past.parcel().replacedBy() != null || status == TrackingStatus.CANCELLED) {
            return Way.VOID;
        }
        if (status.milestone() == Milestone.DELIVERED) {
            return Way.DELIVERED;
        }
        if (status.milestone() == Milestone.RETURNED || status.milestone() == Milestone.RETURNING) {
            return Way.RETURNED;
        }
        return status == TrackingStatus.EXC_LOST_DECLARED || status == TrackingStatus.EXC_DESTROYED
                ? Way.DECLARED_LOST
                : Way.NEVER;
    }

    /// Without its zone a time is read on the destination's clock: the door stands there.
    private static @Nullable Instant deliveredAt(PastParcel past, ParcelHistory history) {
        TrackingEvent event = history.current().orElse(null);
        if (event == null || event.status().milestone() != Milestone.DELIVERED) {
            return null;
        }
        return event.zoneKnown()
                ? event.occurredAt()
                : event.occurredLocal().atZone(zone(past)).toInstant();
    }

    private static @Nullable Instant promisedBy(PastParcel past) {
        LocalDate day = past.parcel().promiseDate();
        if (day == null) {
            return null;
        }
        LocalTime until = past.parcel().shipment().promise().untilTime();
        return (until == null
                        ? day.plusDays(1).atStartOfDay(zone(past))
                        : day.atTime(until).atZone(zone(past)))
                .toInstant();
    }

    private static ZoneId zone(PastParcel past) {
        return Places.zoneOf(past.order().country(), past.order().postcode()).orElse(LAST_TO_END_A_DAY);
    }
}
