package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.watch.Leg;

/// Decides what the customer is told about a parcel. Pure: the same situation and the same now give the
/// same decision, and once a decision is carried out, deciding again says nothing more.
final class Telling {
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final TellingSettings settings;
    private final Matters matters;
    private final Progress progress;
    private final Retraction retraction = new Retraction();
    private final MessageFacts facts;
    private final LaterFacts later;

    Telling(TellingSettings settings, MessageFacts facts) {
        this.settings = settings;
        this.matters = new Matters(settings);
        this.progress = new Progress(settings);
        this.facts = facts;
        this.later = new LaterFacts(settings, facts);
    }

    Decision decide(Situation situation, Instant now) {
        if (situation.parcel().leg() == Leg.RETURN || situation.settled()) {
            return silence(situation);
        }
        if (situation.parcel().replacedBy() != null) {
            return replaced(situation, now);
        }
        List<Matter> open = matters.of(situation, now);
        Focus focus = focus(open, situation, now);
        Matter top = focus.matter;
        boolean sayTop = top != null && !top.told() && !top.notBefore().isAfter(now);
        Matter say = sayTop ? top : null;
        boolean shippedNews = progress.isShippedNews(situation, open, now);
        List<Decision.Withdrawal> withdrawals = new ArrayList<>();
        waiting(situation)
                .forEach(said -> retraction
                        .why(said, situation, new Retraction.Now(open, top, say, shippedNews))
                        .ifPresent(why -> withdrawals.add(new Decision.Withdrawal(said.kind(), said.episode(), why))));

        List<Decision.Tell> tells = new ArrayList<>();
        List<Decision.Join> joins = new ArrayList<>();
        if (say != null) {
            tells.add(tell(situation, say.kind(), say.episode(), say.flags(), now));
        } else {
            progress.news(situation, open, now).ifPresent(news -> good(situation, news, tells, joins));
        }
        Promise promise = tells.isEmpty() ? Promise.of(situation, now) : new Promise(null, null, null);
        Said keep = promise.keep();
        LocalDate due = promise.due();
        if (keep != null && matters.isOff(STILL_SEARCHING)) {
            due = situation.today(now);
        } else if (keep != null) {
            tells.add(stillSearching(situation, keep, now));
        }
        Instant promiseAt = tells.isEmpty() ? promise.nextAt() : Promise.lookedAt(tells.getFirst(), situation);
        return new Decision(
                List.copyOf(tells),
                List.copyOf(withdrawals),
                List.copyOf(joins),
                due,
                earliest(
                        focus.nextAt,
                        promiseAt,
                        matters.nextAt(situation, now),
                        progress.nextAt(situation, open, now)));
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

    /// Another number has taken its place: that is told once, and of the old one nothing else.
    private Decision replaced(Situation situation, Instant now) {
        List<Flag> causes = situation
                .open(FlagKind.NUMBER_REPLACED)
                .filter(Flag::forCustomer)
                .toList();
        List<Decision.Withdrawal> withdrawals = waiting(situation)
                .filter(said -> said.kind() != NEW_NUMBER || causes.isEmpty())
                .map(said -> new Decision.Withdrawal(said.kind(), said.episode(), "another number has taken its place"))
                .toList();
        boolean tell = !causes.isEmpty()
                && !matters.isOff(NEW_NUMBER)
                && facts.replacement(situation).isPresent()
                && situation.told(Set.of(NEW_NUMBER)).findAny().isEmpty();
        return new Decision(
                tell ? List.of(tell(situation, NEW_NUMBER, 1, causes, now)) : List.of(), withdrawals, null, null);
    }

    private static @Nullable Instant earliest(@Nullable Instant... instants) {
        return Stream.of(instants)
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .orElse(null);
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
        // Damage stays true to the end of the journey; of what else happens to the parcel only delays go without
        // saying.
        if (top.kind() == DAMAGED_CARRIER && top.told()) {
            top = open.stream()
                    .filter(other -> other.kind() != DAMAGED_CARRIER && !Matters.DELAYS.contains(other.kind()))
                    .findFirst()
                    .orElse(top);
        }
        // A failed attempt explains a delay only until the next news that it promised.
        if (top.kind() == ATTEMPT_FAILED && top.told() && !open.getLast().equals(top)) {
            Instant until = situation.plusBusinessDays(top.flags().getFirst().raisedAt(), settings.nextUpdate());
            if (until.isAfter(now)) {
                nextAt = until;
            } else {
                top = open.get(open.indexOf(top) + 1);
            }
        }
        if (!top.told() && top.notBefore().isAfter(now)) {
            nextAt = top.notBefore();
        }
        return new Focus(top, nextAt);
    }

    private void good(Situation situation, Progress.News news, List<Decision.Tell> tells, List<Decision.Join> joins) {
        Said other = news.joins();
        if (other == null) {
            List<Flag> causes = news.kind() == PARTIAL_ORDER
                    ? situation.open(FlagKind.PARTIAL_ORDER).toList()
                    : List.of();
            tells.add(tell(situation, news.kind(), 1, causes, news.notBefore()));
        } else {
            joins.add(new Decision.Join(
                    other.subject(),
                    other.kind(),
                    other.episode(),
                    later.joined(other, situation),
                    sendAt(situation, other.kind(), news.notBefore())));
        }
    }

    private Decision.Tell stillSearching(Situation situation, Said promising, Instant now) {
        Instant sendAt = sendAt(situation, STILL_SEARCHING, now);
        return new Decision.Tell(
                STILL_SEARCHING,
                freeEpisode(situation, STILL_SEARCHING, 1),
                later.stillSearching(situation, promising, sendAt),
                sendAt,
                null);
    }

    private Decision.Tell tell(
            Situation situation, MessageKind kind, int episode, List<Flag> causes, Instant notBefore) {
        // The dates it promises count from the moment it leaves.
        Instant sendAt = sendAt(situation, kind, notBefore);
        Map<String, @Nullable Object> told = facts(situation, kind, causes, sendAt);
        String rule = causes.isEmpty() ? null : causes.getFirst().rule();
        return new Decision.Tell(kind, freeEpisode(situation, kind, episode), told, sendAt, rule);
    }

    private Map<String, @Nullable Object> facts(
            Situation situation, MessageKind kind, List<Flag> causes, Instant sendAt) {
        Map<String, @Nullable Object> own = facts.of(situation, kind, causes, sendAt);
        return kind == MASS_DELAY
                ? situation
                        .group()
                        .map(group -> MassFacts.with(
                                own, group.incident(), situation.order().locale(), situation.today(sendAt)))
                        .orElse(own)
                : own;
    }

    /// The number is taken when a message was taken back and its reason has come again.
    private static int freeEpisode(Situation situation, MessageKind kind, int episode) {
        List<Integer> used = situation.said().stream()
                .filter(said -> said.kind() == kind)
                .map(Said::episode)
                .toList();
        return used.contains(episode)
                ? 1 + used.stream().mapToInt(Integer::intValue).max().orElse(0)
                : episode;
    }

    /// Outside the quiet hours, and at most one word about incidents a day: a further one waits until
    /// the next morning.
    private Instant sendAt(Situation situation, MessageKind kind, Instant notBefore) {
        Instant at = settings.quiet().endOf(notBefore, situation.zone());
        LocalDate last = Matters.INCIDENTS.contains(kind) ? situation.lastIncidentDay(notBefore) : null;
        if (last == null || situation.today(at).isAfter(last)) {
            return at;
        }
        Instant morning =
                last.plusDays(1).atTime(MORNING).atZone(situation.zone()).toInstant();
        return settings.quiet().endOf(morning, situation.zone());
    }
}
