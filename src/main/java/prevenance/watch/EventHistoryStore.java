package prevenance.watch;

import java.time.Instant;
import java.util.function.LongConsumer;
import prevenance.store.Tx;
import prevenance.tracking.TrackingStatus;

/// Reads what carriers have said about one's own parcels as a history.
public final class EventHistoryStore {
    private static final int REPORT_EVERY = 100_000;

    /// Everything since an instant, parcel by parcel: a parcel's place decides when it is asked about.
    ///
    /// @param progress told how many statements were read
    public EventHistory since(Tx tx, Instant since, LongConsumer progress) {
        EventHistory.Draft draft = new EventHistory.Draft();
        tx.handle()
                .createQuery("""
                    select e.parcel_id, p.carrier, e.occurred_at, e.status
                    from tracking_event e join parcel p on p.id = e.parcel_id
                    where e.occurred_at >= :since and e.withdrawn_at is null and e.source = 'CARRIER'
                    order by e.parcel_id, e.occurred_at, e.id
                    """)
                .bind("since", since)
                .setFetchSize(1_000)
                .map((row, _) -> {
                    draft.add(
                            row.getString(1),
                            row.getString(2),
                            row.getLong(3),
                            TrackingStatus.find(row.getString(4)).orElse(TrackingStatus.UNKNOWN_UNMAPPED));
                    return draft.size();
                })
                .useIterator(read -> {
                    while (read.hasNext()) {
                        int count = read.next();
                        if (count % REPORT_EVERY == 0) {
                            progress.accept(count);
                        }
                    }
                });
        return draft.build();
    }
}
