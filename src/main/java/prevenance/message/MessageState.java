package prevenance.message;

/// Where a message stands.
public enum MessageState {
    /// Waits for a person; [HeldFor] says why.
    HELD,
    /// Waits for its time, or for its next attempt.
    QUEUED,
    /// A worker holds it until its lease ends.
    SENDING,
    /// A server has accepted it.
    SENT,
    /// Only computed: it never leaves, and becomes nothing else but taken back.
    SHADOW,
    /// Not to be said any more, or cannot be said by mail; the reason is kept.
    SUPPRESSED,
    /// Refused for good, given up, or impossible to write; the reason is kept.
    DEAD
}
