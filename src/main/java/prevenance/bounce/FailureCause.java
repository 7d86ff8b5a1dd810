package prevenance.bounce;

/// Why a mail was not delivered, as far as it matters for the next one.
public enum FailureCause {
    /// There is no such mailbox or domain, or it takes no mail for good: nothing more should go there.
    NO_SUCH_ADDRESS,
    /// The mailbox is full or closed for now: it may take mail again.
    MAILBOX_UNAVAILABLE,
    /// It was not to be delivered in time: network, busy server, greylisting.
    NOT_NOW,
    /// This message, its sender or its server was refused; the address may be fine.
    MESSAGE_REFUSED,
    /// Nothing tells.
    UNKNOWN;

    /// A hard bounce: the address itself is bad.
    public boolean isHard() {
        return this == NO_SUCH_ADDRESS;
    }
}
