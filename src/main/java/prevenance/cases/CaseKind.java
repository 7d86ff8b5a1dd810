package prevenance.cases;

import prevenance.assess.FlagKind;

/// What a case is about: the gravest of its flags, of what the customer said and of what went wrong with his
/// money or his replacement. Gravest first.
public enum CaseKind {
    LOST_DECLARED,
    /// The customer says that it did not arrive.
    NOT_RECEIVED,
    DAMAGED,
    /// The customer says that it arrived damaged.
    DAMAGED_REPORTED,
    /// The customer says that it is not what he ordered.
    WRONG_ITEM,
    /// The bank or the payment service did not take a refund.
    REFUND_FAILED,
    /// The customer says that his refund has not come although it should have.
    REFUND_MISSING,
    /// Many parcels share one trouble; the case is the incident's.
    MASS_INCIDENT,
    /// A decided refund has not been paid and its last day is near.
    REFUND_DUE,
    /// The last day to claim from the carrier is near.
    CLAIM_DEADLINE,
    /// No date was agreed and the legal 30 days are nearly over.
    LEGAL_DELIVERY,
    LOST_SUSPECTED,
    /// The customer gave another address.
    ADDRESS_CORRECTION,
    ADDRESS_PROBLEM,
    /// A promised replacement cannot leave.
    EXCHANGE_BLOCKED,
    /// The customer chose between a replacement and his money.
    CHOICE_MADE,
    /// The customer asked to be called.
    CALL_BACK,
    /// A replacement was promised and there is no parcel of it.
    REPLACEMENT_SILENT,
    CUSTOMS,
    RETURNED,
    RETURNING,
    PICKUP_MISSED,
    ATTEMPT_FAILED,
    /// A message could not be brought to the customer: no address, or refused for good.
    CUSTOMER_UNREACHABLE,
    /// The customer was promised news and nothing has happened: a person writes to him.
    PROMISED_NEWS,
    /// A person opened it by hand.
    REPORTED,
    NO_PROGRESS_LOOP,
    LATE,
    STALLED,
    NOT_HANDED_OVER,
    /// Watched for very long without an end.
    TRACKING_END,
    WILL_MISS,
    PARTIAL_ORDER,
    NUMBER_REPLACED,
    NUMBER_UNKNOWN,
    DELAY_ANNOUNCED,
    PICKUP_WAITING,
    UNMAPPED_CODE;

    public static CaseKind of(FlagKind flag) {
        return switch (flag) {
            case NUMBER_UNKNOWN -> NUMBER_UNKNOWN;
            case NOT_HANDED_OVER -> NOT_HANDED_OVER;
            case STALLED -> STALLED;
            case LATE -> LATE;
            case DELAY_ANNOUNCED -> DELAY_ANNOUNCED;
            case ATTEMPT_FAILED -> ATTEMPT_FAILED;
            case ADDRESS_PROBLEM -> ADDRESS_PROBLEM;
            case PICKUP_WAITING -> PICKUP_WAITING;
            case PICKUP_MISSED -> PICKUP_MISSED;
            case DAMAGED -> DAMAGED;
            case RETURNING -> RETURNING;
            case RETURNED -> RETURNED;
            case LOST_SUSPECTED -> LOST_SUSPECTED;
            case LOST_DECLARED -> LOST_DECLARED;
            case UNMAPPED_CODE -> UNMAPPED_CODE;
            case WILL_MISS -> WILL_MISS;
            case NO_PROGRESS_LOOP -> NO_PROGRESS_LOOP;
            case CUSTOMS_HELD, CUSTOMS_DOCS -> CUSTOMS;
            case PARTIAL_ORDER -> PARTIAL_ORDER;
            case NUMBER_REPLACED -> NUMBER_REPLACED;
            case NOT_RECEIVED -> NOT_RECEIVED;
            case REPLACEMENT_SILENT -> REPLACEMENT_SILENT;
            case CLAIM_DEADLINE -> CLAIM_DEADLINE;
            case REFUND_DUE -> REFUND_DUE;
            case LEGAL_DELIVERY_30D -> LEGAL_DELIVERY;
            case MAIL_FAILED -> CUSTOMER_UNREACHABLE;
            case TRACKING_END -> TRACKING_END;
        };
    }

    /// Over when the customer says that the parcel has arrived after all.
    public boolean endsWithArrival() {
        return switch (this) {
            case LOST_DECLARED,
                    NOT_RECEIVED,
                    LOST_SUSPECTED,
                    ADDRESS_PROBLEM,
                    RETURNING,
                    PICKUP_MISSED,
                    ATTEMPT_FAILED,
                    PROMISED_NEWS,
                    LATE,
                    STALLED,
                    NOT_HANDED_OVER,
                    NUMBER_UNKNOWN,
                    DELAY_ANNOUNCED,
                    CUSTOMS,
                    NO_PROGRESS_LOOP,
                    LEGAL_DELIVERY,
                    WILL_MISS,
                    PARTIAL_ORDER,
                    NUMBER_REPLACED,
                    TRACKING_END,
                    PICKUP_WAITING -> true;
            case DAMAGED,
                    DAMAGED_REPORTED,
                    WRONG_ITEM,
                    REFUND_FAILED,
                    REFUND_MISSING,
                    REFUND_DUE,
                    ADDRESS_CORRECTION,
                    EXCHANGE_BLOCKED,
                    CHOICE_MADE,
                    CALL_BACK,
                    REPLACEMENT_SILENT,
                    RETURNED,
                    CUSTOMER_UNREACHABLE,
                    REPORTED,
                    MASS_INCIDENT,
                    CLAIM_DEADLINE,
                    UNMAPPED_CODE -> false;
        };
    }

    public boolean isGraverThan(CaseKind other) {
        return compareTo(other) < 0;
    }
}
