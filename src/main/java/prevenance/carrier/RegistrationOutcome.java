package prevenance.carrier;

import java.util.Optional;
import java.util.function.UnaryOperator;

/// What came of telling an aggregator to watch a number. Expected answers are values; only bugs are exceptions.
public sealed interface RegistrationOutcome {
    /// The aggregator watches the number.
    ///
    /// @param already   it did so before
    /// @param reference the aggregator's own name of it, when it gives one
    record Registered(boolean already, Optional<String> reference) implements RegistrationOutcome {}

    /// It does not, for a reason that lies in this number: others may be registered on.
    ///
    /// @param why `NotFound`, `Refused` or `Unreachable`
    record Rejected(PollOutcome why) implements RegistrationOutcome {}

    /// Nothing can be registered now: too many requests, the quota is spent, it refuses us or does not answer.
    ///
    /// @param why `Throttled`, `Refused` or `Unreachable`
    record Failed(PollOutcome why) implements RegistrationOutcome {}

    /// The same outcome with another detail, see [PollOutcome#saying].
    default RegistrationOutcome saying(UnaryOperator<String> words) {
        return switch (this) {
            case Registered registered -> registered;
            case Rejected(PollOutcome why) -> new Rejected(why.saying(words));
            case Failed(PollOutcome why) -> new Failed(why.saying(words));
        };
    }

    /// `registered`, `already-registered`, or the word of the reason: `not-found`, `throttled`, `refused`,
    /// `unreachable`.
    default String word() {
        return switch (this) {
            case Registered(boolean already, var _) -> already ? "already-registered" : "registered";
            case Rejected(PollOutcome why) -> why.word();
            case Failed(PollOutcome why) -> why.word();
        };
    }
}
