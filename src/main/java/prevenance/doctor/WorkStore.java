package prevenance.doctor;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// What the stages have before them.
final class WorkStore {
    /// What is due.
    ///
    /// @param count  at most 10,000 are counted
    /// @param oldest due since then, null when nothing is
    record Due(int count, @Nullable Instant oldest) {}

    private static final Map<String, String> STAGES = stages();

    private static Map<String, String> stages() {
        Map<String, String> stages = new LinkedHashMap<>();
        stages.put("poll", "select next_poll_at as due from parcel where next_poll_at <= :now");
        stages.put("assess", "select assess_after as due from parcel where assess_after <= :now");
        stages.put("desk", "select desk_due_at as due from parcel where desk_due_at <= :now");
        stages.put(
                "send",
                "select next_attempt_at as due from outbox_message where next_attempt_at <= :now"
                        + " and state in ('QUEUED', 'SENDING')");
        return stages;
    }

    /// By the stage's name.
    Map<String, Due> due(Tx tx, Instant now) {
        Map<String, Due> due = new LinkedHashMap<>();
        STAGES.forEach((stage, rows) -> due.put(
                stage,
                tx.handle()
                        .createQuery("select count(*) as due_count, min(due) as oldest from (" + rows
                                + " limit 10000) waiting")
                        .bind("now", now)
                        .map((row, context) -> new Due(row.getInt("due_count"), instant(row.getLong("oldest"))))
                        .one()));
        return due;
    }

    /// The daemon's last sign of life.
    Optional<Instant> lastBeat(Tx tx) {
        return tx.handle()
                .createQuery("select beat_at from daemon_beat")
                .mapTo(Instant.class)
                .findOne();
    }

    private static @Nullable Instant instant(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
