package prevenance.cases.incident;

/// How an incident ended, and what becomes of those still in it.
public enum IncidentEnd {
    /// Its cause is over; who is still in it is again a case of his own.
    ENDED,
    /// It was none: cases and mails go their usual way, paced.
    RELEASED,
    /// It was nothing at all: the flags are closed, and no case and no mail comes of them.
    DROPPED
}
