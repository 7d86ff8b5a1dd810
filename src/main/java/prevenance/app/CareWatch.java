package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import prevenance.health.Condition;
import prevenance.message.Afterlife;
import prevenance.store.Backups;

/// How the keeping of the data is doing, looked at every few seconds so that whoever asks costs nothing.
final class CareWatch {
    /// A night's copy is late once another half day has passed.
    private static final Duration OLD_BACKUP = Duration.ofHours(36);

    private final Care care;
    private final AtomicReference<Optional<Condition>> restored = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Condition>> backup = new AtomicReference<>(Optional.empty());

    CareWatch(Care care) {
        this.care = care;
    }

    void look(Instant now) {
        restored.set(care.epoch()
                .find()
                .filter(Afterlife::isUndecided)
                .map(epoch ->
                        Condition.of("restored", Condition.Level.TROUBLE, epoch.backedUpAt(), "restored.undecided")));
        backup.set(backup(care.backups().status(), now));
    }

    /// What is wrong; each empty while nothing is.
    List<Function<Instant, Optional<Condition>>> conditions() {
        return List.of(_ -> restored.get(), _ -> backup.get());
    }

    /// That there is none yet is told once the first try has failed.
    static Optional<Condition> backup(Backups.Status status, Instant now) {
        if (!status.nightly()) {
            return Optional.empty();
        }
        String failure = status.failure();
        if (failure != null) {
            return Optional.of(Condition.of("backup", Condition.Level.TROUBLE, null, "backup.failed", failure));
        }
        return status.age(now)
                .filter(age -> age.compareTo(OLD_BACKUP) > 0)
                .map(age -> Condition.of("backup", Condition.Level.TROUBLE, null, "backup.overdue", age.toHours()));
    }
}
