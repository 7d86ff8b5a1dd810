package prevenance.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    /// The outage that a carrier is in, empty when its feed works.
    public Optional<FeedOutage> current(Tx tx, String carrier) {
        return tx.handle()
                .createQuery("select * from feed_outage where carrier = :carrier and ended_at is null")
                .bind("carrier", carrier)
                .map(OUTAGE)
                .findOne();
    }

    /// The outages that last, by carrier.
    public List<FeedOutage> open(Tx tx) {
        return tx.handle()
                .createQuery("select * from feed_outage where ended_at is null order by carrier")
                .map(OUTAGE)
                .list();
    }

    /// The outages of all carriers that ended since an instant, oldest end first.
    public List<FeedOutage> ended(Tx tx, Instant since) {
        return tx.handle()
                .createQuery("select * from feed_outage where ended_at >= :since order by ended_at, carrier")
                .bind("since", since)
                .map(OUTAGE)
                .list();
    }

    /// Writes an outage down; false when one of that carrier is open already.
    boolean add(Tx tx, FeedOutage outage, Instant now) {
        if (outage.endedAt() == null && current(tx, outage.carrier()).isPresent()) {
            return false;
        }
        return tx.handle()
                        .createUpdate("""
                            insert into feed_outage (carrier, began_at, ended_at, noticed_at, cause, detail)
                            values (:carrier, :began, :ended, :now, :cause, :detail)
                            """)
                        .bind("carrier", outage.carrier())
                        .bind("began", outage.beganAt())
                        .bindByType("ended", outage.endedAt(), Instant.class)
                        .bind("now", now)
                        .bind("cause", outage.cause().name())
                        .bind("detail", outage.detail())
                        .execute()
                == 1;
    }

    /// Ends a carrier's outage; false when none is open.
    boolean close(Tx tx, String carrier, Instant endedAt) {
        return tx.handle()
                        .createUpdate(
                                "update feed_outage set ended_at = :at where carrier = :carrier and ended_at is null")
                        .bind("at", endedAt)
                        .bind("carrier", carrier)
                        .execute()
                == 1;
    }

    /// The daemon's last sign of life; empty before its first.
    Optional<Instant> lastBeat(Tx tx) {
        return tx.handle()
                .createQuery("select beat_at from daemon_beat")
                .mapTo(Instant.class)
                .findOne();
    }

    void beat(Tx tx, Instant now) {
        tx.handle().createUpdate("""
            insert into daemon_beat (only_row, beat_at) values (1, :now)
            on conflict (only_row) do update set beat_at = excluded.beat_at
            """).bind("now", now).execute();
    }
}
