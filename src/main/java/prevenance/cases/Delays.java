package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;

/// All delays of a parcel are one matter: told once for its flags, and again when there are new facts, or when a
/// further
/// flag is raised and the last word is some business days old.
final class Delays {
    private static final Duration DAY = Duration.ofDays(1);

    private final TellingSettings settings;

    Delays(TellingSettings settings) {
        this.settings = settings;
    }

    Optional<Matter> of(Situation situation, Milestone milestone, Instant now) {
        DelayCause cause = DelayCause.of(situation.history(), now, settings.maxAge());
        List<Flag> announced = ofCustomer(situation, FlagKind.DELAY_ANNOUNCED);
        List<Flag> late = ofCustomer(situation, FlagKind.LATE);
        List<Flag> notLeft = ofCustomer(situation, FlagKind.NOT_HANDED_OVER);
        List<Flag> causes = Stream.of(announced, late, ofCustomer(situation, FlagKind.STALLED), notLeft)
                .flatMap(List::stream)
                .toList();
        if (situation.isFound() && milestone.isPhysical()) {
            return Optional.of(found(situation, milestone, causes, now));
        }
        boolean known = !announced.isEmpty() || !late.isEmpty() && cause != DelayCause.UNKNOWN;
        if (causes.isEmpty() || !known && situation.isUnread()) {
            return Optional.empty();
        }
        MessageKind kind = known ? DELAY_KNOWN : notLeft.isEmpty() ? DELAY_UNKNOWN : NOT_LEFT_YET;
        Optional<Said> last = situation.lastTold(Matters.DELAYS);
        boolean news =
                last.isPresent() && hasNews(situation, last.get(), kind, known ? cause : DelayCause.UNKNOWN, now);
        Set<Long> toldFlags = situation
                .told(Matters.DELAYS)
                .flatMap(said -> said.flagIds().stream())
                .collect(Collectors.toSet());
        boolean told = settings.off().contains(kind)
                || !news && causes.stream().allMatch(flag -> toldFlags.contains(flag.id()));
        return Optional.of(new Matter(
                kind, causes, episode(situation, kind), told, notBefore(situation, milestone, last, news, now)));
    }

    /// The customer was told that it is searched for or lost, and it moves again: that is told, be it late or not.
    private Matter found(Situation situation, Milestone milestone, List<Flag> causes, Instant now) {
        boolean told = settings.off().contains(DELAY_KNOWN)
                || situation.hasTold(
                        DELAY_KNOWN,
                        said -> said.isTrue(MessageFacts.FOUND)
                                && situation
                                        .unfound()
                                        .filter(lost -> lost.createdAt().isBefore(said.createdAt()))
                                        .isPresent());
        Instant at = milestone == Milestone.OUT_FOR_DELIVERY ? dayAfterLastWords(situation, now) : now;
        return new Matter(DELAY_KNOWN, causes, episode(situation, DELAY_KNOWN), told, at);
    }

    private static List<Flag> ofCustomer(Situation situation, FlagKind kind) {
        return situation.open(kind).filter(Flag::forCustomer).toList();
    }

    private static int episode(Situation situation, MessageKind kind) {
        return 1
                + situation.said().stream()
                        .filter(said -> said.kind() == kind)
                        .mapToInt(Said::episode)
                        .max()
                        .orElse(0);
    }

    private static boolean hasNews(Situation situation, Said last, MessageKind kind, DelayCause cause, Instant now) {
        LocalDate estimate = MessageFacts.estimate(situation, kind, situation.today(now));
        String toldEstimate = last.text("estimatedDate");
        boolean later = estimate != null && (toldEstimate == null || estimate.isAfter(LocalDate.parse(toldEstimate)));
        return later || cause != DelayCause.UNKNOWN && !Objects.equals(last.text("cause"), cause.word());
    }

    private Instant notBefore(
            Situation situation, Milestone milestone, Optional<Said> last, boolean news, Instant now) {
        if (last.isPresent() && last.get().waiting() && news) {
            return now;
        }
        Instant at = situation
                .lastTold(Matters.INCIDENTS)
                .map(said -> said.at().plus(DAY))
                .orElse(now);
        Optional<Said> lastWord = situation.lastTold(Set.of(DELAY_KNOWN, DELAY_UNKNOWN, NOT_LEFT_YET, SEARCHING));
        if (lastWord.isPresent() && !news) {
            at = later(at, situation.plusBusinessDays(lastWord.get().at(), settings.delayPause()));
        }
        // On the van: it may well come today.
        return milestone == Milestone.OUT_FOR_DELIVERY ? later(at, dayAfterLastWords(situation, now)) : at;
    }

    private static Instant dayAfterLastWords(Situation situation, Instant now) {
        return situation.history().lastEventAt().orElse(now).plus(DAY);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
