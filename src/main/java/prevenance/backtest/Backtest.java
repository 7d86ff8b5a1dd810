package prevenance.backtest;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import prevenance.assess.RuleSettings;
import prevenance.cases.TellingSettings;
import prevenance.store.Database;
import prevenance.transit.TransitModel;

/// Replays an installation's closed parcels, by its own rules or by others. It only reads.
public final class Backtest {
    private static final int PAGE = 2_000;

    private final Database database;
    private final TellingSettings telling;
    private final UnaryOperator<String> carrierNames;
    private final ZoneId zone;
    private final Function<Instant, TransitModel> models;
    private final PastStore store = new PastStore();

    /// @param models what was learned from what had ended before an instant; asked for the beginnings of months
    /// @param zone   the shop's
    public Backtest(
            Database database,
            TellingSettings telling,
            UnaryOperator<String> carrierNames,
            ZoneId zone,
            Function<Instant, TransitModel> models) {
        this.database = database;
        this.telling = telling;
        this.carrierNames = carrierNames;
        this.zone = zone;
        this.models = models;
    }

    /// A book of rules with the name by which the report calls it.
    public record Book(String name, RuleSettings rules) {}

    /// Hears how far it is; may throw to end it.
    @FunctionalInterface
    public interface Progress {
        void at(int done, int total);
    }

    /// One report for each book, over the same parcels. Parcels are replayed side by side, and added up in the order of
    /// their ids, so the same history gives the same report.
    ///
    /// @param now what was seen later is not known, and what has no end 60 days after its start never came
    public List<BacktestReport> run(List<Book> books, Period period, Instant now, Progress progress) {
        int total = database.read(tx -> store.count(tx, period, now));
        Function<Instant, TransitModel> monthly = monthly();
        Lanes lanes = Lanes.of(database.read(store::trips));
        List<Play> plays = books.stream()
                .map(book -> new Play(book.rules(), telling, carrierNames, zone, monthly))
                .toList();
        List<Tally> tallies = books.stream().map(_ -> new Tally(now)).toList();
        long after = 0;
        int done = 0;
        while (true) {
            long from = after;
            List<PastParcel> page = database.read(tx -> store.page(tx, period, now, from, PAGE));
            if (page.isEmpty()) {
                break;
            }
            page.parallelStream()
                    .map(past -> results(past, plays, lanes, now))
                    .toList()
                    .forEach(result -> IntStream.range(0, tallies.size())
                            .forEach(i -> tallies.get(i).add(result.played().get(i), result.ending())));
            done += page.size();
            after = page.getLast().parcel().id();
            progress.at(done, Math.max(done, total));
        }
        List<BacktestReport> reports = new ArrayList<>();
        for (int i = 0; i < books.size(); i++) {
            reports.add(tallies.get(i).report(books.get(i).name()));
        }
        return List.copyOf(reports);
    }

    /// Each month's model is learned once in a run, whichever parcel asks for it first.
    private Function<Instant, TransitModel> monthly() {
        Map<YearMonth, TransitModel> known = new ConcurrentHashMap<>();
        return at -> known.computeIfAbsent(
                YearMonth.from(at.atZone(zone)),
                month -> models.apply(month.atDay(1).atStartOfDay(zone).toInstant()));
    }

    private record Result(Ending ending, List<Played> played) {}

    private static Result results(PastParcel past, List<Play> plays, Lanes lanes, Instant now) {
        return new Result(
                Ending.of(past, lanes),
                plays.stream().map(play -> play.of(past, now)).toList());
    }
}
