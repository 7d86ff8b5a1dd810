package prevenance.message;

/// Why a message waits for a person.
public enum HeldFor {
    /// A delicate kind, dear goods or a rule used for the first time: somebody reads it before it leaves.
    APPROVAL,
    /// Somebody stopped it.
    STAFF
}
