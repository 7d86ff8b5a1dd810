package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.message.Afterlife;
import prevenance.message.OutboxEpoch;
import prevenance.store.Backups;
import prevenance.store.Database;

/// What keeps the data: the nightly copy, and the word about what may leave after a restore.
record Care(Backups backups, OutboxEpoch epoch, Locale language) {
    private static final Duration BEAT = Duration.ofMinutes(1);

    private static final Set<String> BY_THE_TIME =
            Set.of("assess", "incidents", "desk", "aftersales", "digest", "alerts", "send", "backup", "retention");

    static Care of(Settings settings, Database database) {
        return new Care(
                new Backups(settings.store(), settings.backup(), settings.shop().timeZone()),
                new OutboxEpoch(database),
                settings.shop().locale());
    }

    List<Stage> stages() {
        return List.of(new Stage("backup", BEAT, backups::backUpDue));
    }

    /// What is judged by the time or said to somebody waits as long as nobody knows what time it is.
    static List<Stage> surely(List<Stage> stages, SteadyClock clock) {
        return stages.stream()
                .map(stage -> BY_THE_TIME.contains(stage.name())
                        ? stage.with(now -> {
                            if (!clock.isInDoubt()) {
                                stage.beat().accept(now);
                            }
                        })
                        : stage)
                .toList();
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
