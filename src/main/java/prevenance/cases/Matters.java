package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.Group;
import prevenance.cases.incident.IncidentState;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Finds what is wrong with a parcel now and concerns the customer, gravest first.
final class Matters {
    /// Gravest first; while one of them is true, no lesser one is said.
    static final List<MessageKind> GRAVEST_FIRST = List.of(
            LOST,
            DAMAGED_CARRIER,
            SEARCHING,
            RETURNING,
            PICKUP_MISSED,
            ADDRESS_NEEDED,
            CUSTOMS_DOCS,
            PICKUP_LAST_DAY,
            PICKUP_REMINDER,
            PICKUP_READY,
            ATTEMPT_FAILED,
            DELAY_KNOWN,
            MASS_DELAY,
            DELAY_UNKNOWN,
            NOT_LEFT_YET,
            STILL_SEARCHING);

    static final Set<MessageKind> INCIDENTS = Set.copyOf(GRAVEST_FIRST);
    /// What says by when the next news comes.
    static final Set<MessageKind> PROMISING = Set.of(
            LOST,
            DAMAGED_CARRIER,
            SEARCHING,
            RETURNING,
            PICKUP_MISSED,
            ADDRESS_NEEDED,
            ATTEMPT_FAILED,
            DELAY_KNOWN,
            MASS_DELAY,
            DELAY_UNKNOWN,
            NOT_LEFT_YET,
            STILL_SEARCHING);

    static final Set<MessageKind> DELAYS = Set.of(DELAY_KNOWN, MASS_DELAY, DELAY_UNKNOWN, NOT_LEFT_YET);
    private static final Set<MessageKind> WAYS_BACK = Set.of(RETURNING, PICKUP_MISSED);
    private static final Set<MessageKind> PICKUPS = Set.of(PICKUP_READY, PICKUP_REMINDER, PICKUP_LAST_DAY);
    private static final Duration DAY = Duration.ofDays(1);

    private final TellingSettings settings;
    private final Delays delays;

    Matters(TellingSettings settings) {
        this.settings = settings;
        this.delays = new Delays(settings);
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
                .open(FlagKind.DAMAGED)
                .filter(Flag::forCustomer)
                .forEach(flag -> matters.add(once(DAMAGED_CARRIER, situation, flag, now)));
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
            customs(situation, now).ifPresent(matters::add);
            attempt(situation, now).ifPresent(matters::add);
        }
        massDelay(situation, milestone, now).ifPresent(matters::add);
        if (milestone == Milestone.AVAILABLE_FOR_PICKUP) {
            pickup(situation, now).ifPresent(matters::add);
        } else if (milestone != Milestone.RETURNING) {
            delays.of(situation, milestone, now).ifPresent(matters::add);
        }
        return matters.stream()
                .sorted(Comparator.comparingInt(matter -> GRAVEST_FIRST.indexOf(matter.kind())))
                .toList();
    }

    private Matter once(MessageKind kind, Situation situation, Flag flag, Instant now) {
        boolean told =
                isOff(kind) || situation.hasTold(kind, said -> said.flagIds().contains(flag.id()));
        return new Matter(kind, List.of(flag), flag.episode(), told, now);
    }

    /// One of many in an approved incident whose turn has come: told once for each of its wordings. It
    /// takes the place of the parcel's own delay, which is not the desk's meanwhile.
    private Optional<Matter> massDelay(Situation situation, Milestone milestone, Instant now) {
        Group group = situation.group().orElse(null);
        boolean speaks = group != null
                && group.isLetGo()
                && (group.incident().state() == IncidentState.TELLING
                        || group.incident().state() == IncidentState.PAUSED)
                && situation.grouped().stream().anyMatch(Flag::isOpen)
                && milestone != Milestone.AVAILABLE_FOR_PICKUP
                && milestone != Milestone.RETURNING;
        if (group == null || !speaks) {
            return Optional.empty();
        }
        int round = group.incident().round();
        boolean told = isOff(MASS_DELAY)
                || group.incident().state() == IncidentState.PAUSED
                || situation.hasTold(MASS_DELAY, said -> MassFacts.isOf(said, group.incident(), round));
        Instant at = milestone == Milestone.OUT_FOR_DELIVERY
                ? situation.history().lastEventAt().orElse(now).plus(DAY)
                : now;
        return Optional.of(new Matter(MASS_DELAY, situation.grouped(), round, told, at));
    }

    /// What happened long before the order came to us has been dealt with by somebody.
    private boolean isOldHistory(Situation situation, Flag flag, Instant now) {
        return flag.sinceAt().isBefore(situation.parcel().importedAt())
                && flag.sinceAt().isBefore(now.minus(settings.maxAge()));
    }

    /// Said once, be it first for the missed pickup and then for the way back.
    private Optional<Matter> returning(Situation situation, Milestone milestone, Instant now) {
        List<Flag> back = situation.open(FlagKind.RETURNING).toList();
        List<Flag> missed = milestone == Milestone.RETURNING
                ? situation.open(FlagKind.PICKUP_MISSED).toList()
                : List.of();
        List<Flag> causes = Stream.concat(back.stream(), missed.stream()).toList();
        if (causes.isEmpty()) {
            return Optional.empty();
        }
        Optional<Said> said = situation.lastTold(WAYS_BACK);
        MessageKind kind = said.map(Said::kind).orElse(back.isEmpty() ? PICKUP_MISSED : RETURNING);
        boolean told = isOff(kind) || said.isPresent();
        return Optional.of(new Matter(kind, causes, causes.getFirst().episode(), told, now));
    }

    /// Each time that customs ask for papers is told for itself.
    private Optional<Matter> customs(Situation situation, Instant now) {
        if (situation.story().status() != TrackingStatus.CUSTOMS_DOCS_NEEDED) {
            return Optional.empty();
        }
        int count = MessageFacts.timesDocsNeeded(situation);
        List<Flag> flags =
                situation.open(FlagKind.CUSTOMS_DOCS).filter(Flag::forCustomer).toList();
        boolean told = isOff(CUSTOMS_DOCS)
                || situation.hasTold(CUSTOMS_DOCS, said -> said.number(MessageFacts.CUSTOMS, "count") >= count);
        return Optional.of(new Matter(CUSTOMS_DOCS, flags, count, told, now));
    }

    /// Each attempt is told for itself; carriers often make several statements of one attempt, so days
    /// are counted.
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

    /// First that it waits; then once that the time runs out, at the earliest a day later; and on the
    /// last day.
    private Optional<Matter> pickup(Situation situation, Instant now) {
        LocalDate until = situation.pickupUntil();
        if (until != null && until.isBefore(situation.today(now))) {
            return Optional.empty();
        }
        return situation
                .open(FlagKind.PICKUP_WAITING)
                .filter(Flag::forCustomer)
                .findFirst()
                .map(flag -> pickup(situation, flag, until, now));
    }

    private Matter pickup(Situation situation, Flag flag, @Nullable LocalDate until, Instant now) {
        Matter ready = once(PICKUP_READY, situation, flag, now);
        if (!ready.told()) {
            return ready;
        }
        Instant lastDay =
                until == null ? null : until.atStartOfDay(situation.zone()).toInstant();
        boolean isLast = lastDay != null && !lastDay.isAfter(now);
        Matter reminder = once(PICKUP_REMINDER, situation, flag, now);
        if (flag.step() >= 2 && !isLast && !reminder.told()) {
            return new Matter(
                    PICKUP_REMINDER,
                    reminder.flags(),
                    reminder.episode(),
                    false,
                    lastPickupWord(situation, now).plus(DAY));
        }
        Matter last = once(PICKUP_LAST_DAY, situation, flag, now);
        if (lastDay == null || isOff(PICKUP_LAST_DAY)) {
            return flag.step() >= 2 ? reminder : ready;
        }
        // Who heard on the last day itself that it waits needs no other word that day.
        boolean heardToday = situation
                .told(PICKUPS)
                .anyMatch(said -> said.stands() && !said.waiting() && !said.at().isBefore(lastDay));
        return new Matter(PICKUP_LAST_DAY, last.flags(), last.episode(), last.told() || heardToday, lastDay);
    }

    /// When time alone may make something of a parcel worth telling; null when it cannot.
    @Nullable
    Instant nextAt(Situation situation, Instant now) {
        LocalDate until = situation.milestone() == Milestone.AVAILABLE_FOR_PICKUP ? situation.pickupUntil() : null;
        if (until == null || situation.open(FlagKind.PICKUP_WAITING).findAny().isEmpty()) {
            return null;
        }
        Instant lastDay = until.atStartOfDay(situation.zone()).toInstant();
        return lastDay.isAfter(now) ? lastDay : null;
    }

    private static Instant lastPickupWord(Situation situation, Instant now) {
        return situation
                .lastTold(Set.of(PICKUP_READY))
                .map(said -> said.waiting() ? now : said.at())
                .orElse(Instant.MIN.plus(DAY));
    }

    boolean isOff(MessageKind kind) {
        return settings.off().contains(kind);
    }
}
