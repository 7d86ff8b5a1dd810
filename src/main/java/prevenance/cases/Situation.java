package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.Story;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.Places;
import prevenance.cases.incident.Group;
import prevenance.cases.incident.Hold;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.CustomerOrder;
import prevenance.watch.WatchedParcel;

/// All that decides what the customer is told about a parcel.
///
/// @param flags    all of the parcel that are the desk's, open and closed: not those that wait for others or that an
///                 incident speaks for
/// @param hold     what of its flags is not the desk's
/// @param grouped  the open flags that an incident speaks for
/// @param said     every message about the parcel, oldest first
/// @param siblings the order's other parcels
/// @param saidOfSiblings every message about these, oldest first
/// @param caseId   the open case, null when there is none
/// @param settled  a person has refunded the goods or sent them anew
/// @param remindedAt when the staff was last reminded of promised news, null when never
/// @param shopZone the clock when the destination's is not known
record Situation(
        WatchedParcel parcel,
        CustomerOrder order,
        ParcelHistory history,
        List<Flag> flags,
        Hold hold,
        List<Flag> grouped,
        List<Said> said,
        List<WatchedParcel> siblings,
        List<Said> saidOfSiblings,
        @Nullable Long caseId,
        boolean settled,
        @Nullable Instant remindedAt,
        ZoneId shopZone) {
    Situation {
        flags = List.copyOf(flags);
        grouped = List.copyOf(grouped);
        said = List.copyOf(said);
        siblings = List.copyOf(siblings);
        saidOfSiblings = List.copyOf(saidOfSiblings);
    }

    /// All flags are the desk's.
    Situation(
            WatchedParcel parcel,
            CustomerOrder order,
            ParcelHistory history,
            List<Flag> flags,
            List<Said> said,
            List<WatchedParcel> siblings,
            List<Said> saidOfSiblings,
            @Nullable Long caseId,
            boolean settled,
            @Nullable Instant remindedAt,
            ZoneId shopZone) {
        this(
                parcel,
                order,
                history,
                flags,
                Hold.NONE,
                List.of(),
                said,
                siblings,
                saidOfSiblings,
                caseId,
                settled,
                remindedAt,
                shopZone);
    }

    /// The customers' incident that the parcel is in; empty when it is in none.
    Optional<Group> group() {
        return Optional.ofNullable(hold.group());
    }

    String subject() {
        return "parcel:" + parcel.id();
    }

    Story story() {
        return Story.of(history);
    }

    /// How far the parcel has come, as the rules see it.
    Milestone milestone() {
        return story().milestone();
    }

    /// The last day to collect: what the carrier says, else what its terms give; null when neither is known.
    @Nullable
    LocalDate pickupUntil() {
        if (parcel.pickupUntilDate() != null) {
            return parcel.pickupUntilDate();
        }
        return open(FlagKind.PICKUP_WAITING)
                .map(flag -> flag.reason().args().get("until"))
                .filter(Objects::nonNull)
                .map(LocalDate::parse)
                .findFirst()
                .orElse(null);
    }

    /// The newest statement uses a code that we do not know: where the parcel stands cannot be said.
    boolean isUnread() {
        return history.status() == TrackingStatus.UNKNOWN_UNMAPPED;
    }

    Stream<Flag> open(FlagKind kind) {
        return flags.stream().filter(flag -> flag.kind() == kind && flag.isOpen());
    }

    /// What has been said and not been taken back, oldest first.
    Stream<Said> told(Set<MessageKind> kinds) {
        return said.stream().filter(message -> kinds.contains(message.kind()) && !message.takenBack());
    }

    Optional<Said> lastTold(Set<MessageKind> kinds) {
        return told(kinds).reduce((_, later) -> later);
    }

    boolean hasTold(MessageKind kind, Predicate<Said> which) {
        return told(Set.of(kind)).anyMatch(which);
    }

    /// Whether a message about another parcel of the order tells of this one too.
    boolean isToldTogether(Set<MessageKind> kinds) {
        return saidOfSiblings.stream()
                .anyMatch(message -> kinds.contains(message.kind())
                        && !message.takenBack()
                        && message.together().contains(parcel.id()));
    }

    /// The message by which the customer believes his parcel to be lost or searched for, when nobody has told him
    /// since
    /// that it was found.
    Optional<Said> unfound() {
        Optional<Said> lost = said.stream()
                .filter(message -> message.left() && MessageFacts.isOfLoss(message))
                .reduce((_, later) -> later);
        return lost.filter(message -> said.stream()
                .noneMatch(later -> later.left()
                        && later.isTrue(MessageFacts.FOUND)
                        && later.createdAt().isAfter(message.createdAt())));
    }

    /// It was looked for and moves again.
    boolean isFound() {
        return open(FlagKind.LOST_SUSPECTED).findAny().isEmpty()
                && open(FlagKind.LOST_DECLARED).findAny().isEmpty()
                && !story().isGone()
                && unfound().isPresent();
    }

    /// The last day on which something about an incident left for the customer; null when none did.
    @Nullable
    LocalDate lastIncidentDay(Instant now) {
        return said.stream()
                .filter(message -> message.left() && Matters.INCIDENTS.contains(message.kind()))
                .map(message -> today(message.sentAt() == null ? now : message.sentAt()))
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    ZoneId zone() {
        return Places.zoneOf(order.country(), order.postcode()).orElse(shopZone);
    }

    LocalDate today(Instant now) {
        return now.atZone(zone()).toLocalDate();
    }

    BusinessCalendar calendar() {
        return BusinessCalendar.of(
                order.country(),
                Places.regionOf(order.country(), order.postcode()).orElse(null),
                BusinessCalendar.MONDAY_TO_FRIDAY);
    }

    /// The same time of day so many business days of the destination later.
    Instant plusBusinessDays(Instant from, int days) {
        var local = from.atZone(zone());
        return calendar()
                .plus(local.toLocalDate(), days)
                .atTime(local.toLocalTime())
                .atZone(zone())
                .toInstant();
    }
}
