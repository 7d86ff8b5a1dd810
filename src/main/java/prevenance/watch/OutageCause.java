package prevenance.watch;

/// Why a carrier's feed counts as down.
public enum OutageCause {
    /// Too many questions failed.
    FAILED_READS,
    /// It answers, but nothing new has been said about any parcel for far longer than usual.
    NO_EVENTS,
    /// It refuses our credentials or contract.
    REFUSED,
    /// We ourselves were not running.
    NOT_RUNNING
}
