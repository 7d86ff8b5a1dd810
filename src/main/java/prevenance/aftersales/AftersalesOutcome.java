package prevenance.aftersales;

/// What registering a refund or an exchange did.
public sealed interface AftersalesOutcome {
    /// Not known before.
    ///
    /// @param told a message was queued
    record Added(boolean told) implements AftersalesOutcome {}

    /// Known, and something differed.
    ///
    /// @param told a message was queued, or the queued one replaced
    record Changed(boolean told) implements AftersalesOutcome {}

    /// Known, and nothing differs.
    record Unchanged() implements AftersalesOutcome {}

    /// Known, and what differs was not stored, because the customer has been told otherwise.
    record TooLate(String why, String remedy) implements AftersalesOutcome {}

    /// Nothing was stored.
    ///
    /// @param field  the field at fault: `order`, `reference`
    /// @param why    one sentence
    /// @param remedy what to do
    record Refused(String field, String why, String remedy) implements AftersalesOutcome {}
}
