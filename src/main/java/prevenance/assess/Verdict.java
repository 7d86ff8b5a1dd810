package prevenance.assess;

import java.time.Instant;

/// What a rule says about a parcel now.
///
/// @param step        1 at first, higher when it escalates
/// @param forStaff    a person is needed
/// @param forCustomer the customer is told
/// @param sinceAt     when the reason began (the limit passed, the statement was made), not when it was
///                    noticed
/// @param evidence    what it rests on
public record Verdict(
        FlagKind kind,
        int step,
        boolean forStaff,
        boolean forCustomer,
        Instant sinceAt,
        Reason reason,
        Evidence evidence) {
    /// A verdict that rests on nothing but its reason.
    public Verdict(FlagKind kind, int step, boolean forStaff, boolean forCustomer, Instant sinceAt, Reason reason) {
        this(kind, step, forStaff, forCustomer, sinceAt, reason, Evidence.of(""));
    }

    Verdict withStep(int lower) {
        return new Verdict(kind, lower, forStaff, forCustomer, sinceAt, reason, evidence);
    }

    Verdict forStaffOnly() {
        return new Verdict(kind, step, forStaff, false, sinceAt, reason, evidence);
    }
}
