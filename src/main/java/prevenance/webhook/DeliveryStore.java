package prevenance.webhook;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.node.Nodes;
import prevenance.store.Tx;

/// What is to be told to whom. Every change is by compare-and-set; false means that somebody was faster.
final class DeliveryStore {
    /// One that is due.
    record Due(long id, long endpointId, long changeId, int attempts) {}

    /// Makes deliveries of changes and remembers how far they were looked at; false when that was done meanwhile.
    ///
    /// @param seen how far it was before
    boolean make(Tx tx, Endpoint endpoint, ChangePlace seen, List<ChangeStore.Change> changes, Instant now) {
        boolean mine = tx.handle()
                        .createUpdate("""
                            update webhook_endpoint set told_until = :until, told_tx = :untilTx
                            where id = :id and told_until = :seen and told_tx = :seenTx
                            """)
                        .bind("until", changes.getLast().id())
                        .bind("untilTx", changes.getLast().txId())
                        .bind("id", endpoint.id())
                        .bind("seen", seen.id())
                        .bind("seenTx", seen.txId())
                        .execute()
                == 1;
        if (!mine) {
            return false;
        }
        for (ChangeStore.Change change : changes) {
            if (endpoint.wants(change.type())) {
                tx.handle()
                        .createUpdate("""
                            insert into webhook_delivery (endpoint_id, change_id, state, next_attempt_at)
                            values (:endpoint, :change, 'QUEUED', :now)
                            on conflict (endpoint_id, change_id) do nothing
                            """)
                        .bind("endpoint", endpoint.id())
                        .bind("change", change.id())
                        .bind("now", now)
                        .execute();
            }
        }
        return true;
    }

    /// What is due at an endpoint, in the order in which it happened.
    List<Due> due(Tx tx, long endpointId, Instant now, int limit) {
        return tx.handle()
                .createQuery("""
                    select id, endpoint_id, change_id, attempts from webhook_delivery
                    where next_attempt_at <= :now and endpoint_id = :endpoint and state = 'QUEUED'
                    order by change_id limit :limit
                    """)
                .bind("now", now)
                .bind("endpoint", endpointId)
                .bind("limit", limit)
                .map((row, context) -> new Due(
                        row.getLong("id"),
                        row.getLong("endpoint_id"),
                        row.getLong("change_id"),
                        row.getInt("attempts")))
                .list();
    }

    /// Takes one until the lease ends.
    boolean claim(Tx tx, long id, Instant now, Instant until) {
        return tx.handle()
                        .createUpdate("""
                            update webhook_delivery set claimed_until = :until, claimed_by = :node,
                                next_attempt_at = :until
                            where id = :id and state = 'QUEUED' and next_attempt_at <= :now
                            """)
                        .bind("until", until)
                        .bind("node", tx.node())
                        .bind("id", id)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Ends the leases of those who are gone.
    int endLeases(Tx tx, Instant now) {
        return tx.handle()
                .createUpdate("update webhook_delivery set claimed_until = null, next_attempt_at = :now"
                        + " where state = 'QUEUED' and claimed_until is not null and next_attempt_at > :now and "
                        + Nodes.LEFT_BEHIND)
                .bind("now", now)
                .execute();
    }

    void delivered(Tx tx, long id, Instant lease, String answer, Instant now) {
        settle(tx, id, lease, "DELIVERED", answer, null, now);
    }

    void putOff(Tx tx, long id, Instant lease, String answer, Instant next) {
        settle(tx, id, lease, "QUEUED", answer, next, null);
    }

    void dead(Tx tx, long id, Instant lease, String answer) {
        settle(tx, id, lease, "DEAD", answer, null, null);
    }

    private static void settle(
            Tx tx,
            long id,
            Instant lease,
            String state,
            String answer,
            @Nullable Instant next,
            @Nullable Instant deliveredAt) {
        tx.handle()
                .createUpdate("""
                    update webhook_delivery set state = :state, attempts = attempts + 1, last_answer = :answer,
                        next_attempt_at = :next, claimed_until = null, delivered_at = :delivered
                    where id = :id and state = 'QUEUED' and claimed_until = :lease
                    """)
                .bind("state", state)
                .bind("answer", answer)
                .bind("next", next)
                .bind("delivered", deliveredAt)
                .bind("id", id)
                .bind("lease", lease)
                .execute();
    }
}
