package prevenance.backtest;

import java.util.List;
import prevenance.assess.Flag;
import prevenance.cases.Rehearsal;

/// What would have become of one parcel.
///
/// @param flags  all, in the order in which they were raised
/// @param judged how often it was judged
public record Played(
        PastParcel past, List<Flag> flags, List<Rehearsal.Opened> cases, List<Rehearsal.Mail> mails, int judged) {
    public Played {
        flags = List.copyOf(flags);
        cases = List.copyOf(cases);
        mails = List.copyOf(mails);
    }
}
