package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;

/// What is to be said about a parcel now, what is no longer to be said, and when to think again.
///
/// @param joins    messages about other parcels of the order that now tell of this one too
/// @param promised the day by which a message promised news, when it has come and only a person can give any; null
///                 otherwise
/// @param nextAt   null when only something new can change the decision
record Decision(
        List<Tell> tells,
        List<Withdrawal> withdrawals,
        List<Join> joins,
        @Nullable LocalDate promised,
        @Nullable Instant nextAt) {
    /// Without a message that tells of several parcels.
    Decision(List<Tell> tells, List<Withdrawal> withdrawals, @Nullable LocalDate promised, @Nullable Instant nextAt) {
        this(tells, withdrawals, List.of(), promised, nextAt);
    }

    /// A message to queue.
    ///
    /// @param sendAt not before; until then it can be taken back
    /// @param rule   name and version of the rule behind it, null when none is
    record Tell(
            MessageKind kind,
            int episode,
            Map<String, @Nullable Object> facts,
            Instant sendAt,
            @Nullable String rule) {}

    /// A queued message to take back.
    record Withdrawal(MessageKind kind, int episode, String why) {}

    /// A waiting message about another parcel, with the facts that it has from now on.
    record Join(String subject, MessageKind kind, int episode, Map<String, @Nullable Object> facts, Instant sendAt) {}
}
