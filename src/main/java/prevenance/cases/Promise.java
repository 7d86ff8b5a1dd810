package prevenance.cases;

import static prevenance.message.MessageKind.SEARCHING;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// What was promised to a customer.
///
/// @param due    the day by which something was promised that has not come, null when none is due
/// @param nextAt when to look again, null for never
record Promise(@Nullable LocalDate due, @Nullable Instant nextAt) {
    private static final LocalTime LOOKED_AT = LocalTime.of(8, 0);
    private static final Promise NO_PROMISE = new Promise(null, null);

    /// Whether the newest message promised something that is due today. There is no automatic message without news:
    /// a person keeps the promise.
    static Promise of(Situation situation, List<Decision.Tell> tells, Instant now) {
        if (!tells.isEmpty()) {
            return tells.getFirst().facts().get(MessageFacts.NEXT_UPDATE) instanceof String date
                    ? new Promise(null, lookedAt(LocalDate.parse(date), situation))
                    : NO_PROMISE;
        }
        // Whatever was said last is the news; a promise stands even when what it was about has passed.
        Optional<Said> last = situation.said().stream()
                .filter(said -> !said.takenBack())
                .reduce((_, later) -> later)
                .filter(said -> Matters.PROMISING.contains(said.kind()));
        if (last.isEmpty() || isDone(situation)) {
            return NO_PROMISE;
        }
        List<LocalDate> dates = standing(last.get(), situation);
        if (dates.isEmpty()) {
            return NO_PROMISE;
        }
        Instant at = lookedAt(dates.getFirst(), situation);
        if (at.isAfter(now)) {
            return new Promise(null, at);
        }
        Instant following = dates.size() == 1 ? null : lookedAt(dates.getLast(), situation);
        return last.get().sentAt() == null ? NO_PROMISE : new Promise(dates.getFirst(), following);
    }

    /// The days by which a message promised something that nobody has been reminded of, in their order. Having spoken
    /// with the customer is news; only of a search he is owed our decision besides.
    private static List<LocalDate> standing(Said said, Situation situation) {
        Instant reminded = situation.remindedAt();
        Stream<LocalDate> news = reminded == null || reminded.isBefore(said.createdAt())
                ? date(said, MessageFacts.NEXT_UPDATE)
                : Stream.empty();
        Stream<LocalDate> decision = said.kind() == SEARCHING
                ? date(said, MessageFacts.DECISION)
                        .filter(date -> reminded == null || reminded.isBefore(lookedAt(date, situation)))
                : Stream.empty();
        return Stream.concat(news, decision).sorted().toList();
    }

    private static Stream<LocalDate> date(Said said, String key) {
        return Stream.ofNullable(said.text(key)).map(LocalDate::parse);
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
