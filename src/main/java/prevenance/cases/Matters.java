package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
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
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Finds what is wrong with a parcel now and concerns the customer, gravest first.
final class Matters {
    /// Gravest first; while one of them is true, no lesser one is said.
    static final List<MessageKind> GRAVEST_FIRST = List.of(
            LOST,
            SEARCHING,
            RETURNING,
            ADDRESS_NEEDED,
            PICKUP_REMINDER,
            PICKUP_READY,
            ATTEMPT_FAILED,
            DELAY_KNOWN,
            DELAY_UNKNOWN);

    static final Set<MessageKind> INCIDENTS = Set.copyOf(GRAVEST_FIRST);
    /// What says by when the next news comes.
    static final Set<MessageKind> PROMISING =
            Set.of(LOST, SEARCHING, RETURNING, ADDRESS_NEEDED, ATTEMPT_FAILED, DELAY_KNOWN, DELAY_UNKNOWN);

    static final Set<MessageKind> DELAYS = Set.of(DELAY_KNOWN, DELAY_UNKNOWN);
    private static final Duration DAY = Duration.ofDays(1);

    private final TellingSettings settings;

    Matters(TellingSettings settings) {
        this.settings = settings;
    }

    /// Everything true now, told or not, gravest first.
    List<Matter> of(Situation situation, Instant now) {
        Milestone milestone = situation.milestone();
        if (milestone.isEnd() || situation.history().status() == TrackingStatus.CANCELLED) {
            return List.of();
        }
        List<Matter> matters = new ArrayList<>();
        situation
                .open(FlagKind.LOST_DECLARED)
                .filter(flag -> flag.forCustomer() && !isOldHistory(situation, flag, now))
                .forEach(flag -> matters.add(once(LOST, situation, flag, now)));
        situation
                .open(FlagKind.LOST_SUSPECTED)
                .filter(Flag::forCustomer)
                .forEach(flag -> matters.add(once(SEARCHING, situation, flag, now)));
        returning(situation, milestone, now).ifPresent(matters::add);
        if (!EnumSet.of(Milestone.OUT_FOR_DELIVERY, Milestone.AVAILABLE_FOR_PICKUP, Milestone.RETURNING)
                .contains(milestone)) {
            situation
                    .open(FlagKind.ADDRESS_PROBLEM)
                    .filter(Flag::forCustomer)
                    .forEach(flag -> matters.add(once(ADDRESS_NEEDED, situation, flag, now)));
            attempt(situation, now).ifPresent(matters::add);
        }
        if (milestone == Milestone.AVAILABLE_FOR_PICKUP) {
            pickup(situation, now).ifPresent(matters::add);
        } else if (milestone != Milestone.RETURNING) {
            delay(situation, milestone, now).ifPresent(matters::add);
        }
        return List.copyOf(matters);
    }

    private Matter once(MessageKind kind, Situation situation, Flag flag, Instant now) {
        boolean told =
                isOff(kind) || situation.hasTold(kind, said -> said.flagIds().contains(flag.id()));
        return new Matter(kind, List.of(flag), flag.episode(), told, now);
    }

    /// What happened long before the order came to us has been dealt with by somebody.
    private boolean isOldHistory(Situation situation, Flag flag, Instant now) {
        return flag.sinceAt().isBefore(situation.parcel().importedAt())
                && flag.sinceAt().isBefore(now.minus(settings.maxAge()));
    }

    /// Said once, be it first for the missed pickup and then for the way back.
    private Optional<Matter> returning(Situation situation, Milestone milestone, Instant now) {
        List<Flag> causes = Stream.concat(
                        situation.open(FlagKind.RETURNING),
                        milestone == Milestone.RETURNING ? situation.open(FlagKind.PICKUP_MISSED) : Stream.empty())
                .toList();
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        boolean told = isOff(RETURNING) || situation.hasTold(RETURNING, _ -> true);
        return Optional.of(new Matter(RETURNING, causes, causes.getFirst().episode(), told, now));
    }

    /// Each attempt is told for itself; carriers often make several statements of one attempt, so days are counted.
    private Optional<Matter> attempt(Situation situation, Instant now) {
        int count = situation.story().attempts().size();
        Optional<Instant> last = lastAttempt(situation).map(TrackingEvent::occurredAt);
        boolean fresh = last.isPresent()
                && !last.get().isBefore(now.minus(settings.maxAge()))
                && (!last.get().isBefore(situation.parcel().importedAt())
                        || situation.milestone() == Milestone.ATTEMPT_FAILED);
        return situation
                .open(FlagKind.ATTEMPT_FAILED)
                .filter(flag -> flag.forCustomer() && fresh)
                .findFirst()
                .map(flag -> new Matter(
                        ATTEMPT_FAILED,
                        List.of(flag),
                        count,
                        isOff(ATTEMPT_FAILED)
                                || situation.hasTold(ATTEMPT_FAILED, said -> said.number("attempt", "count") >= count),
                        now));
    }

    static Optional<TrackingEvent> lastAttempt(Situation situation) {
        return situation.story().attempts().stream().reduce((_, later) -> later);
    }

    /// First that it waits; then once that the time runs out, at the earliest a day later.
    private Optional<Matter> pickup(Situation situation, Instant now) {
        LocalDate until = situation.pickupUntil();
        if (until != null && until.isBefore(situation.today(now))) {
            return Optional.empty();
        }
        return situation
                .open(FlagKind.PICKUP_WAITING)
                .filter(Flag::forCustomer)
                .findFirst()
                .map(flag -> {
                    Matter ready = once(PICKUP_READY, situation, flag, now);
                    if (!ready.told() || flag.step() < 2) {
                        return ready;
                    }
                    Instant readyAt = situation
                            .lastTold(Set.of(PICKUP_READY))
                            .map(said ->
                                    said.sentAt() != null ? said.sentAt() : said.waiting() ? now : said.createdAt())
                            .orElse(Instant.MIN.plus(DAY));
                    Matter reminder = once(PICKUP_REMINDER, situation, flag, now);
                    return new Matter(
                            PICKUP_REMINDER, reminder.flags(), reminder.episode(), reminder.told(), readyAt.plus(DAY));
                });
    }

    /// All delays are one matter: told once for its flags, and again when there are new facts, or when a further flag
    /// is raised and the last word is some business days old.
    private Optional<Matter> delay(Situation situation, Milestone milestone, Instant now) {
        DelayCause cause = DelayCause.of(situation.history(), now, settings.maxAge());
        List<Flag> announced = situation
                .open(FlagKind.DELAY_ANNOUNCED)
                .filter(Flag::forCustomer)
                .toList();
        List<Flag> late =
                situation.open(FlagKind.LATE).filter(Flag::forCustomer).toList();
        List<Flag> silent = Stream.of(FlagKind.STALLED, FlagKind.NOT_HANDED_OVER)
                .flatMap(situation::open)
                .filter(Flag::forCustomer)
                .toList();
        List<Flag> causes =
                Stream.of(announced, late, silent).flatMap(List::stream).toList();
        boolean known = !announced.isEmpty() || !late.isEmpty() && cause != DelayCause.UNKNOWN;
        if (causes.isEmpty() || !known && situation.isUnread()) {
            return Optional.empty();
        }
        MessageKind kind = known ? DELAY_KNOWN : DELAY_UNKNOWN;
        Optional<Said> last = situation.lastTold(DELAYS);
        boolean news =
                last.isPresent() && hasNews(situation, last.get(), kind, known ? cause : DelayCause.UNKNOWN, now);
        Set<Long> toldFlags =
                situation.told(DELAYS).flatMap(said -> said.flagIds().stream()).collect(Collectors.toSet());
        boolean told = isOff(kind) || !news && causes.stream().allMatch(flag -> toldFlags.contains(flag.id()));
        int episode = 1
                + situation.said().stream()
                        .filter(said -> said.kind() == kind)
                        .mapToInt(Said::episode)
                        .max()
                        .orElse(0);
        return Optional.of(
                new Matter(kind, causes, episode, told, delayNotBefore(situation, milestone, last, news, now)));
    }

    private boolean hasNews(Situation situation, Said last, MessageKind kind, DelayCause cause, Instant now) {
        LocalDate estimate = MessageFacts.estimate(situation, kind, situation.today(now));
        String toldEstimate = last.text("estimatedDate");
        boolean later = estimate != null && (toldEstimate == null || estimate.isAfter(LocalDate.parse(toldEstimate)));
        return later || cause != DelayCause.UNKNOWN && !Objects.equals(last.text("cause"), cause.word());
    }

    private Instant delayNotBefore(
            Situation situation, Milestone milestone, Optional<Said> last, boolean news, Instant now) {
        if (last.isPresent() && last.get().waiting() && news) {
            return now;
        }
        Instant at = situation
                .lastTold(INCIDENTS)
                .map(said -> said.createdAt().plus(DAY))
                .orElse(now);
        Optional<Said> lastWord = situation.lastTold(Set.of(DELAY_KNOWN, DELAY_UNKNOWN, SEARCHING));
        if (lastWord.isPresent() && !news) {
            at = later(at, situation.plusBusinessDays(lastWord.get().createdAt(), settings.delayPause()));
        }
        if (milestone == Milestone.OUT_FOR_DELIVERY) {
            at = later(at, situation.history().lastEventAt().orElse(now).plus(DAY));
        }
        return at;
    }

    boolean isOff(MessageKind kind) {
        return settings.off().contains(kind);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
