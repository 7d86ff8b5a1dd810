package prevenance.cases;

import java.time.LocalDate;

/// What became of something a customer said.
public sealed interface Heard {
    /// It is stored; a person looks after it.
    ///
    /// @param caseId     the number he is told
    /// @param nextUpdate by when he hears from us
    /// @param repeated   the same form had been sent before, and nothing was added
    record InHand(long caseId, LocalDate nextUpdate, boolean repeated) implements Heard {}

    /// It is stored, and there is nothing left to do: it has arrived, or he wants no more mails about progress.
    ///
    /// @param repeated the same form had been sent before, and nothing was added
    record Noted(boolean repeated) implements Heard {}

    /// Nothing was stored.
    record Refused(Why why) implements Heard {}

    /// Why something was not taken.
    enum Why {
        /// No such order, or the parcel is not of it.
        UNKNOWN,
        /// It needs words, such as the new address.
        NO_WORDS,
        /// Not one of the choices.
        NO_CHOICE,
        /// It needs one of the order's parcels.
        NO_PARCEL,
        /// No refund of the order waits to arrive.
        NO_REFUND,
        /// More words than we keep.
        TOO_LONG
    }
}
