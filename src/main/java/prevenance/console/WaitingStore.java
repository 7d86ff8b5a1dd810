package prevenance.console;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import prevenance.assess.FlagKind;
import prevenance.store.Tx;

/// Counts what waits for somebody; each by an index, because every page asks.
final class WaitingStore {
    /// Named, so that each is counted by the index of kind and state without the closed ones.
    private static final List<String> KINDS =
            Stream.of(FlagKind.values()).map(FlagKind::name).toList();

    /// Open cases whose first answer is due, and that nobody laid aside.
    int casesDue(Tx tx, Instant now) {
        return tx.handle()
                .createQuery("""
                    select count(*) from service_case
                    where state = 'OPEN' and case when answered_at is null then 0 else 1 end = 0 and due_at <= :now
                        and coalesce(waiting_until, 0) <= :now
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

    /// Codes of the carriers that are left alone after failures, refuse our credentials or have fallen
    /// silent.
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
                .createQuery("""
                    select kind, count(*) as times from flag where kind in (<kinds>) and state = 'OPEN' group by kind
                    """)
                .bindList("kinds", KINDS)
                .map((row, _) -> Map.entry(row.getString("kind"), row.getInt("times")))
                .forEach(entry -> open.put(entry.getKey(), entry.getValue()));
        return open;
    }
}
