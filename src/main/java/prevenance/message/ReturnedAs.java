package prevenance.message;

/// How a mail came back.
public enum ReturnedAs {
    /// There is no such mailbox.
    HARD,
    /// The mailbox is full or closed for now.
    SOFT,
    /// It was not to be delivered in time, or nothing tells why it was not.
    LATE,
    /// The message or its sender was refused, not its recipient.
    REFUSED,
    /// The recipient called it spam.
    COMPLAINT,
    /// The recipient asked for no more.
    ASKED
}
