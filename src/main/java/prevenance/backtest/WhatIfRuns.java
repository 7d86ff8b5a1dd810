package prevenance.backtest;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.backtest.Backtest.Book;
import prevenance.store.Failure;

/// Back-tests that people started and that run in the background, one at a time; nothing of the live work depends on
/// them. The last ones are kept until the program ends.
public final class WhatIfRuns {
    private static final Logger LOG = LoggerFactory.getLogger(WhatIfRuns.class);
    private static final int KEPT = 12;

    private final Backtest backtest;
    private final Deque<Run> runs = new ArrayDeque<>();
    private long ids;

    /// @param backtest what runs
    public WhatIfRuns(Backtest backtest) {
        this.backtest = backtest;
    }

    /// A run as it stands.
    ///
    /// @param who     login of who started it
    /// @param changes as one would write them into the configuration
    /// @param total   0 while the parcels are counted
    /// @param reports the rules in force, then the proposal; empty until it is done
    /// @param failed  it broke; the log tells why
    public record Run(
            long id,
            String who,
            Instant startedAt,
            String changes,
            Period period,
            int done,
            int total,
            List<BacktestReport> reports,
            boolean failed) {
        public Run {
            reports = List.copyOf(reports);
        }

        public boolean isRunning() {
            return reports.isEmpty() && !failed;
        }
    }

    /// Starts a run; empty when another one is still under way.
    public synchronized Optional<Run> start(String who, String changes, List<Book> books, Period period, Instant now) {
        if (runs.stream().anyMatch(Run::isRunning)) {
            return Optional.empty();
        }
        Run run = new Run(++ids, who, now, changes, period, 0, 0, List.of(), false);
        runs.addFirst(run);
        while (runs.size() > KEPT) {
            runs.removeLast();
        }
        Thread.ofPlatform().name("what-if-" + run.id()).daemon().start(() -> work(run, books));
        return Optional.of(run);
    }

    /// As it stands now; empty when it is not kept any more.
    public synchronized Optional<Run> find(long id) {
        return runs.stream().filter(run -> run.id() == id).findFirst();
    }

    /// Newest first.
    public synchronized List<Run> recent() {
        return List.copyOf(runs);
    }

    private void work(Run run, List<Book> books) {
        try {
            List<BacktestReport> reports = backtest.run(
                    books, run.period(), run.startedAt(), (done, total) -> put(run, done, total, null, false));
            int parcels = reports.getFirst().parcels();
            put(run, parcels, parcels, reports, false);
        } catch (RuntimeException failed) {
            LOG.atError()
                    .addKeyValue("run", run.id())
                    .addKeyValue("problem", Failure.told(failed))
                    .log("a what-if run broke");
            put(run, 0, 0, null, true);
        }
    }

    private synchronized void put(
            Run run, int done, int total, @Nullable List<BacktestReport> reports, boolean failed) {
        List<Run> now = new ArrayList<>(runs);
        now.replaceAll(one -> one.id() == run.id()
                ? new Run(
                        run.id(),
                        run.who(),
                        run.startedAt(),
                        run.changes(),
                        run.period(),
                        done,
                        total,
                        reports == null ? List.of() : reports,
                        failed)
                : one);
        runs.clear();
        runs.addAll(now);
    }
}
