package prevenance.message;

/// Why an address gets no mail.
public enum SuppressionCause {
    /// A server said when a mail was handed over that there is no such mailbox.
    REFUSED,
    /// A mail came back because there is no such mailbox.
    BOUNCED,
    /// Mails came back twice because the mailbox was full or closed.
    FULL,
    /// The recipient called a mail of ours spam. Nobody takes that back but he.
    COMPLAINT,
    /// The recipient asked for no more mails.
    ASKED,
    /// A person of the staff put it there.
    BY_HAND;

    /// Whether the staff may write to it again (as with Postmark: never after a complaint).
    public boolean mayBeLifted() {
        return this != COMPLAINT;
    }

    /// How the outbox words it, with the server's code where there is one.
    String words(String reason) {
        return switch (this) {
            case REFUSED -> reason;
            case BOUNCED -> "a mail came back, " + reason;
            case FULL -> "mails came back twice, " + reason;
            case COMPLAINT -> "the customer called a mail spam";
            case ASKED -> "the customer asked for no mails";
            case BY_HAND -> "by hand, " + reason;
        };
    }
}
