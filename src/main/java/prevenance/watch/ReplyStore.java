package prevenance.watch;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import prevenance.store.Tx;

/// The carriers' newest replies, one for each parcel.
public final class ReplyStore {
    /// Empty when nothing was replied yet, or replies are not kept.
    public Optional<KeptReply> find(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from carrier_reply where parcel_id = :id")
                .bind("id", parcelId)
                .map((row, context) -> new KeptReply(
                        Instant.ofEpochMilli(row.getLong("replied_at")),
                        row.getString("outcome"),
                        row.getString("media_type"),
                        row.getBytes("body"),
                        row.getInt("cut_short") == 1))
                .findOne();
    }

    /// Keeps replies in the place of the former ones.
    ///
    /// @param replies by parcel
    void keep(Tx tx, Map<Long, KeptReply> replies) {
        if (replies.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            insert into carrier_reply (parcel_id, replied_at, outcome, media_type, body, cut_short)
            values (:id, :at, :outcome, :type, :body, :cut)
            on conflict (parcel_id) do update set replied_at = excluded.replied_at,
                outcome = excluded.outcome, media_type = excluded.media_type, body = excluded.body,
                cut_short = excluded.cut_short
            """)) {
            replies.forEach((parcelId, reply) -> batch.bind("id", parcelId)
                    .bind("at", reply.repliedAt())
                    .bind("outcome", reply.outcome())
                    .bind("type", reply.mediaType())
                    .bind("body", reply.gzip())
                    .bind("cut", reply.cutShort() ? 1 : 0)
                    .add());
            batch.execute();
        }
    }
}
