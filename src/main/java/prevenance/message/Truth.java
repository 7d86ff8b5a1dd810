package prevenance.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Says whether what a message tells is still so. Asked in the transaction that takes the message, before it is
/// tried
/// for the first time.
@FunctionalInterface
public interface Truth {
    Verdict of(Tx tx, OutboxMessage message, Instant now);

    /// Everything stays true.
    static Truth assumed() {
        return (_, _, _) -> new Verdict.Holds();
    }

    /// What is known of a message now.
    sealed interface Verdict {
        record Holds() implements Verdict {}

        /// It is true, but not with these facts: a promised day has come nearer while it waited.
        record Renewed(Map<String, @Nullable Object> facts) implements Verdict {}

        /// It is not to be said now.
        record Later(Instant until, String why) implements Verdict {}

        /// It is not to be said any more.
        record Untrue(String why) implements Verdict {}
    }
}
