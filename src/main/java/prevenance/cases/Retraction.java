package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;

/// Decides which waiting messages are no longer true, or no longer useful.
final class Retraction {
    private static final Set<MessageKind> PICKUPS = Set.of(PICKUP_READY, PICKUP_REMINDER, PICKUP_LAST_DAY);

    /// What holds now.
    ///
    /// @param open        all matters, gravest first
    /// @param top         the one that counts, null when there is none
    /// @param say         the same when it is being said right now, null when not
    /// @param shippedNews the dispatch is still news
    record Now(
            List<Matter> open,
            @Nullable Matter top,
            @Nullable Matter say,
            boolean shippedNews) {}

    /// Why a waiting message is taken back; empty when it stays true and useful.
    Optional<String> why(Said said, Situation situation, Now now) {
        Milestone milestone = situation.milestone();
        if (Progress.DELIVERIES.contains(said.kind())) {
            return unless(milestone == Milestone.DELIVERED, "the carrier took its delivery back");
        }
        if (said.kind() == SHIPPED) {
            return unless(now.shippedNews && now.say == null, "the parcel has gone further");
        }
        if (said.kind() == PARTIAL_ORDER) {
            boolean behind = situation.open(FlagKind.PARTIAL_ORDER).findAny().isPresent();
            return unless(behind && now.open.isEmpty() && !milestone.isEnd(), "the parcel has gone further");
        }
        if ((said.kind() == RETURNING || said.kind() == PICKUP_MISSED) && milestone == Milestone.RETURNED) {
            return Optional.empty();
        }
        Matter say = now.say;
        if (say != null && isSameOrLesser(said.kind(), say.kind())) {
            return Optional.of("newer facts take its place: " + say.kind().wireName());
        }
        Matter top = now.top;
        if (top != null && top.told() && top.kind() != said.kind() && isLesser(said.kind(), top.kind())) {
            return said.kind() == STILL_SEARCHING
                    ? Optional.empty()
                    : Optional.of(
                            "something graver is being said: " + top.kind().wireName());
        }
        if (said.kind() == STILL_SEARCHING) {
            return unless(!milestone.isEnd(), "the parcel has arrived");
        }
        if (Matters.DELAYS.contains(said.kind()) && milestone == Milestone.OUT_FOR_DELIVERY) {
            return Optional.of("it is on the van and may come today");
        }
        if (said.kind() == MASS_DELAY
                && situation.group().isPresent()
                && situation.group().get().isPending()) {
            return Optional.of("a newer wording takes its place");
        }
        boolean same = now.open.stream().anyMatch(matter -> matter.kind() == said.kind());
        boolean stillWaits =
                PICKUPS.contains(said.kind()) && now.open.stream().anyMatch(matter -> PICKUPS.contains(matter.kind()));
        return unless(same || stillWaits, endOf(said, situation));
    }

    private static Optional<String> unless(boolean holds, String why) {
        return holds ? Optional.empty() : Optional.of(why);
    }

    private static String endOf(Said said, Situation situation) {
        if (said.flagIds().stream().anyMatch(situation.hold().grouped()::contains)) {
            return "it is one of many and told with them";
        }
        return situation.flags().stream()
                .filter(flag -> said.flagIds().contains(flag.id()) && flag.closedBy() != null)
                .findFirst()
                .map(flag -> "its reason has ended: " + word(flag.kind()))
                .orElse("no longer true");
    }

    private static String word(FlagKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static boolean isLesser(MessageKind kind, MessageKind than) {
        return Matters.GRAVEST_FIRST.indexOf(kind) > Matters.GRAVEST_FIRST.indexOf(than);
    }

    private static boolean isSameOrLesser(MessageKind kind, MessageKind than) {
        return kind == than || isLesser(kind, than) || Matters.DELAYS.containsAll(Set.of(kind, than));
    }
}
