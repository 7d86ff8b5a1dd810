package prevenance.watch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import prevenance.store.Tx;

/// When the carriers' feeds were down.
public final class FeedOutageStore {
    private static final RowMapper<FeedOutage> OUTAGE = (row, context) -> {
        long ended = row.getLong("ended_at");
        boolean open = row.wasNull();
        return new FeedOutage(
                row.getString("carrier"),
                Instant.ofEpochMilli(row.getLong("began_at")),
                open ? null : Instant.ofEpochMilli(ended),
                OutageCause.valueOf(row.getString("cause")),
                row.getString("detail"));
    };

    /// The outages of a carrier that reach past an instant, oldest first.
    public List<FeedOutage> since(Tx tx, String carrier, Instant since) {
        return tx.handle()
                .createQuery("""
                    select * from feed_outage where carrier = :carrier and coalesce(ended_at, :since) >= :since
                    order by began_at
                    """)
                .bind("carrier", carrier)
                .bind("since", since)
                .map(OUTAGE)
                .list();
    }
}
