package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.assess.Story;
import prevenance.cases.CustomerActKind;
import prevenance.cases.CustomerActStore.Kept;
import prevenance.cases.incident.Worry;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// One parcel as its page needs it.
///
/// @param number  its place among the order's parcels, from 1; names it in addresses and forms
/// @param flags   open ones
/// @param written what we wrote about it or about the order, oldest first
/// @param acts    what the customer said about it, oldest first
/// @param open    the open case about it, null for none
/// @param settled a refund or a replacement has been decided for the order
/// @param today   where the parcel goes
record ParcelStory(
        int number,
        WatchedParcel parcel,
        String carrier,
        Story story,
        List<Flag> flags,
        List<Written> written,
        List<Kept> acts,
        @Nullable OpenCase open,
        boolean settled,
        ZoneId zone,
        LocalDate today) {

    /// Where it stands, as the customer is told. What is delicate is said here once we have written it to him, so
    /// that he does not read it here first.
    Standing standing() {
        Milestone milestone = story.milestone();
        if (parcel.leg() == Leg.RETURN) {
            return returned(milestone);
        }
        if (saysArrived() && milestone != Milestone.DELIVERED) {
            return Standing.SAID_ARRIVED;
        }
        if (saysMissing() && milestone == Milestone.DELIVERED) {
            return Standing.SAID_MISSING;
        }
        if (milestone == Milestone.DELIVERED) {
            return delivered(story.status());
        }
        if (milestone == Milestone.RETURNED) {
            return Standing.RETURNED;
        }
        if (story.status() == TrackingStatus.CANCELLED) {
            return Standing.CANCELLED;
        }
        return underWay(milestone);
    }

    private Standing underWay(Milestone milestone) {
        if (has(FlagKind.LOST_DECLARED) || story.isGone()) {
            return settled || told(MessageKind.LOST) ? Standing.LOST : Standing.PROBLEM;
        }
        if (has(FlagKind.DAMAGED) || story.status() == TrackingStatus.EXC_DAMAGED) {
            return settled || told(MessageKind.DAMAGED_CARRIER) ? Standing.DAMAGED : Standing.PROBLEM;
        }
        if (milestone == Milestone.RETURNING) {
            return Standing.RETURNING;
        }
        if (told(MessageKind.SEARCHING) && has(FlagKind.LOST_SUSPECTED)) {
            return Standing.SEARCHING;
        }
        if (milestone == Milestone.AVAILABLE_FOR_PICKUP) {
            LocalDate until = pickupUntil().orElse(today);
            return until.isBefore(today) || has(FlagKind.PICKUP_MISSED) ? Standing.PICKUP_OVER : Standing.PICKUP;
        }
        if (milestone == Milestone.OUT_FOR_DELIVERY && !lastDay().orElse(today).isBefore(today)) {
            return Standing.OUT_TODAY;
        }
        if (milestone == Milestone.EXCEPTION || isInvestigated()) {
            return Standing.PROBLEM;
        }
        if (has(FlagKind.ADDRESS_PROBLEM)
                || story.status() == TrackingStatus.ATTEMPT_ADDRESS
                || story.status() == TrackingStatus.ATTEMPT_MOVED) {
            return Standing.ADDRESS_NEEDED;
        }
        if (milestone == Milestone.ATTEMPT_FAILED) {
            return Standing.ATTEMPT_FAILED;
        }
        return moving(milestone);
    }

    private Standing moving(Milestone milestone) {
        TrackingStatus status = story.status();
        if (status == TrackingStatus.CUSTOMS_DOCS_NEEDED || status == TrackingStatus.CUSTOMS_DUTIES_DUE) {
            return Standing.CUSTOMS_WAITING;
        }
        if (!milestone.isPhysical() && story.unmapped().isEmpty()) {
            if (isLate() || isTold(FlagKind.NOT_HANDED_OVER) || isTold(FlagKind.NUMBER_UNKNOWN)) {
                return Standing.NOT_LEFT_YET;
            }
            return milestone == Milestone.ANNOUNCED ? Standing.READY : Standing.PREPARING;
        }
        if (isLate()) {
            return Standing.DELAYED;
        }
        return switch (status) {
            case CUSTOMS_HELD, CUSTOMS_IN_PROGRESS -> Standing.CUSTOMS;
            case HELD_SECURITY, HELD_DEPOT -> Standing.HELD;
            case TRANSIT_DELIVERY_DEPOT -> Standing.NEAR;
            default -> Standing.ON_ITS_WAY;
        };
    }

    private Standing returned(Milestone milestone) {
        return switch (milestone) {
            case UNKNOWN, ANNOUNCED -> Standing.RETURN_EXPECTED;
            case DELIVERED, RETURNED -> Standing.RETURN_RECEIVED;
            case ACCEPTED,
                    IN_TRANSIT,
                    HELD,
                    OUT_FOR_DELIVERY,
                    ATTEMPT_FAILED,
                    EXCEPTION,
                    AVAILABLE_FOR_PICKUP,
                    RETURNING -> Standing.RETURN_ON_ITS_WAY;
        };
    }

    private static Standing delivered(TrackingStatus status) {
        return switch (status) {
            case DELIVERED_THIRD_PARTY -> Standing.DELIVERED_TO_OTHER;
            case DELIVERED_COLLECTED -> Standing.COLLECTED;
            default -> Standing.DELIVERED;
        };
    }

    /// The day we promised has passed, or the customer was to be told of a delay.
    private boolean isLate() {
        LocalDate promise = parcel.promiseDate();
        LocalDate estimate = parcel.estimatedDate();
        boolean passed = promise != null && isOverdue(promise);
        boolean later = promise != null && estimate != null && estimate.isAfter(promise) && !isOverdue(estimate);
        return passed
                || later
                || isTold(FlagKind.LATE)
                || isTold(FlagKind.DELAY_ANNOUNCED)
                || isTold(FlagKind.STALLED)
                || isTold(FlagKind.LOST_SUSPECTED)
                // Told with many others, for whom one wording speaks.
                || told(MessageKind.MASS_DELAY)
                        && flags.stream().anyMatch(flag -> Worry.of(flag.kind()).isPresent());
    }

    /// The day on which it should arrive, and who says so; null when nobody says a day that is still to come.
    @Nullable
    Arrival arrival() {
        if (!standing().isAwaited()) {
            return null;
        }
        LocalDate estimate = parcel.estimatedDate();
        LocalDate promise = parcel.promiseDate();
        if (estimate != null && !isOverdue(estimate) && !isOvertaken(estimate)) {
            return new Arrival(estimate, true);
        }
        return promise != null && !isOverdue(promise) && standing().mood() == Mood.CALM
                ? new Arrival(promise, false)
                : null;
    }

    /// Carriers leave an estimate standing that a failed delivery has overtaken.
    private boolean isOvertaken(LocalDate estimate) {
        return story.attempts().stream()
                .anyMatch(attempt -> !estimate.isAfter(attempt.occurredLocal().toLocalDate()));
    }

    private boolean isOverdue(LocalDate day) {
        return day.isBefore(today);
    }

    /// A day of arrival.
    ///
    /// @param byCarrier the carrier's estimate, else our promise
    record Arrival(LocalDate day, boolean byCarrier) {}

    /// The last day to collect: as the carrier says, else as its terms give.
    Optional<LocalDate> pickupUntil() {
        return Optional.ofNullable(parcel.pickupUntilDate())
                .or(() -> flags.stream()
                        .filter(flag -> flag.kind() == FlagKind.PICKUP_WAITING)
                        .map(flag -> flag.reason().args().get("until"))
                        .filter(until -> until != null)
                        .map(LocalDate::parse)
                        .findFirst());
    }

    /// Where and when it was last seen.
    Optional<TrackingEvent> lastSeen() {
        return story.history()
                .last(event -> !event.informational()
                        && event.status() != TrackingStatus.UNKNOWN_UNMAPPED
                        && event.status().milestone().isPhysical());
    }

    private Optional<LocalDate> lastDay() {
        return story.standing().map(event -> event.occurredLocal().toLocalDate());
    }

    private boolean isInvestigated() {
        return story.history().status() == TrackingStatus.EXC_INVESTIGATING;
    }

    boolean has(FlagKind kind) {
        return flags.stream().anyMatch(flag -> flag.kind() == kind);
    }

    private boolean isTold(FlagKind kind) {
        return flags.stream().anyMatch(flag -> flag.kind() == kind && flag.forCustomer());
    }

    boolean told(MessageKind kind) {
        return about().anyMatch(message -> message.kind() == kind && message.isSent());
    }

    private Stream<Written> about() {
        return written.stream().filter(message -> message.isAbout(parcel.id()));
    }

    /// By when the newest word we gave him promises further news; empty when that day has passed.
    Optional<LocalDate> nextNews() {
        return about().filter(Written::isPromised)
                .reduce((_, later) -> later)
                .map(Written::nextUpdate)
                .filter(day -> day != null && !day.isBefore(today));
    }

    /// By when the search we wrote of ends with our own decision.
    Optional<LocalDate> decisionDay() {
        return about().filter(message -> message.kind() == MessageKind.SEARCHING && message.isSent())
                .reduce((_, later) -> later)
                .map(Written::decision)
                .filter(day -> day != null && !day.isBefore(today));
    }

    private static final Set<MessageKind> OFFERING =
            Set.of(MessageKind.LOST, MessageKind.RETURNING, MessageKind.PICKUP_MISSED, MessageKind.DAMAGED_CARRIER);

    /// He may choose between another parcel and his money: our last word about what went wrong offered it, nothing is
    /// decided and he has not chosen yet.
    boolean mayChoose() {
        Written last = about().filter(message -> message.isSent() && message.kind() != MessageKind.REPORT_RECEIVED)
                .reduce((_, later) -> later)
                .orElse(null);
        return last != null
                && OFFERING.contains(last.kind())
                && !settled
                && !standing().isArrived()
                && acts.stream()
                        .noneMatch(act -> act.act().kind() == CustomerActKind.CHOICE
                                && act.at().isAfter(last.at()));
    }

    private boolean saysArrived() {
        return lastWord().filter(kind -> kind == CustomerActKind.ARRIVED).isPresent();
    }

    boolean saysMissing() {
        return lastWord().filter(kind -> kind == CustomerActKind.NOT_RECEIVED).isPresent() && open != null;
    }

    private Optional<CustomerActKind> lastWord() {
        return acts.stream()
                .map(kept -> kept.act().kind())
                .filter(kind -> kind == CustomerActKind.ARRIVED || kind == CustomerActKind.NOT_RECEIVED)
                .reduce((_, later) -> later);
    }

    /// Something went wrong on the way, now or before: worth a question afterwards.
    boolean hadTrouble() {
        return standing().mood() == Mood.BAD || standing().mood() == Mood.WAIT || open != null;
    }

    /// An instant as a day where the parcel goes.
    LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }
}
