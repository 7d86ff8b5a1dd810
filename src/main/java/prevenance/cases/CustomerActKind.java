package prevenance.cases;

/// What a customer can say on his page.
public enum CustomerActKind {
    /// The carrier says delivered, or it should have come, and he has nothing.
    NOT_RECEIVED,
    DAMAGED,
    WRONG_ITEM,
    /// A corrected address, as text.
    ADDRESS,
    /// A replacement or the money.
    CHOICE,
    /// It has arrived after all.
    ARRIVED,
    /// No mails about mere progress any more.
    STOP_PROGRESS,
    RESUME_PROGRESS,
    /// A mark from 1 to 5, and perhaps words.
    SURVEY,
    CALL_ME,
    REFUND_ARRIVED,
    REFUND_NOT_ARRIVED
}
