package prevenance.cases;

import static prevenance.message.MessageKind.*;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.Group;
import prevenance.message.MessageKind;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// What was promised to a customer.
///
/// @param due    the day by which something was promised that only a person can give, null when none is due
/// @param keep   the message whose promise of news is due and is kept by an honest word that there are none; null
///               when
///               none is
/// @param nextAt when to look again, null for never
record Promise(
        @Nullable LocalDate due,
        @Nullable Said keep,
        @Nullable Instant nextAt) {
    private static final LocalTime LOOKED_AT = LocalTime.of(8, 0);
    private static final Duration UNTIL_IT_HAS_LEFT = Duration.ofDays(1);
    /// A hundred a second, our own figure.
    private static final long MILLIS_EACH = 10;

    private static final long MOST_TURNS = 50_000;
    private static final Promise NO_PROMISE = new Promise(null, null, null);

    /// Whose promise of news is first kept without a person: nobody owes a deed, only a word. The second in a row
    /// that
    /// would be empty needs a person.
    private static final Set<MessageKind> KEPT_BY_A_WORD =
            Set.of(SEARCHING, DELAY_KNOWN, MASS_DELAY, DELAY_UNKNOWN, NOT_LEFT_YET, MessageKind.ATTEMPT_FAILED);

    /// Whether the newest message promised something that is due today, when nothing else is said now.
    static Promise of(Situation situation, Instant now) {
        // Whatever was said last is the news; a promise stands even when what it was about has passed.
        Optional<Said> last = situation.said().stream()
                .filter(Said::stands)
                .reduce((_, later) -> later)
                .filter(said -> Matters.PROMISING.contains(said.kind()));
        if (last.isEmpty() || isDone(situation)) {
            return NO_PROMISE;
        }
        Said said = last.get();
        Group group = situation.group().orElse(null);
        if (group != null && group.isPending()) {
            // The incident's next wording is the news, and its turn wakes the parcel.
            return NO_PROMISE;
        }
        List<LocalDate> news = news(said, situation);
        List<LocalDate> decision = decision(said, situation);
        List<LocalDate> dates =
                Stream.concat(news.stream(), decision.stream()).sorted().toList();
        if (dates.isEmpty()) {
            return NO_PROMISE;
        }
        boolean oneOfMany = group != null && isOfMany(said);
        Duration turn = isOfMany(said) ? turn(situation.parcel().id()) : Duration.ZERO;
        Instant at = lookedAt(dates.getFirst(), situation).plus(turn);
        if (at.isAfter(now)) {
            return new Promise(null, null, at);
        }
        if (said.sentAt() == null) {
            return new Promise(null, null, now.plus(UNTIL_IT_HAS_LEFT));
        }
        boolean deed =
                decision.stream().anyMatch(date -> !lookedAt(date, situation).isAfter(now));
        // Of an incident the staff is reminded once for all, in its own case.
        if (!deed && (oneOfMany || KEPT_BY_A_WORD.contains(said.kind()))) {
            return new Promise(null, said, null);
        }
        Instant following = lookedAt(dates.getLast(), situation);
        return new Promise(dates.getFirst(), null, following.isAfter(now) ? following : null);
    }

    private static boolean isOfMany(Said said) {
        return said.kind() == MASS_DELAY
                || said.kind() == STILL_SEARCHING && MASS_DELAY.wireName().equals(said.text(MessageFacts.ABOUT));
    }

    /// The words that keep one promise to many leave one after the other, as the first ones did.
    private static Duration turn(long parcelId) {
        return Duration.ofMillis(parcelId % MOST_TURNS * MILLIS_EACH);
    }

    /// When the promise of a message to be queued now is looked at; null when it promises nothing.
    static @Nullable Instant lookedAt(Decision.Tell tell, Situation situation) {
        return tell.facts().get(MessageFacts.NEXT_UPDATE) instanceof String date
                ? lookedAt(LocalDate.parse(date), situation)
                : null;
    }

    /// The day by which it promised news, unless the staff was reminded since: having spoken with the customer is
    /// news.
    private static List<LocalDate> news(Said said, Situation situation) {
        Instant reminded = situation.remindedAt();
        return reminded == null || reminded.isBefore(said.createdAt())
                ? date(said, MessageFacts.NEXT_UPDATE)
                : List.of();
    }

    /// Of a search he is owed our decision besides.
    private static List<LocalDate> decision(Said said, Situation situation) {
        Instant reminded = situation.remindedAt();
        return MessageFacts.isOfSearch(said)
                ? date(said, MessageFacts.DECISION).stream()
                        .filter(date -> reminded == null || reminded.isBefore(lookedAt(date, situation)))
                        .toList()
                : List.of();
    }

    private static List<LocalDate> date(Said said, String key) {
        return Stream.ofNullable(said.text(key)).map(LocalDate::parse).toList();
    }

    /// He has his parcel, or it was never sent.
    private static boolean isDone(Situation situation) {
        return situation.milestone() == Milestone.DELIVERED
                || situation.history().status() == TrackingStatus.CANCELLED;
    }

    private static Instant lookedAt(LocalDate date, Situation situation) {
        return date.atTime(LOOKED_AT).atZone(situation.zone()).toInstant();
    }
}
