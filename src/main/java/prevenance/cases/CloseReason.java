package prevenance.cases;

import prevenance.assess.FlagKind;

/// Why a case was closed; a closed list, so that it can be counted.
public enum CloseReason {
    DELIVERED_AFTER_ALL,
    RESHIPPED,
    REFUNDED,
    ADDRESS_CORRECTED,
    CARRIER_INQUIRY_ANSWERED,
    CUSTOMER_CONTACTED,
    RETURN_BOOKED_IN,
    /// The money is on the customer's account.
    REFUND_ARRIVED,
    /// The replacement has left.
    REPLACEMENT_SHIPPED,
    /// Each of two customers has got what was the other's.
    SWAP_RESOLVED,
    /// The carrier has paid, or refused for good.
    CLAIM_SETTLED,
    GOODWILL_GIVEN,
    CODE_MAPPED,
    DUPLICATE,
    NO_ACTION_NEEDED,
    /// All its flags ended before a person took it; only Prevenance itself says so.
    RESOLVED_BY_ITSELF;

    /// The customer has his goods or his money another way: whatever the parcel does now, he is told no
    /// more of it.
    public boolean settles() {
        return this == RESHIPPED || this == REFUNDED || this == REFUND_ARRIVED || this == REPLACEMENT_SHIPPED;
    }

    /// Whether an open flag of the case is dealt with by this. Flags that end by themselves when the
    /// parcel moves stay open otherwise, so that the rules keep following it; those of a parcel that
    /// may never move again do not.
    boolean ends(FlagKind flag) {
        return switch (this) {
            // The customer has his own; what the shop still owes or may claim is not done by that.
            case RESHIPPED, REFUNDED, REFUND_ARRIVED, REPLACEMENT_SHIPPED ->
                flag != FlagKind.CLAIM_DEADLINE && flag != FlagKind.REFUND_DUE && flag != FlagKind.REPLACEMENT_SILENT;
            case RETURN_BOOKED_IN ->
                flag == FlagKind.RETURNED || flag == FlagKind.RETURNING || flag == FlagKind.PICKUP_MISSED;
            case CODE_MAPPED -> flag == FlagKind.UNMAPPED_CODE;
            case DUPLICATE, RESOLVED_BY_ITSELF -> false;
            case DELIVERED_AFTER_ALL,
                    ADDRESS_CORRECTED,
                    CARRIER_INQUIRY_ANSWERED,
                    CUSTOMER_CONTACTED,
                    SWAP_RESOLVED,
                    CLAIM_SETTLED,
                    GOODWILL_GIVEN,
                    NO_ACTION_NEEDED ->
                switch (flag) {
                    case RETURNED,
                            DAMAGED,
                            LOST_DECLARED,
                            NUMBER_UNKNOWN,
                            NOT_RECEIVED,
                            NUMBER_REPLACED,
                            CLAIM_DEADLINE,
                            MAIL_FAILED,
                            TRACKING_END,
                            UNMAPPED_CODE -> true;
                    case NOT_HANDED_OVER,
                            STALLED,
                            LATE,
                            DELAY_ANNOUNCED,
                            ATTEMPT_FAILED,
                            ADDRESS_PROBLEM,
                            PICKUP_WAITING,
                            PICKUP_MISSED,
                            RETURNING,
                            WILL_MISS,
                            NO_PROGRESS_LOOP,
                            CUSTOMS_HELD,
                            CUSTOMS_DOCS,
                            PARTIAL_ORDER,
                            REPLACEMENT_SILENT,
                            REFUND_DUE,
                            LEGAL_DELIVERY_30D,
                            LOST_SUSPECTED -> false;
                };
        };
    }

    /// A person may give this reason.
    public boolean byPerson() {
        return this != RESOLVED_BY_ITSELF;
    }
}
