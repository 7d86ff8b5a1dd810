package prevenance.cases;

/// How a deadline ended, if it has.
public enum DeadlineState {
    OPEN,
    KEPT,
    /// Its hour has passed and it still waits to be done.
    MISSED,
    /// No longer of interest.
    DROPPED
}
