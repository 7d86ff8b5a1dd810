package prevenance.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import prevenance.assess.WakeStore;
import prevenance.store.Tx;

/// The stored deadlines.
public final class DeadlineStore {
    private final WakeStore wake = new WakeStore();

    static final RowMapper<Deadline> DEADLINE = (row, context) -> new Deadline(
            row.getString("deadline_key"),
            DeadlineKind.valueOf(row.getString("kind")),
            row.getLong("order_id"),
            CaseStore.number(row, "parcel_id"),
            CaseStore.number(row, "case_id"),
            Instant.ofEpochMilli(row.getLong("due_at")),
            CaseStore.number(row, "amount_minor"),
            row.getString("currency"),
            row.getString("source"));

    private static final List<String> WITH_CASE = Stream.of(DeadlineKind.values())
            .filter(DeadlineKind::endsWithCase)
            .map(Enum::name)
            .toList();

    /// Sets a deadline; one of the same key is moved, and open again when it had ended.
    public void set(Tx tx, Deadline deadline, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into deadline (deadline_key, kind, order_id, parcel_id, case_id, due_at, amount_minor, currency,
                        source, state, set_at)
                    values (:key, :kind, :order, :parcel, :case, :due, :amount, :currency, :source, 'OPEN', :now)
                    on conflict (deadline_key) do update set due_at = excluded.due_at, case_id = excluded.case_id,
                        amount_minor = excluded.amount_minor, currency = excluded.currency, source = excluded.source,
                        state = 'OPEN', set_at = excluded.set_at, ended_at = null
                    """)
                .bind("key", deadline.key())
                .bind("kind", deadline.kind().name())
                .bind("order", deadline.orderId())
                .bind("parcel", deadline.parcelId())
                .bind("case", deadline.caseId())
                .bind("due", deadline.dueAt())
                .bind("amount", deadline.amountMinor())
                .bind("currency", deadline.currency())
                .bind("source", deadline.source())
                .bind("now", now)
                .execute();
        if (deadline.kind() == DeadlineKind.CLAIM) {
            wake.ofCase(tx, deadline.caseId(), now);
        }
    }

    /// The open deadline of a key.
    public Optional<Deadline> openOf(Tx tx, String key) {
        return tx.handle()
                .createQuery("select * from deadline where deadline_key = :key and state = 'OPEN'")
                .bind("key", key)
                .map(DEADLINE)
                .findOne();
    }

    /// What must still be done in a case, be it too late, the first due first.
    public List<Deadline> ofCase(Tx tx, long caseId) {
        return tx.handle()
                .createQuery(
                        "select * from deadline where case_id = :id and state in ('OPEN', 'MISSED') order by due_at")
                .bind("id", caseId)
                .map(DEADLINE)
                .list();
    }

    /// Open deadlines due before an instant, the first due first.
    public List<Deadline> open(Tx tx, Instant before, int limit) {
        return tx.handle()
                .createQuery("""
                    select * from deadline where state = 'OPEN' and due_at < :before order by due_at, id limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .map(DEADLINE)
                .list();
    }

    /// Marks an open deadline as missed; false when it is not open any more.
    boolean missed(Tx tx, String key, Instant now) {
        return tx.handle().createUpdate("""
            update deadline set state = 'MISSED', ended_at = :now
            where deadline_key = :key and state = 'OPEN'
            """).bind("now", now).bind("key", key).execute() == 1;
    }

    /// Ends a deadline that is open or was missed; one that is kept after its hour was kept late. False
    /// when there is none of that key.
    public boolean end(Tx tx, String key, DeadlineState state, Instant now) {
        boolean ended = tx.handle()
                        .createUpdate("""
                            update deadline set state = :state, ended_at = :now
                            where deadline_key = :key and state in ('OPEN', 'MISSED')
                            """)
                        .bind("state", state.name())
                        .bind("now", now)
                        .bind("key", key)
                        .execute()
                == 1;
        if (ended) {
            tx.handle()
                    .createQuery("select case_id from deadline where deadline_key = :key and kind = 'CLAIM'")
                    .bind("key", key)
                    .mapTo(Long.class)
                    .findOne()
                    .ifPresent(caseId -> wake.ofCase(tx, caseId, now));
        }
        return ended;
    }

    /// Ends what is pointless once a case is closed.
    void dropWithCase(Tx tx, long caseId, Instant now) {
        tx.handle()
                .createUpdate("""
                    update deadline set state = 'DROPPED', ended_at = :now
                    where case_id = :case and state in ('OPEN', 'MISSED') and kind in (<kinds>)
                    """)
                .bindList("kinds", WITH_CASE)
                .bind("case", caseId)
                .bind("now", now)
                .execute();
    }
}
