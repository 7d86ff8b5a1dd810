package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;

/// What is to be said about a parcel now, what is no longer to be said, and when to think again.
///
/// @param promised the day by which a message promised news, when it has come without any; null otherwise
/// @param nextAt null when only something new can change the decision
record Decision(
        List<Tell> tells,
        List<Withdrawal> withdrawals,
        @Nullable LocalDate promised,
        @Nullable Instant nextAt) {
    /// A message to queue.
    ///
    /// @param sendAt not before; until then it can be taken back
    record Tell(MessageKind kind, int episode, Map<String, @Nullable Object> facts, Instant sendAt) {}

    /// A queued message to take back.
    record Withdrawal(MessageKind kind, int episode, String why) {}
}
