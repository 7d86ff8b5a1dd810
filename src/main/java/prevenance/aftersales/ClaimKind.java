package prevenance.aftersales;

/// What a carrier is to compensate.
public enum ClaimKind {
    LOSS,
    DAMAGE,
    LATE
}
