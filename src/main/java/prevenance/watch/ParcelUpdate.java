package prevenance.watch;

import java.util.Objects;
import prevenance.carrier.CarrierReport;
import prevenance.tracking.ParcelHistory;

/// What a parcel's row will say after an outcome: what it said, changed step by step.
///
/// @param told whether the carrier said or took back anything
record ParcelUpdate(Standing standing, Announced announced, LastLook look, boolean told) {
    /// As it is, with what came of a look.
    static ParcelUpdate after(WatchedParcel parcel, LastLook look) {
        return new ParcelUpdate(parcel.standing(), parcel.announced(), look, false);
    }

    /// Where the parcel stands by all that is known of it.
    ParcelUpdate story(ParcelHistory history, boolean news) {
        return new ParcelUpdate(Standing.of(history), announced, look, news);
    }

    /// What the carrier says beside the statements.
    ParcelUpdate report(CarrierReport report) {
        return new ParcelUpdate(standing, announced.by(report), look, told);
    }

    /// Whether there is something new to judge: a statement, another fact, or the first answer.
    boolean differsFrom(WatchedParcel parcel) {
        return told
                || standing.status() != parcel.status()
                || !Objects.equals(announced, parcel.announced())
                || (look.unknownSince() == null) != (parcel.unknownSince() == null)
                || (look.answeredAt() == null) != (parcel.lastAnsweredAt() == null);
    }
}
