package prevenance.aftersales;

/// Where a replacement stands.
public enum ExchangeState {
    PROMISED,
    /// What it replaces has come back, and it can leave.
    RETURN_RECEIVED,
    /// It is a parcel of its own and is watched.
    SHIPPED,
    /// It cannot leave for now.
    BLOCKED,
    /// The customer has it.
    ENDED,
    CANCELLED;

    /// Promised and not on its way.
    public boolean isAwaited() {
        return this == PROMISED || this == RETURN_RECEIVED || this == BLOCKED;
    }
}
