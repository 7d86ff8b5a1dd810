package prevenance.console;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import prevenance.store.Tx;

/// Counts what waits for somebody; each by an index, because every page asks.
final class WaitingStore {
    /// Open cases whose first answer is due, and that nobody laid aside.
    int casesDue(Tx tx, Instant now) {
        return tx.handle()
                .createQuery("""
                    select count(*) from service_case
                    where state = 'OPEN' and due_at <= :now and answered_at is null
                        and (waiting_until is null or waiting_until <= :now)
                    """)
                .bind("now", now)
                .mapTo(Integer.class)
                .one();
    }

    /// Messages that wait for approval.
    int approvals(Tx tx) {
        return tx.handle()
                .createQuery("select count(*) from outbox_message where state = 'HELD' and held_for = 'APPROVAL'")
                .mapTo(Integer.class)
                .one();
    }

    /// Codes of the carriers that are left alone after failures, refuse our credentials or have fallen silent.
    List<String> feedsDown(Tx tx) {
        return tx.handle().createQuery("""
            select carrier from carrier_health where state <> 'OPEN'
            union select carrier from feed_outage where ended_at is null order by 1
            """).mapTo(String.class).list();
    }

    /// How many flags are open, by kind.
    Map<String, Integer> openFlags(Tx tx) {
        Map<String, Integer> open = new HashMap<>();
        tx.handle()
                .createQuery("select kind, count(*) as times from flag where state = 'OPEN' group by kind")
                .map((row, _) -> Map.entry(row.getString("kind"), row.getInt("times")))
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        return open;
    }
}
