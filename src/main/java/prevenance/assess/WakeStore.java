package prevenance.assess;

import java.time.Instant;
import prevenance.store.Tx;

/// Has parcels judged anew because something about their order changed that is not the carrier's word:
/// what the customer said, a refund, a replacement, a claim, a mail that did not arrive.
public final class WakeStore {
    /// All parcels of an order.
    public void order(Tx tx, long orderId, Instant now) {
        tx.handle().createUpdate("""
            update parcel set assess_after = :now
            where order_id = :order and (assess_after is null or assess_after > :now)
            """).bind("order", orderId).bind("now", now).execute();
    }

    /// One parcel.
    public void parcel(Tx tx, long parcelId, Instant now) {
        tx.handle().createUpdate("""
            update parcel set assess_after = :now
            where id = :id and (assess_after is null or assess_after > :now)
            """).bind("id", parcelId).bind("now", now).execute();
    }
}
