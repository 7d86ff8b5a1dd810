package prevenance.cases;

/// How a deadline ended, if it has.
public enum DeadlineState {
    OPEN,
    KEPT,
    MISSED,
    /// No longer of interest.
    DROPPED
}
