package prevenance.doctor;

/// How something stands.
public enum Standing {
    FINE,
    /// It works, and will not for ever or not well.
    WARNING,
    /// It does not work.
    PROBLEM,
    /// It could not be looked at.
    UNKNOWN
}
