package prevenance.assess;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.watch.PollPlan;

/// Which parcels are due for judging.
final class DueStore {
    /// Longest due first.
    List<Long> due(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("select id from parcel where assess_after <= :now order by assess_after, id limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /// A parcel that was judged.
    ///
    /// @param seen  when it was due, as it was read
    /// @param next  null when there is nothing to judge any more
    /// @param probe a limit is reached then, so the carrier is asked just before; null when none is near
    record Move(
            long parcelId,
            Instant seen,
            @Nullable Instant next,
            @Nullable Instant probe) {}

    /// Moves parcels on, and has the desk look at them, unless new data has made them due anew since they were read.
    /// Tells which were moved.
    Set<Long> moveOn(Tx tx, List<Move> moves, Instant desk) {
        if (moves.isEmpty()) {
            return Set.of();
        }
        Set<Long> moved = new HashSet<>();
        try (PreparedBatch batch = tx.handle().prepareBatch("""
            update parcel set assess_after = :next, desk_due_at = :desk, probe_at = :probe,
                next_poll_at = case when next_poll_at > :look then cast(:look as bigint) else next_poll_at end
            where id = :id and assess_after = :seen
            """)) {
            for (Move move : moves) {
                Instant probe = move.probe();
                batch.bindByType("probe", probe, Instant.class)
                        .bindByType("look", probe == null ? null : PollPlan.before(probe), Instant.class)
                        .bind("id", move.parcelId())
                        .bind("seen", move.seen())
                        .bindByType("next", move.next(), Instant.class)
                        .bind("desk", desk)
                        .add();
            }
            int[] rows = batch.execute();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] == 1) {
                    moved.add(moves.get(i).parcelId());
                }
            }
        }
        return moved;
    }

    /// Puts off a parcel that cannot be judged, unless it is no longer due.
    boolean putOff(Tx tx, long parcelId, Instant now, Instant until) {
        return tx.handle()
                        .createUpdate("update parcel set assess_after = :until where id = :id and assess_after <= :now")
                        .bind("id", parcelId)
                        .bind("now", now)
                        .bind("until", until)
                        .execute()
                == 1;
    }
}
