package prevenance.health;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import prevenance.store.Tx;

/// Remembers which troubles were told, so that a restart tells none of them again.
final class AlarmStore {
    /// When each one that was told began, by name.
    Map<String, Instant> told(Tx tx) {
        Map<String, Instant> told = new HashMap<>();
        tx.handle()
                .createQuery("select name, since_at from health_alarm where told_at is not null")
                .map((row, _) -> Map.entry(row.getString("name"), Instant.ofEpochMilli(row.getLong("since_at"))))
                .forEach(entry -> told.put(entry.getKey(), entry.getValue()));
        return told;
    }

    void told(Tx tx, String name, Instant since, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into health_alarm (name, since_at, told_at) values (:name, :since, :now)
                    on conflict (name) do update set since_at = excluded.since_at, told_at = excluded.told_at
                    """)
                .bind("name", name)
                .bind("since", since)
                .bind("now", now)
                .execute();
    }

    void ended(Tx tx, String name) {
        tx.handle()
                .createUpdate("delete from health_alarm where name = :name")
                .bind("name", name)
                .execute();
    }
}
