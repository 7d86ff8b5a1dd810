package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// Finds the news of a parcel with which nothing is wrong: that it left, that it arrived, that it comes
/// after others of its order. Parcels of an order that leave or arrive together are told of together.
final class Progress {
    static final Set<MessageKind> DELIVERIES = Set.of(DELIVERED, DELIVERED_THIRD_PARTY);
    private static final Set<MessageKind> DISPATCHES = Set.of(SHIPPED, EXCHANGE_SHIPPED);
    /// Until then we wait for others of the order that may come the same day.
    private static final LocalTime EVENING = LocalTime.of(20, 0);
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final Duration SAME_HOUR = Duration.ofHours(1);
    private static final Set<Milestone> FURTHER = EnumSet.of(
            Milestone.OUT_FOR_DELIVERY,
            Milestone.ATTEMPT_FAILED,
            Milestone.EXCEPTION,
            Milestone.AVAILABLE_FOR_PICKUP,
            Milestone.RETURNING,
            Milestone.RETURNED,
            Milestone.DELIVERED);

    private final TellingSettings settings;

    /// Something good to tell.
    ///
    /// @param joins a waiting message about another parcel of the order that can tell it too, null when
    ///              there is none
    record News(
            MessageKind kind, Instant notBefore, @Nullable Said joins) {}

    Progress(TellingSettings settings) {
        this.settings = settings;
    }

    /// What is to be told now; empty for a customer without an address, who gets no good news.
    Optional<News> news(Situation situation, List<Matter> open, Instant now) {
        if (situation.order().email() == null) {
            return Optional.empty();
        }
        if (isDeliveredNews(situation, now) && !isTold(situation, DELIVERIES)) {
            MessageKind kind = situation.story().status() == TrackingStatus.DELIVERED_THIRD_PARTY
                    ? DELIVERED_THIRD_PARTY
                    : DELIVERED;
            return news(situation, kind, othersMayComeToday(situation, now) ? evening(situation, now) : now);
        }
        // A dispatch taken back because there was graver news is not told afterwards.
        boolean dispatchTold = isTold(situation, DISPATCHES)
                || isToldAsNewNumber(situation)
                || situation.said().stream().anyMatch(said -> said.kind() == SHIPPED);
        if (isShippedNews(situation, open, now) && !dispatchTold) {
            return news(situation, SHIPPED, othersMayLeaveNow(situation) ? now.plus(SAME_HOUR) : now);
        }
        Instant behind = partialAt(situation, open);
        return behind == null || behind.isAfter(now) ? Optional.empty() : news(situation, PARTIAL_ORDER, now);
    }

    /// When the parcel will be so far behind the others that it is told; null when never, or told
    /// already.
    @Nullable
    Instant nextAt(Situation situation, List<Matter> open, Instant now) {
        Instant behind = situation.order().email() == null ? null : partialAt(situation, open);
        return behind != null && behind.isAfter(now) ? behind : null;
    }

    /// It has taken the place of another number, and the customer was told so.
    private static boolean isToldAsNewNumber(Situation situation) {
        Long mine = situation.parcel().id();
        return situation.siblings().stream().anyMatch(other -> mine.equals(other.replacedBy()))
                && situation.saidOfSiblings().stream().anyMatch(said -> said.kind() == NEW_NUMBER && !said.takenBack());
    }

    /// The first scan is news: nothing else has been said since, nothing is wrong, and it is not
    /// further yet.
    boolean isShippedNews(Situation situation, List<Matter> open, Instant now) {
        Optional<Instant> firstScan = situation.history().firstScan().map(TrackingEvent::occurredAt);
        return firstScan.isPresent()
                && !firstScan.get().isBefore(now.minus(settings.maxAge()))
                && situation.history().last(Progress::isFurther).isEmpty()
                && open.isEmpty()
                && situation.hold().isNone()
                && situation
                        .told(Matters.INCIDENTS)
                        .noneMatch(said -> said.createdAt().isAfter(firstScan.get()));
    }

    private Optional<News> news(Situation situation, MessageKind kind, Instant notBefore) {
        if (settings.off().contains(kind)) {
            return Optional.empty();
        }
        Said joins = kind == PARTIAL_ORDER
                ? null
                : situation.saidOfSiblings().stream()
                        .filter(said -> said.kind() == kind && said.waiting())
                        .reduce((_, later) -> later)
                        .orElse(null);
        return Optional.of(new News(kind, notBefore, joins));
    }

    private static boolean isTold(Situation situation, Set<MessageKind> kinds) {
        return situation.told(kinds).findAny().isPresent() || situation.isToldTogether(kinds);
    }

    /// The delivery is news: the carrier said so after the order came to us, and not long ago.
    private boolean isDeliveredNews(Situation situation, Instant now) {
        Optional<TrackingEvent> delivery = situation.history().lastUnderstood();
        return situation.milestone() == Milestone.DELIVERED
                && delivery.isPresent()
                && !delivery.get().occurredAt().isBefore(situation.parcel().importedAt())
                && !delivery.get().occurredAt().isBefore(now.minus(settings.maxAge()));
    }

    private static Instant evening(Situation situation, Instant now) {
        Instant evening =
                situation.today(now).atTime(EVENING).atZone(situation.zone()).toInstant();
        return evening.isAfter(now) ? evening : now;
    }

    private static boolean othersMayComeToday(Situation situation, Instant now) {
        LocalDate today = situation.today(now);
        return others(situation).anyMatch(other -> {
            Instant since = other.statusAt();
            return other.milestone() == Milestone.OUT_FOR_DELIVERY
                    && since != null
                    && situation.today(since).equals(today);
        });
    }

    /// Handed over within the hour of this one, and not scanned yet.
    private static boolean othersMayLeaveNow(Situation situation) {
        Instant shipped = situation.parcel().shippedAt();
        return shipped != null
                && others(situation).anyMatch(other -> {
                    Instant then = other.shippedAt();
                    return !other.milestone().isPhysical()
                            && then != null
                            && Duration.between(then, shipped).abs().compareTo(SAME_HOUR) <= 0;
                });
    }

    private static Stream<WatchedParcel> others(Situation situation) {
        return situation.siblings().stream().filter(other -> other.leg() != Leg.RETURN);
    }

    /// When this parcel will be some business days behind the first delivered one of its order, of
    /// which nobody has told the customer otherwise; null when that does not hold. Said once for an
    /// order.
    private @Nullable Instant partialAt(Situation situation, List<Matter> open) {
        WatchedParcel parcel = situation.parcel();
        boolean under = situation.milestone().compareTo(Milestone.ATTEMPT_FAILED) < 0;
        if (parcel.leg() != Leg.OUTBOUND
                || !under
                || !open.isEmpty()
                || !situation.hold().isNone()) {
            return null;
        }
        boolean known = situation.told(Matters.INCIDENTS).findAny().isPresent()
                || situation.told(Set.of(PARTIAL_ORDER)).findAny().isPresent()
                || situation.saidOfSiblings().stream()
                        .anyMatch(said -> said.kind() == PARTIAL_ORDER && !said.takenBack());
        boolean behind = situation.open(FlagKind.PARTIAL_ORDER).anyMatch(Flag::forCustomer);
        if (!behind || known || settings.off().contains(PARTIAL_ORDER)) {
            return null;
        }
        return others(situation)
                .filter(other -> other.leg() == Leg.OUTBOUND && other.milestone() == Milestone.DELIVERED)
                .map(WatchedParcel::statusAt)
                .flatMap(Stream::ofNullable)
                .filter(at -> !at.isBefore(parcel.importedAt()))
                .min(Comparator.naturalOrder())
                .map(at -> situation
                        .calendar()
                        .plus(situation.today(at), settings.partial())
                        .atTime(MORNING)
                        .atZone(situation.zone())
                        .toInstant())
                .orElse(null);
    }

    /// It was once past the road, even when the carrier took that back.
    private static boolean isFurther(TrackingEvent event) {
        return !event.informational() && FURTHER.contains(event.status().milestone());
    }
}
