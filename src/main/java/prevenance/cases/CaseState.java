package prevenance.cases;

/// Whether a case still waits for somebody.
public enum CaseState {
    OPEN,
    CLOSED
}
