package prevenance.privacy;

/// What became of an erasure.
public sealed interface ErasureOutcome {
    record Done(Certificate certificate) implements ErasureOutcome {}

    /// Nothing is known of him.
    record Nothing() implements ErasureOutcome {}

    /// Something goes on for which his data is needed.
    record Held(ErasurePlan plan) implements ErasureOutcome {}

    /// A mail to him is leaving, or a carrier is being asked, this very moment: try again in a minute.
    record Busy() implements ErasureOutcome {}
}
