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
    /// A decided refund has not been paid and its last day is near.
    REFUND_DUE,
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
    LATE,
    STALLED,
    NOT_HANDED_OVER,
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
                    UNMAPPED_CODE -> false;
        };
    }

    public boolean isGraverThan(CaseKind other) {
        return compareTo(other) < 0;
    }
}
