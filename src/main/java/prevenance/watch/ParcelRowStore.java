package prevenance.watch;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Writes the polling and status columns of parcels' rows.
final class ParcelRowStore {
    /// The columns that say where a parcel stands; bound by [#standing].
    private static final String STANDING = """
        status = :status, milestone = :milestone, status_at = :statusAt, last_event_at = :lastEventAt,
        first_scan_at = :firstScanAt, delivered_at = :deliveredAt\
        """;

    /// What a row will say.
    ///
    /// @param next    when to look again; null for never
    /// @param changed whether there is something to judge
    record Row(Claim claim, ParcelUpdate update, @Nullable Instant next, boolean changed, Instant now) {}

    /// Writes what came of looks, and ends their leases.
    void write(Tx tx, List<Row> rows) {
        try (PreparedBatch batch = tx.handle().prepareBatch("update parcel set " + STANDING + """
            , estimated_date = :estimated, carrier_promise_date = :promised,
            proof_of_delivery = :proof, pickup_place = :pickupPlace,
            pickup_until_date = :pickupUntil, customer_page = :page,
            unknown_since = :unknownSince, last_polled_at = :now, last_answered_at = :answeredAt,
            last_outcome = :outcome, last_detail = :detail, failed_polls = :failed,
            next_poll_at = case when replaced_by is null then cast(:next as bigint) else null end,
            claimed_until = case when claimed_until = :lease then null else claimed_until end,
            assess_after = case when :changed = 0 then assess_after
                when assess_after < :now then assess_after else :now end
            where id = :id
            """)) {
            for (Row row : rows) {
                Announced announced = row.update().announced();
                LastLook look = row.update().look();
                standing(batch, row.update().standing())
                        .bind("estimated", announced.estimatedDate())
                        .bind("promised", announced.promisedDate())
                        .bind("proof", announced.proof())
                        .bind("pickupPlace", announced.pickupPlace())
                        .bind("pickupUntil", announced.pickupUntilDate())
                        .bind("page", announced.customerPage())
                        .bind("unknownSince", look.unknownSince())
                        .bind("now", row.now())
                        .bind("answeredAt", look.answeredAt())
                        .bind("outcome", look.outcome())
                        .bind("detail", look.detail())
                        .bind("failed", look.failedPolls())
                        .bind("next", row.next())
                        .bind("lease", row.claim().until())
                        .bind("changed", row.changed() ? 1 : 0)
                        .bind("id", row.claim().parcelId())
                        .add();
            }
            batch.execute();
        }
    }

    /// Writes what follows from a person's word: it is judged and told at once.
    ///
    /// @param next when to look again; null for never
    void byHand(Tx tx, long parcelId, Standing standing, @Nullable Instant next, Instant now) {
        standing(tx.handle().createUpdate("update parcel set " + STANDING + """
            , next_poll_at = :next, assess_after = :now, desk_due_at = :now where id = :id
            """), standing)
                .bind("next", next)
                .bind("now", now)
                .bind("id", parcelId)
                .execute();
    }

    private static <S extends SqlStatement<S>> S standing(S sql, Standing standing) {
        return sql.bind("status", standing.status().wireName())
                .bind("milestone", standing.milestone().name())
                .bind("statusAt", standing.statusAt())
                .bind("lastEventAt", standing.lastEventAt())
                .bind("firstScanAt", standing.firstScanAt())
                .bind("deliveredAt", standing.deliveredAt());
    }
}
