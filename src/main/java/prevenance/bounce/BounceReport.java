package prevenance.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an incoming mail turned out to be. Nothing in it is true before [#trace()] names a message of ours.
public sealed interface BounceReport {
    /// Where a mail could belong.
    ///
    /// @param tokens     what looks like a token of ours, anywhere in the mail; at most a few
    /// @param messageIds names of the returned mail, with their angle brackets; at most a few
    /// @param ownId      the incoming mail's own Message-ID, null when it has none
    record Trace(
            List<String> tokens,
            List<String> messageIds,
            @Nullable String ownId) {
        public Trace {
            tokens = List.copyOf(tokens);
            messageIds = List.copyOf(messageIds);
        }

        static final Trace NONE = new Trace(List.of(), List.of(), null);
    }

    /// A mail that was not delivered to one recipient or several (RFC 3464 `failed`, or a notice in plain words).
    ///
    /// @param failures at least one
    record Failed(Trace trace, List<Failure> failures) implements BounceReport {
        public Failed {
            failures = List.copyOf(failures);
        }
    }

    /// It is not there yet, and may still come (RFC 3464 `delayed`).
    record Delayed(Trace trace) implements BounceReport {}

    /// The recipient called it spam, or asked for no more (RFC 5965).
    ///
    /// @param kind `abuse`, `opt-out`, `fraud`, …, in lower case
    record Complaint(Trace trace, String kind) implements BounceReport {}

    /// A person's automat answers (RFC 3834): the mail arrived.
    record AutoReply(Trace trace) implements BounceReport {}

    /// Something else: an answer by a person, a report of success, spam.
    record Other(Trace trace) implements BounceReport {}

    Trace trace();

    /// One recipient's failure.
    ///
    /// @param recipient null when the mail names none
    /// @param code      SMTP code and enhanced status such as `550 5.1.1`, empty when there is none
    /// @param text      what the server said, one line of at most 300 characters; it may hold an address
    record Failure(@Nullable String recipient, FailureCause cause, String code, String text) {}
}
