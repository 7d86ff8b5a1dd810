package prevenance.message;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Whether anything may leave for customers.
final class PauseStore {
    Optional<Pause> current(Tx tx) {
        return tx.handle()
                .createQuery("select paused_at, paused_by, why from outbox_pause where paused_at is not null")
                .map((row, context) -> new Pause(
                        Instant.ofEpochMilli(row.getLong("paused_at")),
                        word(row.getString("paused_by")),
                        word(row.getString("why"))))
                .findOne();
    }

    /// False when it was paused before.
    boolean pause(Tx tx, Pause pause) {
        tx.handle().execute("insert into outbox_pause (only_row) values (1) on conflict (only_row) do nothing");
        return tx.handle()
                        .createUpdate("""
                            update outbox_pause set paused_at = :since, paused_by = :by, why = :why
                            where paused_at is null
                            """)
                        .bind("since", pause.since())
                        .bind("by", pause.by())
                        .bind("why", pause.why())
                        .execute()
                == 1;
    }

    /// False when it was not paused.
    boolean resume(Tx tx) {
        return tx.handle().createUpdate("""
            update outbox_pause set paused_at = null, paused_by = null, why = null
            where paused_at is not null
            """).execute() == 1;
    }

    private static String word(@Nullable String text) {
        return text == null ? "" : text;
    }
}
