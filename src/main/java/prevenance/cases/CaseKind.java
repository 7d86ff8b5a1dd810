package prevenance.cases;

import prevenance.assess.FlagKind;

/// What a case is about: the gravest of its flags, or that the customer cannot be reached. Gravest first.
public enum CaseKind {
    LOST_DECLARED,
    DAMAGED,
    LOST_SUSPECTED,
    ADDRESS_PROBLEM,
    RETURNED,
    RETURNING,
    PICKUP_MISSED,
    ATTEMPT_FAILED,
    /// A message could not be brought to the customer: no address, or refused for good.
    CUSTOMER_UNREACHABLE,
    /// The customer was promised news and nothing has happened: a person writes to him.
    PROMISED_NEWS,
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

    public boolean isGraverThan(CaseKind other) {
        return compareTo(other) < 0;
    }
}
