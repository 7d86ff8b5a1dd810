package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierSettings;
import prevenance.watch.Coverage;
import prevenance.watch.Coverage.Unread;
import prevenance.watch.CoverageStore;

/// Whether every open parcel was read within the last day.
@Command(
        name = "coverage",
        description = "Proves that every open parcel was read within the last 24 hours, or lists those that were not"
                + " with the reason. Exit code 1 when one was not read.",
        sortOptions = false)
final class CoverageCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
    private boolean json;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "100",
            description = "List at most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() {
        Map<String, CarrierSettings> settings = root.program().carrierSettings(root.config());
        CarrierDirectory carriers = root.program().carriers().configured(settings);
        CoverageStore store = new CoverageStore(
                carriers,
                code -> Optional.ofNullable(settings.get(code))
                        .map(CarrierSettings::enabled)
                        .orElse(false));
        try (Workbench bench = root.open()) {
            Coverage coverage = bench.database()
                    .<Coverage>read(tx -> store.count(tx, bench.time().instant()));
            List<Unread> unread = bench.database()
                    .<List<Unread>>read(tx -> store.unread(tx, bench.time().instant(), limit));
            if (json) {
                root.terminal().json(json(coverage, unread));
            } else {
                root.terminal().line(words(coverage));
                if (!unread.isEmpty()) {
                    root.terminal()
                            .table(
                                    List.of("Order", "Carrier", "Number", "Why", "Last answer", "Next look"),
                                    unread.stream()
                                            .map(one -> List.of(
                                                    one.order(),
                                                    one.carrier(),
                                                    one.number(),
                                                    words(one.reason()),
                                                    one.answeredAt() == null
                                                            ? "never"
                                                            : Times.minute(one.answeredAt(), bench.zone()),
                                                    Times.minute(one.nextAt(), bench.zone())))
                                            .toList());
                }
            }
            return coverage.read() == coverage.open() ? ExitCode.OK : ExitCode.NOTHING;
        }
    }

    private static String words(Coverage coverage) {
        StringBuilder words = new StringBuilder(
                String.format(Locale.ENGLISH, "%,d open, %,d read in the last 24 h", coverage.open(), coverage.read()));
        coverage.unread().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> words.append(
                        String.format(Locale.ENGLISH, "; %,d not read: %s", one.getValue(), words(one.getKey()))));
        return words.toString();
    }

    private static String words(Coverage.Reason reason) {
        return switch (reason) {
            case CARRIER_DOWN -> "feed down";
            case NO_CREDENTIALS -> "carrier off or without credentials";
            case PAUSED -> "carrier paused";
            case QUOTA -> "limit used up";
            case WAITING -> "its turn has come";
            case FAILED -> "last question failed";
            case REFUSED -> "number refused";
            case UNREGISTERED -> "waits to be registered with the aggregator";
            case AMBIGUOUS -> "number has several shipments";
            case NEW -> "just taken in";
            case NOT_DUE -> "configured less than daily";
        };
    }

    private static Map<String, @Nullable Object> json(Coverage coverage, List<Unread> unread) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("open", coverage.open());
        json.put("read", coverage.read());
        json.put("unreadByReason", coverage.unread());
        json.put(
                "unread",
                unread.stream()
                        .map(one -> {
                            Map<String, @Nullable Object> row = new LinkedHashMap<>();
                            row.put("parcelId", one.parcelId());
                            row.put("order", one.order());
                            row.put("carrier", one.carrier());
                            row.put("number", one.number());
                            row.put("reason", one.reason().name());
                            row.put("answeredAt", one.answeredAt() == null ? null : Times.iso(one.answeredAt()));
                            row.put("nextAt", Times.iso(one.nextAt()));
                            row.put("detail", one.detail());
                            return row;
                        })
                        .toList());
        return json;
    }
}
