package prevenance.aftersales;

/// What became of a person's word about a claim.
public sealed interface ClaimOutcome {
    /// It is done; the claim as it stands now.
    record Done(Claim claim) implements ClaimOutcome {}

    /// The case has no claim.
    record NotFound(long caseId) implements ClaimOutcome {}

    /// It changed meanwhile; nothing was written.
    record Conflict(long caseId) implements ClaimOutcome {}

    /// It cannot be done; nothing was written.
    ///
    /// @param why what stands in the way, and what to do
    record Refused(String why) implements ClaimOutcome {}
}
