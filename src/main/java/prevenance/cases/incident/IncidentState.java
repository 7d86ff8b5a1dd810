package prevenance.cases.incident;

/// Where an incident stands.
public enum IncidentState {
    /// Waits for a decision; nothing has been told.
    OPEN,
    /// The wording is approved, and each member hears it in his turn.
    TELLING,
    /// Somebody stopped the telling; what has not left waits.
    PAUSED,
    /// It was decided to tell nothing.
    QUIET,
    CLOSED
}
