package prevenance.assess;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// What the rules need to know of a parcel's history.
///
/// @param standing     where it stands: the newest statement that we understand and that changes
///                     something. A depot that holds it, a search or a delay leaves it where it was
/// @param lastProgress the newest statement of a stage or a place that was not seen before: scans that
///                     repeat themselves are no progress
/// @param delay        the carrier announces a delay and has said nothing better since
/// @param attempts     failed deliveries, at most one a day
public record Story(
        ParcelHistory history,
        Optional<TrackingEvent> standing,
        Optional<TrackingEvent> lastProgress,
        Optional<TrackingEvent> delay,
        List<TrackingEvent> attempts) {

    private static final Set<TrackingStatus> STAYS = EnumSet.of(
            TrackingStatus.HELD_DEPOT, TrackingStatus.TRANSIT_PROBLEM_OPEN, TrackingStatus.EXC_INVESTIGATING);

    public static Story of(ParcelHistory history) {
        Optional<TrackingEvent> standing = history.last(event -> understood(event) && !staysWhereItWas(event.status()))
                .or(history::lastUnderstood);
        Optional<TrackingEvent> newest =
                history.last(event -> !event.informational() || event.status().isAnnouncedDelay());
        return new Story(
                history,
                standing,
                progress(history),
                newest.filter(event -> event.status().isAnnouncedDelay()),
                attempts(history));
    }

    private static List<TrackingEvent> attempts(ParcelHistory history) {
        Set<LocalDate> days = new HashSet<>();
        return those(history, event -> understood(event) && event.status().milestone() == Milestone.ATTEMPT_FAILED)
                .stream()
                .filter(event -> days.add(event.occurredLocal().toLocalDate()))
                .toList();
    }

    /// Nearly always there are none.
    private static List<TrackingEvent> those(ParcelHistory history, Predicate<TrackingEvent> wanted) {
        return history.first(wanted).isEmpty()
                ? List.of()
                : history.events().stream().filter(wanted).toList();
    }

    /// Where it stands; [TrackingStatus#PRE_NO_DATA] when nothing that we understand was said.
    public TrackingStatus status() {
        return standing.map(TrackingEvent::status).orElse(TrackingStatus.PRE_NO_DATA);
    }

    public Milestone milestone() {
        return status().milestone();
    }

    /// Delivered, back at the sender or voided.
    public boolean isOver() {
        return milestone().isEnd() || status() == TrackingStatus.CANCELLED;
    }

    /// In the carrier's hands and on its way to the recipient: neither waiting for him, nor coming
    /// back, nor gone.
    public boolean isOnItsWay() {
        return switch (milestone()) {
            case ACCEPTED, IN_TRANSIT, HELD, OUT_FOR_DELIVERY, ATTEMPT_FAILED -> true;
            case EXCEPTION -> status() != TrackingStatus.CANCELLED && !isGone();
            case UNKNOWN, ANNOUNCED, AVAILABLE_FOR_PICKUP, RETURNING, RETURNED, DELIVERED -> false;
        };
    }

    /// The carrier says lost or destroyed.
    public boolean isGone() {
        return status() == TrackingStatus.EXC_LOST_DECLARED || status() == TrackingStatus.EXC_DESTROYED;
    }

    /// The first statement of the stay that the parcel stands in: all newest ones that we understand
    /// and that say such a thing. Empty when it does not stand there.
    public Optional<TrackingEvent> stay(Predicate<TrackingEvent> there) {
        if (standing.filter(there).isEmpty()) {
            return Optional.empty();
        }
        TrackingEvent first = null;
        for (TrackingEvent event : history.events().reversed()) {
            if (!understood(event) || staysWhereItWas(event.status()) && !there.test(event)) {
                continue;
            }
            if (there.test(event)) {
                first = event;
            } else if (first != null) {
                break;
            }
        }
        return Optional.ofNullable(first);
    }

    /// The statements whose code somebody should map: neither our table nor the list of ignored codes has it.
    public List<TrackingEvent> unmapped() {
        return those(history, event -> isUnread(event) && !event.informational());
    }

    /// The statements that have no meaning for us, those with an ignored code too: the parcel may have moved.
    public List<TrackingEvent> unread() {
        return those(history, Story::isUnread);
    }

    private static boolean isUnread(TrackingEvent event) {
        return event.status() == TrackingStatus.UNKNOWN_UNMAPPED;
    }

    /// The place of the last progress, as [PlaceKey] folds it; empty when unknown.
    public Optional<String> placeKey() {
        return lastProgress.flatMap(event -> PlaceKey.of(event.place()));
    }

    private static boolean understood(TrackingEvent event) {
        return !event.informational() && !isUnread(event);
    }

    private static boolean staysWhereItWas(TrackingStatus status) {
        return status.isAnnouncedDelay() || STAYS.contains(status);
    }

    /// The newest statement of a new stage or a new place. A second attempt is somebody at the door; being loaded every
    /// morning is not.
    private static Optional<TrackingEvent> progress(ParcelHistory history) {
        List<TrackingEvent> events = history.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            TrackingEvent event = events.get(i);
            List<TrackingEvent> earlier = events.subList(0, i);
            if (!event.informational()
                    && (event.status().milestone() == Milestone.ATTEMPT_FAILED
                            || isNewStage(event, earlier)
                            || isNewPlace(event, earlier))) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /// A code that we cannot read may well be progress, so its first sight counts: what we could not
    /// read is not what did not happen.
    private static boolean isNewStage(TrackingEvent event, List<TrackingEvent> earlier) {
        if (staysWhereItWas(event.status())) {
            return false;
        }
        for (TrackingEvent other : earlier) {
            if (!other.informational()
                    && other.status() == event.status()
                    && (!isUnread(event) || words(other).equals(words(event)))) {
                return false;
            }
        }
        return true;
    }

    private static String words(TrackingEvent event) {
        return event.carrierCode() + event.carrierText();
    }

    private static boolean isNewPlace(TrackingEvent event, List<TrackingEvent> earlier) {
        String place = event.place();
        if (place == null) {
            return false;
        }
        for (TrackingEvent other : earlier) {
            if (!other.informational() && isSame(place, other.place())) {
                return false;
            }
        }
        return true;
    }

    /// But for capitals. The first look is quick, and nearly always says no.
    private static boolean isSame(String place, @Nullable String other) {
        if (other == null || !place.strip().equalsIgnoreCase(other.strip())) {
            return false;
        }
        return place.strip().toLowerCase(Locale.ROOT).equals(other.strip().toLowerCase(Locale.ROOT));
    }
}
