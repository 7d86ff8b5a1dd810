package prevenance.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.StoreException;

/// Writes a row every few seconds, to know whether the database takes what is committed.
public final class WriteProbe {
    private static final Logger LOG = LoggerFactory.getLogger(WriteProbe.class);

    /// A write that takes longer has met somebody who holds the database, or a disk that does not answer.
    private static final Duration SLOW = Duration.ofSeconds(30);

    private final Database database;
    private final ReadingStore store = new ReadingStore();
    private volatile @Nullable Instant begun;
    private volatile @Nullable Failure failure;

    private record Failure(Instant since, String why) {}

    public WriteProbe(Database database) {
        this.database = database;
    }

    /// One write; never throws for what a database can do.
    public void probeDue(Instant now) {
        begun = now;
        try {
            database.execute(tx -> store.probe(tx, now));
            if (failure != null) {
                LOG.atInfo().log("the database can be written again");
            }
            failure = null;
        } catch (RuntimeException failed) {
            Failure before = failure;
            String why = StoreException.root(failed);
            if (before == null) {
                LOG.atError().addKeyValue("reason", why).log("the database cannot be written");
            }
            failure = new Failure(before == null ? now : before.since(), why);
        } finally {
            begun = null;
        }
    }

    /// Why it cannot be written, since when; empty when it can.
    Optional<Condition> trouble(Instant now) {
        Failure failed = failure;
        if (failed != null) {
            return Optional.of(Condition.of(
                    "database", Condition.Level.STOPPED, failed.since(), "database.refuses", failed.why()));
        }
        Instant running = begun;
        return running != null && running.plus(SLOW).isBefore(now)
                ? Optional.of(Condition.of("database", Condition.Level.STOPPED, running, "database.stuck"))
                : Optional.empty();
    }
}
