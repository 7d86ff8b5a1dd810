package prevenance.cases;

/// Why a case was closed; a closed list, so that it can be counted.
public enum CloseReason {
    DELIVERED_AFTER_ALL,
    RESHIPPED,
    REFUNDED,
    ADDRESS_CORRECTED,
    CARRIER_INQUIRY_ANSWERED,
    CUSTOMER_CONTACTED,
    RETURN_BOOKED_IN,
    CODE_MAPPED,
    DUPLICATE,
    NO_ACTION_NEEDED,
    /// All its flags ended before a person took it; only Prevenance itself says so.
    RESOLVED_BY_ITSELF;

    /// A person may give this reason.
    public boolean byPerson() {
        return this != RESOLVED_BY_ITSELF;
    }
}
