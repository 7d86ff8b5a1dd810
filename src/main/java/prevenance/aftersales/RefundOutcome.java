package prevenance.aftersales;

/// What became of a person's word about a refund.
public sealed interface RefundOutcome {
    /// It is done; the refund as it stands now.
    record Done(Refund refund) implements RefundOutcome {}

    record NotFound(String reference) implements RefundOutcome {}

    /// It changed meanwhile; nothing was written.
    record Conflict(String reference) implements RefundOutcome {}

    /// It cannot be done; nothing was written.
    ///
    /// @param why what stands in the way, and what to do
    record Refused(String why) implements RefundOutcome {}
}
