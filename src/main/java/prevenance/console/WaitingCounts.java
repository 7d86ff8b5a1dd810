package prevenance.console;

import java.time.Instant;
import java.util.List;
import prevenance.console.Shell.Waiting;

/// Counts what the navigation shows.
final class WaitingCounts implements Shell.Counting {
    private final ConsoleParts parts;
    private final WaitingStore store = new WaitingStore();

    WaitingCounts(ConsoleParts parts) {
        this.parts = parts;
    }

    @Override
    public Waiting count(Instant now) {
        return parts.database()
                .read(tx -> new Waiting(store.casesDue(tx, now), store.approvals(tx), feedsDown(store.feedsDown(tx))));
    }

    /// One that the shop has switched off is no trouble.
    private int feedsDown(List<String> carriers) {
        return Math.toIntExact(carriers.stream().filter(parts.lead()::isOn).count());
    }
}
