package prevenance.backtest;

import prevenance.assess.Flag;
import prevenance.assess.FlagKind;
import prevenance.watch.Leg;

/// Whether a flag was right, as the parcel's end shows. All of it is our own definition:
///
/// - `LATE`, `WILL_MISS`: it came after its promise, or never.
/// - `STALLED`, `NO_PROGRESS_LOOP`, `NOT_HANDED_OVER`: the same; where nothing was promised it took longer than 95 of
/// 100
///   delivered parcels of its carrier and country, or never came.
/// - `NUMBER_UNKNOWN`: the carrier never knew the number, or the parcel came late or never.
/// - `LOST_SUSPECTED`: it never reached the customer.
/// - All others repeat what carrier, customer or calendar say; they are true by definition and only counted.
///
/// A parcel that was voided or whose number was replaced says nothing, nor does one that came back unless it was
/// flagged.
enum Truth {
    RIGHT,
    WRONG,
    /// True by definition, or nobody can tell.
    COUNTED;

    static Truth of(Flag flag, PastParcel past, Ending ending) {
        if (!isConclusion(flag.kind()) || ending.way() == Ending.Way.VOID) {
            return COUNTED;
        }
        return switch (flag.kind()) {
            case LATE, WILL_MISS -> ending.promisedBy() == null ? COUNTED : of(ending.isBad());
            case LOST_SUSPECTED -> of(ending.way() != Ending.Way.DELIVERED);
            case NUMBER_UNKNOWN -> of(ending.knownAt() == null || ending.isBad());
            default -> of(ending.isBad());
        };
    }

    /// Whether the parcel should have been flagged so, before its end.
    static boolean wanted(FlagKind kind, PastParcel past, Ending ending) {
        if (past.parcel().leg() == Leg.RETURN
                || ending.way() == Ending.Way.VOID
                || ending.way() == Ending.Way.RETURNED) {
            return false;
        }
        return switch (kind) {
            case LATE, WILL_MISS -> ending.promisedBy() != null && ending.isBad();
            case STALLED, NO_PROGRESS_LOOP -> ending.knownAt() != null && ending.isBad();
            case NOT_HANDED_OVER ->
                ending.isBad() && past.inTheEnd().firstScan().isEmpty();
            case LOST_SUSPECTED -> ending.way() == Ending.Way.NEVER && ending.knownAt() != null;
            case NUMBER_UNKNOWN -> ending.knownAt() == null;
            default -> false;
        };
    }

    /// Whether a kind concludes something that the end can prove wrong.
    static boolean isConclusion(FlagKind kind) {
        return switch (kind) {
            case LATE, WILL_MISS, STALLED, NO_PROGRESS_LOOP, NOT_HANDED_OVER, LOST_SUSPECTED, NUMBER_UNKNOWN -> true;
            default -> false;
        };
    }

    private static Truth of(boolean right) {
        return right ? RIGHT : WRONG;
    }
}
