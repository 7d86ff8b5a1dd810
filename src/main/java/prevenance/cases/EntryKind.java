package prevenance.cases;

/// What an entry in a case's story records.
public enum EntryKind {
    OPENED,
    FLAG_RAISED,
    /// A flag got graver.
    FLAG_STEPPED,
    FLAG_CLOSED,
    /// The case became of a graver kind or more urgent.
    UPGRADED,
    /// Something was queued for the customer, or taken back.
    MESSAGE,
    /// A message did not reach the customer.
    UNREACHABLE,
    /// A message promised news by today, and there is none.
    PROMISED_NEWS,
    /// All flags ended; the person who has the case closes it.
    REASONS_ENDED,
    NOTE,
    ASSIGNED,
    CLOSED
}
