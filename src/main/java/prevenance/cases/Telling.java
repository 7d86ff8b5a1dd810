package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Instant;
import java.util.ArrayList;
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
import prevenance.watch.Leg;

/// Decides what the customer is told about a parcel. Pure: the same situation and the same now give the same decision,
/// and
/// once a decision is carried out, deciding again says nothing more.
final class Telling {
    private static final Set<Milestone> FURTHER = EnumSet.of(
            Milestone.OUT_FOR_DELIVERY,
            Milestone.ATTEMPT_FAILED,
            Milestone.EXCEPTION,
            Milestone.AVAILABLE_FOR_PICKUP,
            Milestone.RETURNING,
            Milestone.RETURNED,
            Milestone.DELIVERED);

    private final TellingSettings settings;
    private final Matters matters;
    private final MessageFacts facts;

    Telling(TellingSettings settings, MessageFacts facts) {
        this.settings = settings;
        this.matters = new Matters(settings);
        this.facts = facts;
    }

    Decision decide(Situation situation, Instant now) {
        if (situation.parcel().leg() == Leg.RETURN || situation.settled()) {
            return silence(situation);
        }
        List<Matter> open = matters.of(situation, now);
        Focus focus = focus(open, situation, now);
        Matter top = focus.matter;
        boolean sayTop = top != null && !top.told() && !top.notBefore().isAfter(now);
        // Who has no address gets no good news; only what needs him becomes work for the desk.
        boolean reachable = situation.order().email() != null;
        boolean sayDelivered = reachable && isDeliveredNews(situation, now) && !hasTold(situation, DELIVERED);
        boolean shippedNews = isShippedNews(situation, open, now);
        boolean sayShipped =
                reachable && shippedNews && !hasTold(situation, SHIPPED) && !hasTold(situation, EXCHANGE_SHIPPED);

        List<Decision.Withdrawal> withdrawals = new ArrayList<>();
        waiting(situation)
                .forEach(said -> whyNoLonger(said, situation, open, top, sayTop, shippedNews)
                        .ifPresent(why -> withdrawals.add(new Decision.Withdrawal(said.kind(), said.episode(), why))));

        List<Decision.Tell> tells = new ArrayList<>();
        if (sayTop && top != null) {
            tells.add(tell(situation, top.kind(), top.episode(), top.flags(), now));
        } else if (sayDelivered) {
            tells.add(tell(situation, DELIVERED, 1, List.of(), now));
        } else if (sayShipped) {
            tells.add(tell(situation, SHIPPED, 1, List.of(), now));
        }
        Promise promise = Promise.of(situation, tells, now);
        return new Decision(
                List.copyOf(tells), List.copyOf(withdrawals), promise.due(), earlier(focus.nextAt, promise.nextAt()));
    }

    /// The customer sent the parcel himself, or has his goods or money another way.
    private static Decision silence(Situation situation) {
        return new Decision(
                List.of(),
                waiting(situation)
                        .map(said -> new Decision.Withdrawal(said.kind(), said.episode(), "settled otherwise"))
                        .toList(),
                null,
                null);
    }

    private static @Nullable Instant earlier(@Nullable Instant a, @Nullable Instant b) {
        return a == null || b != null && b.isBefore(a) ? b : a;
    }

    private static Stream<Said> waiting(Situation situation) {
        return situation.said().stream()
                .filter(said -> said.waiting() && said.subject().equals(situation.subject()));
    }

    /// The one matter that may be said now, and when another may be.
    private record Focus(@Nullable Matter matter, @Nullable Instant nextAt) {}

    private Focus focus(List<Matter> open, Situation situation, Instant now) {
        if (open.isEmpty()) {
            return new Focus(null, null);
        }
        Matter top = open.getFirst();
        Instant nextAt = null;
        // A failed attempt explains a delay only until the next news that it promised.
        if (top.kind() == ATTEMPT_FAILED && top.told() && open.size() > 1) {
            Instant until = situation.plusBusinessDays(top.flags().getFirst().raisedAt(), settings.nextUpdate());
            if (until.isAfter(now)) {
                nextAt = until;
            } else {
                top = open.get(1);
            }
        }
        if (!top.told() && top.notBefore().isAfter(now)) {
            nextAt = top.notBefore();
        }
        return new Focus(top, nextAt);
    }

    /// Why a waiting message is taken back; empty when it stays true and useful.
    private Optional<String> whyNoLonger(
            Said said,
            Situation situation,
            List<Matter> open,
            @Nullable Matter top,
            boolean sayTop,
            boolean shippedNews) {
        if (said.kind() == DELIVERED) {
            return situation.milestone() == Milestone.DELIVERED
                    ? Optional.empty()
                    : Optional.of("the carrier took its delivery back");
        }
        if (said.kind() == SHIPPED) {
            return shippedNews && !sayTop ? Optional.empty() : Optional.of("the parcel has gone further");
        }
        if (said.kind() == RETURNING && situation.milestone() == Milestone.RETURNED) {
            return Optional.empty();
        }
        Optional<Matter> same =
                open.stream().filter(matter -> matter.kind() == said.kind()).findFirst();
        if (sayTop && top != null && isSameOrLesser(said.kind(), top.kind())) {
            return Optional.of("newer facts take its place: " + top.kind().wireName());
        }
        if (top != null && top.told() && isLesser(said.kind(), top.kind())) {
            return Optional.of("something graver is being said: " + top.kind().wireName());
        }
        boolean stillReady =
                said.kind() == PICKUP_READY && open.stream().anyMatch(matter -> matter.kind() == PICKUP_REMINDER);
        return same.isPresent() || stillReady ? Optional.empty() : Optional.of(endOf(said, situation));
    }

    private static String endOf(Said said, Situation situation) {
        return situation.flags().stream()
                .filter(flag -> said.flagIds().contains(flag.id()) && flag.closedBy() != null)
                .findFirst()
                .map(flag -> "its reason has ended: " + word(flag.kind()))
                .orElse("no longer true");
    }

    private static String word(FlagKind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    /// The delivery is news: the carrier said so after the order came to us, and not long ago.
    private boolean isDeliveredNews(Situation situation, Instant now) {
        Optional<TrackingEvent> delivery = situation.history().lastUnderstood();
        return situation.milestone() == Milestone.DELIVERED
                && delivery.isPresent()
                && !delivery.get().occurredAt().isBefore(situation.parcel().importedAt())
                && !delivery.get().occurredAt().isBefore(now.minus(settings.maxAge()));
    }

    /// The first scan is news: nothing else has been said since, nothing is wrong, and it is not further yet.
    private boolean isShippedNews(Situation situation, List<Matter> open, Instant now) {
        Optional<Instant> firstScan = situation.history().firstScan().map(TrackingEvent::occurredAt);
        return firstScan.isPresent()
                && !firstScan.get().isBefore(now.minus(settings.maxAge()))
                && situation.history().last(Telling::isFurther).isEmpty()
                && open.isEmpty()
                && situation
                        .told(Matters.INCIDENTS)
                        .noneMatch(said -> said.createdAt().isAfter(firstScan.get()));
    }

    /// It was once past the road, even when the carrier took that back.
    private static boolean isFurther(TrackingEvent event) {
        return !event.informational() && FURTHER.contains(event.status().milestone());
    }

    private boolean hasTold(Situation situation, MessageKind kind) {
        // A dispatch taken back because there was graver news is not told afterwards.
        return matters.isOff(kind)
                || situation.hasTold(kind, _ -> true)
                || kind == SHIPPED && situation.said().stream().anyMatch(said -> said.kind() == SHIPPED);
    }

    private Decision.Tell tell(Situation situation, MessageKind kind, int episode, List<Flag> causes, Instant now) {
        Stream<Said> sameKind = situation.said().stream().filter(said -> said.kind() == kind);
        List<Integer> used = sameKind.map(Said::episode).toList();
        // The number is taken when a message was taken back and its reason has come again.
        int free = used.contains(episode)
                ? 1 + used.stream().mapToInt(Integer::intValue).max().orElse(0)
                : episode;
        // The dates it promises count from the moment it leaves.
        Instant sendAt = settings.quiet().endOf(now, situation.zone());
        return new Decision.Tell(kind, free, facts.of(situation, kind, causes, sendAt), sendAt);
    }

    private static boolean isLesser(MessageKind kind, MessageKind than) {
        return Matters.GRAVEST_FIRST.indexOf(kind) > Matters.GRAVEST_FIRST.indexOf(than);
    }

    private static boolean isSameOrLesser(MessageKind kind, MessageKind than) {
        return kind == than || isLesser(kind, than) || Matters.DELAYS.containsAll(Set.of(kind, than));
    }
}
