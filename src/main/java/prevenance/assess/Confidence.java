package prevenance.assess;

/// How sure a figure is.
public enum Confidence {
    /// The carrier, the law or the platform itself says so.
    HIGH,
    /// Several agree, or somebody near to it says so.
    MEDIUM,
    /// One voice, practice, or our own proposal.
    LOW,
    /// Nobody could confirm it.
    UNCONFIRMED
}
