package prevenance.assess;

import java.time.Instant;
import java.util.List;
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

    /// Moves a parcel on, unless new data has made it due anew since it was read.
    ///
    /// @param seen what was read
    /// @param next null when there is nothing to judge any more
    /// @param desk the instant at which the desk must look; null leaves the desk as it is
    /// @param probe a limit is reached then, so the carrier is asked just before; null when none is near
    boolean moveOn(
            Tx tx,
            long parcelId,
            Instant seen,
            @Nullable Instant next,
            @Nullable Instant desk,
            @Nullable Instant probe) {
        return tx.handle()
                        .createUpdate("""
                            update parcel set assess_after = :next, desk_due_at = coalesce(:desk, desk_due_at),
                                probe_at = :probe,
                                next_poll_at = case when next_poll_at > :look then cast(:look as bigint) else next_poll_at end
                            where id = :id and assess_after = :seen
                            """)
                        .bindByType("probe", probe, Instant.class)
                        .bindByType("look", probe == null ? null : PollPlan.before(probe), Instant.class)
                        .bind("id", parcelId)
                        .bind("seen", seen)
                        .bindByType("next", next, Instant.class)
                        .bindByType("desk", desk, Instant.class)
                        .execute()
                == 1;
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
