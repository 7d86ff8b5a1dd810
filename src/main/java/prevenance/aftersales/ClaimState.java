package prevenance.aftersales;

/// Where a claim against a carrier stands.
public enum ClaimState {
    /// Documents are being gathered.
    GATHERING,
    SENT,
    ACCEPTED,
    REFUSED,
    /// Given up before it was sent.
    DROPPED
}
