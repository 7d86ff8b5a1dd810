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

    /// Whether this trouble is ours to tell: not when somebody, another daemon of this database perhaps, has told it.
    boolean claim(Tx tx, String name, Instant since) {
        return tx.handle()
                .createQuery("""
                    insert into health_alarm (name, since_at) values (:name, :since)
                    on conflict (name) do update set since_at = health_alarm.since_at
                        where health_alarm.told_at is null returning name
                    """)
                .bind("name", name)
                .bind("since", since)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    /// Whether somebody has told this trouble and not its end.
    boolean isTold(Tx tx, String name) {
        return tx.handle()
                .createQuery("select 1 from health_alarm where name = :name")
                .bind("name", name)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    void told(Tx tx, String name, Instant now) {
        tx.handle()
                .createUpdate("update health_alarm set told_at = :now where name = :name")
                .bind("name", name)
                .bind("now", now)
                .execute();
    }

    /// False when somebody else has told its end.
    boolean ended(Tx tx, String name) {
        return tx.handle()
                        .createUpdate("delete from health_alarm where name = :name")
                        .bind("name", name)
                        .execute()
                == 1;
    }
}
