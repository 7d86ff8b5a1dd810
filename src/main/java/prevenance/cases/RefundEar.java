package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Hears what a customer says about his refund.
@FunctionalInterface
public interface RefundEar {
    /// Records that a refund has arrived or is missing.
    ///
    /// @param reference the refund's, null for the order's newest that waits to arrive
    /// @return what became of it, null when the order has no such refund
    @Nullable
    Answer hear(Tx tx, long orderId, @Nullable String reference, boolean arrived, Instant now);

    /// What became of it.
    ///
    /// @param subject   what the refund's case is about: the parcel of the case that decided it, else the
    ///                  order, with the money at stake
    /// @param reference of the refund that was meant
    record Answer(CaseSubject subject, String reference) {}
}
