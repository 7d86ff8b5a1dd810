package prevenance.assess;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Has parcels judged anew because something about their order changed that is not the carrier's word:
/// what the customer said, a refund, a replacement, a claim, a mail that did not arrive.
public final class WakeStore {
    /// What the desk does at once waits for nothing: only carriers' words are judged before it acts.
    private static final Duration SOON = Duration.ofMinutes(1);

    /// One parcel.
    public void parcel(Tx tx, long parcelId, Instant now) {
        tx.handle()
                .createUpdate("""
                    update parcel set assess_after = :at
                    where id = :id and (assess_after is null or assess_after > :at)
                    """)
                .bind("id", parcelId)
                .bind("at", now.plus(SOON))
                .execute();
    }

    /// The parcel that a case is about, if it is about one.
    ///
    /// @param caseId null for none
    public void ofCase(Tx tx, @Nullable Long caseId, Instant now) {
        if (caseId == null) {
            return;
        }
        tx.handle()
                .createUpdate("""
                    update parcel set assess_after = :at
                    where id = (select parcel_id from service_case where id = :case)
                        and (assess_after is null or assess_after > :at)
                    """)
                .bind("case", caseId)
                .bind("at", now.plus(SOON))
                .execute();
    }
}
