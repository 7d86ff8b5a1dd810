package prevenance.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// All that a carrier said about a parcel, in the order in which it happened, each statement once. The same set of
/// events gives the same history in whatever order they came.
///
/// @param events oldest first; at the same instant the less advanced first
public record ParcelHistory(List<TrackingEvent> events) {
    private static final Comparator<TrackingEvent> ORDER = Comparator.comparing(TrackingEvent::occurredAt)
            .thenComparing(e -> e.status().milestone())
            .thenComparing(TrackingEvent::status)
            .thenComparing(TrackingEvent::carrierCode)
            .thenComparing(TrackingEvent::carrierText)
            .thenComparing(TrackingEvent::identity)
            .thenComparing(TrackingEvent::informational);

    public ParcelHistory {
        List<TrackingEvent> sorted = new ArrayList<>(events);
        sorted.sort(ORDER);
        events = asReturns(onceEach(sorted));
    }

    /// The same statement was made at the same instant, so one that stands alone at its own need not be compared.
    private static List<TrackingEvent> onceEach(List<TrackingEvent> sorted) {
        List<TrackingEvent> once = new ArrayList<>(sorted.size());
        Set<String> identities = new HashSet<>();
        for (int i = 0; i < sorted.size(); i++) {
            TrackingEvent event = sorted.get(i);
            boolean alone = (i == 0 || !isAtOnce(sorted.get(i - 1), event))
                    && (i == sorted.size() - 1 || !isAtOnce(event, sorted.get(i + 1)));
            if (alone || identities.add(event.identity())) {
                once.add(event);
            }
        }
        return once;
    }

    private static boolean isAtOnce(TrackingEvent one, TrackingEvent other) {
        return one.occurredAt().equals(other.occurredAt());
    }

    public static ParcelHistory empty() {
        return new ParcelHistory(List.of());
    }

    /// The statement that says where the parcel stands: the newest that is not only informational.
    public Optional<TrackingEvent> current() {
        return last(event -> !event.informational());
    }

    /// Where the parcel stands; [TrackingStatus#PRE_NO_DATA] when nothing was said yet, and
    /// [TrackingStatus#UNKNOWN_UNMAPPED] when the newest statement could not be read.
    public TrackingStatus status() {
        return current().map(TrackingEvent::status).orElse(TrackingStatus.PRE_NO_DATA);
    }

    /// The newest statement that our table knows and that moves the parcel.
    public Optional<TrackingEvent> lastUnderstood() {
        return last(event -> !event.informational() && event.status() != TrackingStatus.UNKNOWN_UNMAPPED);
    }

    /// The first time the carrier had the parcel in its hands.
    public Optional<TrackingEvent> firstScan() {
        return first(
                event -> !event.informational() && event.status().milestone().isPhysical());
    }

    public Optional<TrackingEvent> first(Predicate<TrackingEvent> wanted) {
        for (TrackingEvent event : events) {
            if (wanted.test(event)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    public Optional<TrackingEvent> last(Predicate<TrackingEvent> wanted) {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (wanted.test(events.get(i))) {
                return Optional.of(events.get(i));
            }
        }
        return Optional.empty();
    }

    /// When the newest statement of any kind was made.
    public Optional<Instant> lastEventAt() {
        return events.isEmpty()
                ? Optional.empty()
                : Optional.of(events.getLast().occurredAt());
    }

    /// Once a parcel is on its way back, "delivered" means delivered to the sender, unless a person says it.
    /// One whose time at the pickup place is over has not left it yet: "collected" still means by the
    /// recipient (a locker network says so in its list of statuses, 2026-11-22).
    private static List<TrackingEvent> asReturns(List<TrackingEvent> sorted) {
        List<TrackingEvent> result = new ArrayList<>();
        boolean returning = false;
        boolean expired = false;
        for (TrackingEvent event : sorted) {
            Milestone milestone = event.status().milestone();
            if (event.isByStaff()) {
                returning = milestone == Milestone.RETURNING || milestone == Milestone.RETURNED;
                expired = false;
                result.add(event);
                continue;
            }
            boolean toSender = returning || expired && event.status() != TrackingStatus.DELIVERED_COLLECTED;
            if (toSender && milestone == Milestone.DELIVERED) {
                result.add(event.meaning(TrackingStatus.RETURN_ARRIVED, event.informational()));
                continue;
            }
            if (!event.informational() && event.status() == TrackingStatus.PICKUP_EXPIRED) {
                expired = true;
            } else if (!event.informational()) {
                returning = returning || milestone == Milestone.RETURNING || milestone == Milestone.RETURNED;
            }
            result.add(event);
        }
        return List.copyOf(result);
    }
}
