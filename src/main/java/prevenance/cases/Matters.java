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
    static final Set<MessageKind> DELAYS = Set.of(DELAY_KNOWN, DELAY_UNKNOWN);
    private static final Duration DAY = Duration.ofDays(1);

    private final TellingSettings settings;

    Matters(TellingSettings settings) {
        this.settings = settings;
    }

    /// Everything true now, told or not, gravest first.
    List<Matter> of(Story story, Instant now) {
        Milestone milestone = story.milestone();
        if (milestone.isEnd() || story.history().status() == TrackingStatus.CANCELLED) {
            return List.of();
        }
        List<Matter> matters = new ArrayList<>();
        story.open(FlagKind.LOST_DECLARED)
                .filter(flag -> flag.forCustomer() && !isOldHistory(story, flag, now))
                .forEach(flag -> matters.add(once(LOST, story, flag, now)));
        story.open(FlagKind.LOST_SUSPECTED)
                .filter(Flag::forCustomer)
                .forEach(flag -> matters.add(once(SEARCHING, story, flag, now)));
        returning(story, milestone, now).ifPresent(matters::add);
        if (!EnumSet.of(Milestone.OUT_FOR_DELIVERY, Milestone.AVAILABLE_FOR_PICKUP, Milestone.RETURNING)
                .contains(milestone)) {
            story.open(FlagKind.ADDRESS_PROBLEM)
                    .filter(Flag::forCustomer)
                    .forEach(flag -> matters.add(once(ADDRESS_NEEDED, story, flag, now)));
            attempt(story, now).ifPresent(matters::add);
        }
        if (milestone == Milestone.AVAILABLE_FOR_PICKUP) {
            pickup(story, now).ifPresent(matters::add);
        } else if (milestone != Milestone.RETURNING) {
            delay(story, milestone, now).ifPresent(matters::add);
        }
        return List.copyOf(matters);
    }

    private Matter once(MessageKind kind, Story story, Flag flag, Instant now) {
        boolean told = isOff(kind) || story.hasTold(kind, said -> said.flagIds().contains(flag.id()));
        return new Matter(kind, List.of(flag), flag.episode(), told, now);
    }

    /// What happened long before the order came to us has been dealt with by somebody.
    private boolean isOldHistory(Story story, Flag flag, Instant now) {
        return flag.sinceAt().isBefore(story.parcel().importedAt())
                && flag.sinceAt().isBefore(now.minus(settings.maxAge()));
    }

    /// Said once, be it first for the missed pickup and then for the way back.
    private Optional<Matter> returning(Story story, Milestone milestone, Instant now) {
        List<Flag> causes = Stream.concat(
                        story.open(FlagKind.RETURNING),
                        milestone == Milestone.RETURNING ? story.open(FlagKind.PICKUP_MISSED) : Stream.empty())
                .toList();
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        boolean told = isOff(RETURNING) || story.hasTold(RETURNING, _ -> true);
        return Optional.of(new Matter(RETURNING, causes, causes.getFirst().episode(), told, now));
    }

    /// Each attempt is told for itself; carriers often make several statements of one attempt, so days are counted.
    private Optional<Matter> attempt(Story story, Instant now) {
        int count = attempts(story);
        Optional<Instant> last = story.history().last(Matters::isAttempt).map(TrackingEvent::occurredAt);
        boolean fresh = last.isPresent()
                && !last.get().isBefore(now.minus(settings.maxAge()))
                && (!last.get().isBefore(story.parcel().importedAt()) || story.milestone() == Milestone.ATTEMPT_FAILED);
        return story.open(FlagKind.ATTEMPT_FAILED)
                .filter(flag -> flag.forCustomer() && fresh)
                .findFirst()
                .map(flag -> new Matter(
                        ATTEMPT_FAILED,
                        List.of(flag),
                        count,
                        isOff(ATTEMPT_FAILED)
                                || story.hasTold(ATTEMPT_FAILED, said -> said.number("attempt", "count") >= count),
                        now));
    }

    static boolean isAttempt(TrackingEvent event) {
        return !event.informational() && event.status().milestone() == Milestone.ATTEMPT_FAILED;
    }

    static int attempts(Story story) {
        return (int) story.history().events().stream()
                .filter(Matters::isAttempt)
                .map(event -> event.occurredLocal().toLocalDate())
                .distinct()
                .count();
    }

    /// First that it waits; then once that the time runs out, at the earliest a day later.
    private Optional<Matter> pickup(Story story, Instant now) {
        LocalDate until = story.parcel().pickupUntilDate();
        if (until != null && until.isBefore(story.today(now))) {
            return Optional.empty();
        }
        return story.open(FlagKind.PICKUP_WAITING)
                .filter(Flag::forCustomer)
                .findFirst()
                .map(flag -> {
                    Matter ready = once(PICKUP_READY, story, flag, now);
                    if (!ready.told() || flag.step() < 2) {
                        return ready;
                    }
                    Instant readyAt = story.lastTold(Set.of(PICKUP_READY))
                            .map(said ->
                                    said.sentAt() != null ? said.sentAt() : said.waiting() ? now : said.createdAt())
                            .orElse(Instant.MIN.plus(DAY));
                    Matter reminder = once(PICKUP_REMINDER, story, flag, now);
                    return new Matter(
                            PICKUP_REMINDER, reminder.flags(), reminder.episode(), reminder.told(), readyAt.plus(DAY));
                });
    }

    /// All delays are one matter: told once for its flags, and again when there are new facts, or when a further flag
    /// is raised and the last word is some business days old.
    private Optional<Matter> delay(Story story, Milestone milestone, Instant now) {
        DelayCause cause = DelayCause.of(story.history(), now, settings.maxAge());
        List<Flag> announced =
                story.open(FlagKind.DELAY_ANNOUNCED).filter(Flag::forCustomer).toList();
        List<Flag> late = story.open(FlagKind.LATE)
                .filter(flag -> flag.forCustomer() || cause != DelayCause.UNKNOWN)
                .toList();
        List<Flag> silent = Stream.of(FlagKind.STALLED, FlagKind.NOT_HANDED_OVER)
                .flatMap(story::open)
                .filter(Flag::forCustomer)
                .toList();
        List<Flag> causes =
                Stream.of(announced, late, silent).flatMap(List::stream).toList();
        boolean known = !announced.isEmpty() || !late.isEmpty() && cause != DelayCause.UNKNOWN;
        if (causes.isEmpty() || !known && story.isUnread()) {
            return Optional.empty();
        }
        MessageKind kind = known ? DELAY_KNOWN : DELAY_UNKNOWN;
        Optional<Said> last = story.lastTold(DELAYS);
        boolean news = last.isPresent() && hasNews(story, last.get(), known ? cause : DelayCause.UNKNOWN, now);
        Set<Long> toldFlags =
                story.told(DELAYS).flatMap(said -> said.flagIds().stream()).collect(Collectors.toSet());
        boolean told = isOff(kind) || !news && causes.stream().allMatch(flag -> toldFlags.contains(flag.id()));
        int episode = 1
                + story.said().stream()
                        .filter(said -> said.kind() == kind)
                        .mapToInt(Said::episode)
                        .max()
                        .orElse(0);
        return Optional.of(new Matter(kind, causes, episode, told, delayNotBefore(story, milestone, last, news, now)));
    }

    private boolean hasNews(Story story, Said last, DelayCause cause, Instant now) {
        LocalDate estimate = story.parcel().estimatedDate();
        String toldEstimate = last.text("estimatedDate");
        boolean later = estimate != null
                && !estimate.isBefore(story.today(now))
                && (toldEstimate == null || estimate.isAfter(LocalDate.parse(toldEstimate)));
        return later || cause != DelayCause.UNKNOWN && !Objects.equals(last.text("cause"), cause.word());
    }

    private Instant delayNotBefore(Story story, Milestone milestone, Optional<Said> last, boolean news, Instant now) {
        if (last.isPresent() && last.get().waiting() && news) {
            return now;
        }
        Instant at = story.lastTold(INCIDENTS)
                .map(said -> said.createdAt().plus(DAY))
                .orElse(now);
        if (last.isPresent() && !news) {
            at = later(at, story.plusBusinessDays(last.get().createdAt(), settings.delayPause()));
        }
        if (milestone == Milestone.OUT_FOR_DELIVERY) {
            at = later(at, story.history().lastEventAt().orElse(now).plus(DAY));
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
