package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.message.Afterlife;
import prevenance.message.OutboxEpoch;
import prevenance.store.Backups;
import prevenance.store.Database;

/// What keeps the data: the nightly copy, and the word about what may leave after a restore.
record Care(Backups backups, OutboxEpoch epoch, Locale language) {
    private static final Duration BEAT = Duration.ofMinutes(1);

    static Care of(Settings settings, Database database) {
        return new Care(
                new Backups(settings.store(), settings.backup(), settings.shop().timeZone()),
                new OutboxEpoch(database),
                settings.shop().locale());
    }

    List<Stage> stages() {
        return List.of(new Stage("backup", BEAT, backups::backUpDue));
    }

    /// Before anything is sent: decides what the command line decided, and says what is held.
    ///
    /// @param resumeAfter null when the command line said nothing
    void begin(@Nullable Instant resumeAfter, Instant now) {
        Optional<Afterlife> held = epoch.hold(language, now);
        if (held.isEmpty()) {
            return;
        }
        if (resumeAfter != null) {
            epoch.decide(resumeAfter, "command line", now);
            return;
        }
        Afterlife.Waiting waiting = epoch.waiting(held.get());
        System.out.println("restored from a backup of " + held.get().backedUpAt() + ": "
                + (waiting.pending().size() + waiting.arisen().size()) + " messages wait, and nothing leaves for"
                + " customers until you say until when the former database was sending:\n"
                + "  prevenance outbox resume --after TIME   ('prevenance outbox' lists what waits)");
    }
}
