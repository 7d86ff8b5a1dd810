package prevenance.console;

import java.time.Instant;
import prevenance.console.Shell.Waiting;
import prevenance.store.Database;

/// Counts what the navigation shows.
final class WaitingCounts implements Shell.Counting {
    private final Database database;
    private final WaitingStore store = new WaitingStore();

    WaitingCounts(Database database) {
        this.database = database;
    }

    @Override
    public Waiting count(Instant now) {
        return database.read(tx -> new Waiting(
                store.casesDue(tx, now),
                store.approvals(tx),
                store.feedsDown(tx).size()));
    }
}
