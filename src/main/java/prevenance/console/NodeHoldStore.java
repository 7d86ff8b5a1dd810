package prevenance.console;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import prevenance.store.Tx;

/// What each daemon has under way.
final class NodeHoldStore {
    /// @param parcels it asks about
    /// @param mails   it sends
    record Hold(int parcels, int mails) {
        static final Hold NOTHING = new Hold(0, 0);
    }

    /// By the daemon's id; none stands for a daemon that holds nothing.
    Map<String, Hold> all(Tx tx, Instant now) {
        Map<String, Hold> holds = new TreeMap<>();
        tx.handle()
                .createQuery("""
                    select claimed_by, sum(parcel) as parcels, sum(mail) as mails from (
                        select claimed_by, 1 as parcel, 0 as mail from parcel
                        where next_poll_at is not null and claimed_until > :now and claimed_by is not null
                        union all
                        select claimed_by, 0 as parcel, 1 as mail from outbox_message
                        where next_attempt_at is not null and state = 'SENDING' and claimed_until > :now
                            and claimed_by is not null) held
                    group by claimed_by
                    """)
                .bind("now", now)
                .map((row, _) ->
                        Map.entry(row.getString("claimed_by"), new Hold(row.getInt("parcels"), row.getInt("mails"))))
                .forEach(one -> holds.put(one.getKey(), one.getValue()));
        return holds;
    }
}
