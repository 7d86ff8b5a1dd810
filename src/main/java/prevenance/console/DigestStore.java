package prevenance.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// What the staff is told by mail, counted.
final class DigestStore {
    /// Open cases.
    ///
    /// @param overdue without a first answer although it was due
    /// @param due     whose first answer is due by the end of the day
    record Cases(int overdue, int due, int open) {}

    /// @param order the shop's order number
    record OpenDeadline(
            String kind,
            String order,
            Instant dueAt,
            @Nullable Long amountMinor,
            @Nullable String currency) {}

    /// Parcels that are asked about and have been for a day.
    ///
    /// @param read of these, with an answer since an instant
    record Coverage(long read, long open) {
        /// 100 when there is none.
        long percent() {
            return open == 0 ? 100 : read * 100 / open;
        }
    }

    /// Money at stake.
    record Stake(int deadlines, Map<String, Long> minorByCurrency) {}

    Cases cases(Tx tx, Instant now, Instant endOfDay) {
        return tx.handle()
                .createQuery("""
                    select count(*) as open,
                        coalesce(sum(case when answered_at is null and due_at <= :now
                            and (waiting_until is null or waiting_until <= :now) then 1 else 0 end), 0) as overdue,
                        coalesce(sum(case when answered_at is null and due_at > :now and due_at <= :end
                            and (waiting_until is null or waiting_until <= :end) then 1 else 0 end), 0) as due
                    from service_case where state = 'OPEN'
                    """)
                .bind("now", now)
                .bind("end", endOfDay)
                .map((row, _) -> new Cases(row.getInt("overdue"), row.getInt("due"), row.getInt("open")))
                .one();
    }

    /// Customers who are to be called by the end of the day, because somebody promised it.
    int callBacks(Tx tx, Instant endOfDay) {
        return tx.handle()
                .createQuery("select count(*) from service_case where state = 'OPEN' and call_back_at <= :end")
                .bind("end", endOfDay)
                .mapTo(Integer.class)
                .one();
    }

    List<OpenDeadline> deadlines(Tx tx, Instant until, int limit) {
        return tx.handle()
                .createQuery("""
                    select d.kind, o.number, d.due_at, d.amount_minor, d.currency
                    from deadline d join customer_order o on o.id = d.order_id
                    where d.state = 'OPEN' and d.due_at <= :until order by d.due_at, d.id limit :limit
                    """)
                .bind("until", until)
                .bind("limit", limit)
                .map((row, _) -> new OpenDeadline(
                        row.getString("kind"),
                        row.getString("number"),
                        Instant.ofEpochMilli(row.getLong("due_at")),
                        row.getString("amount_minor") == null ? null : Long.valueOf(row.getLong("amount_minor")),
                        row.getString("currency")))
                .list();
    }

    /// @param carriers that are switched on
    /// @param since    an answer since then counts as read; what was imported later is not counted
    Coverage coverage(Tx tx, Set<String> carriers, Instant since) {
        if (carriers.isEmpty()) {
            return new Coverage(0, 0);
        }
        return tx.handle()
                .createQuery("""
                    select count(*) as open,
                        coalesce(sum(case when last_answered_at >= :since then 1 else 0 end), 0) as answered
                    from parcel
                    where next_poll_at is not null and carrier in (<carriers>) and imported_at < :since
                    """)
                .bindList("carriers", List.copyOf(carriers))
                .bind("since", since)
                .map((row, _) -> new Coverage(row.getLong("answered"), row.getLong("open")))
                .one();
    }

    /// Approvals that are late: how many, and since when the oldest.
    record Late(int count, @Nullable Instant since) {}

    Late lateApprovals(Tx tx, Instant now) {
        return tx.handle()
                .createQuery("""
                    select count(*) as late, min(approve_until) as since from outbox_message
                    where state = 'HELD' and held_for = 'APPROVAL' and approve_until <= :now
                    """)
                .bind("now", now)
                .map((row, _) -> new Late(
                        row.getInt("late"),
                        row.getInt("late") == 0 ? null : Instant.ofEpochMilli(row.getLong("since"))))
                .one();
    }

    /// Messages made since then that were refused or given up, the staff's own left out: they would tell of
    /// themselves.
    int failures(Tx tx, Instant since) {
        return tx.handle()
                .createQuery("""
                    select count(*) from outbox_message
                    where state = 'DEAD' and created_at >= :since and order_id is not null
                    """)
                .bind("since", since)
                .mapTo(Integer.class)
                .one();
    }
}
