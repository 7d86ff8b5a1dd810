package prevenance.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.aftersales.Amounts;
import prevenance.aftersales.DeadlineBoard;
import prevenance.aftersales.DueThing;
import prevenance.cases.DeadlineWords;

/// What must be done by when.
@Command(
        name = "deadlines",
        description = "Lists what must be done by when: refunds, replacements, claims, pickups, deliveries, calls.",
        sortOptions = false)
final class DeadlinesCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    private boolean json;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "14",
            description = "How far to look ahead (default: ${DEFAULT-VALUE}).")
    private int days;

    @Override
    public Integer call() {
        try (Workbench bench = root.open()) {
            List<DueThing> due = bench.database()
                    .read(tx -> new DeadlineBoard(bench.zone())
                            .list(tx, bench.time().instant(), Duration.ofDays(days), limit));
            root.show(
                    json,
                    due,
                    DeadlinesCommand::json,
                    List.of("Due", "What", "Order", "Number", "Case", "At stake", "Why"),
                    thing -> List.of(
                            Times.minute(thing.dueAt(), bench.zone()) + (thing.missed() ? " MISSED" : ""),
                            DeadlineWords.name(thing.kind(), Locale.ENGLISH),
                            thing.orderNumber(),
                            thing.trackingNumber() == null ? "" : thing.trackingNumber(),
                            thing.caseId() == null ? "" : thing.caseId().toString(),
                            thing.amountMinor() == null || thing.currency() == null
                                    ? ""
                                    : Amounts.words(thing.amountMinor(), thing.currency()),
                            DeadlineWords.source(thing.source(), Locale.ENGLISH)));
        }
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> json(DueThing thing) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("kind", thing.kind().name());
        json.put("dueAt", Times.iso(thing.dueAt()));
        json.put("missed", thing.missed());
        json.put("order", thing.orderNumber());
        json.put("parcelId", thing.parcelId());
        json.put("number", thing.trackingNumber());
        json.put("caseId", thing.caseId());
        json.put("amountMinor", thing.amountMinor());
        json.put("currency", thing.currency());
        json.put("source", thing.source());
        return json;
    }
}
