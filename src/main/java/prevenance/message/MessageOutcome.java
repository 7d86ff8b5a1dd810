package prevenance.message;

/// What became of a person's word about a message.
public sealed interface MessageOutcome {
    /// It is done; the message as it stands now.
    record Done(OutboxMessage message) implements MessageOutcome {}

    record NotFound(long messageId) implements MessageOutcome {}

    /// Somebody or something was faster; nothing was written.
    ///
    /// @param why what the message is now, and what to do
    record Conflict(long messageId, String why) implements MessageOutcome {}

    /// What was asked cannot be: words for a message that has left, a subject of two lines.
    record Refused(long messageId, String why) implements MessageOutcome {}
}
