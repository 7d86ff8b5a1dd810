package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.StatusReading;
import prevenance.carrier.StatusTable;
import prevenance.watch.UnmappedCodeStore;
import prevenance.watch.UnmappedCodeStore.UnmappedCode;

/// What carriers said that no table knows, and the lines that would change it.
@Command(
        name = "unmapped",
        description = {
            "Lists the carriers' codes without a meaning, with first and last sight,",
            "and the lines to paste into their tables."
        },
        sortOptions = false)
final class CarriersUnmappedCommand implements Callable<Integer> {
    private static final int SHOWN_TEXT = 60;

    @ParentCommand
    private CarriersCommand carriers;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "Only this carrier's (default: all).")
    private @Nullable String code;

    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        CarrierCatalog catalog = carriers.root().program().carriers();
        String wanted = CarriersContradictionsCommand.code(catalog, code);
        try (Workbench bench = carriers.root().open()) {
            List<UnmappedCode> codes =
                    bench.database().<List<UnmappedCode>>read(tx -> new UnmappedCodeStore().all(tx)).stream()
                            .filter(one -> wanted == null || one.carrier().equals(wanted))
                            .toList();
            carriers.root()
                    .show(
                            json,
                            codes,
                            one -> json(catalog, one),
                            List.of("Carrier", "Code", "Seen", "First", "Last", "Where", "The carrier's words"),
                            one -> List.of(
                                    one.carrier(),
                                    one.tableKey() == null ? "-" : one.carrierCode(),
                                    Long.toString(one.sightings()),
                                    Times.minute(one.firstSeenAt(), bench.zone()),
                                    Times.minute(one.lastSeenAt(), bench.zone()),
                                    one.sampleCountry() == null ? "-" : one.sampleCountry(),
                                    shortened(one.sampleText())));
            if (!json) {
                lines(catalog, codes);
            }
            return codes.isEmpty() ? ExitCode.NOTHING : ExitCode.OK;
        }
    }

    private void lines(CarrierCatalog catalog, List<UnmappedCode> codes) {
        Terminal terminal = carriers.root().terminal();
        List<UnmappedCode> open =
                codes.stream().filter(one -> !isKnown(catalog, one)).toList();
        if (open.size() < codes.size()) {
            terminal.note((codes.size() - open.size()) + " of these have a meaning by now; what was said before keeps"
                    + " its own until the carrier is read again.");
        }
        Map<String, List<UnmappedCode>> files = open.stream()
                .collect(Collectors.groupingBy(
                        CarriersUnmappedCommand::file, java.util.TreeMap::new, Collectors.toList()));
        files.forEach((file, own) -> {
            terminal.note("");
            terminal.note("For " + file + ", each with its status (or, when it says nothing about the parcel, into "
                    + "ignored-codes.csv with why):");
            own.forEach(one -> terminal.line(line(one)));
        });
    }

    private static boolean isKnown(CarrierCatalog catalog, UnmappedCode one) {
        String key = one.tableKey();
        return key != null && catalog.knows(one.carrier(), key);
    }

    private static String file(UnmappedCode one) {
        return "carriers/" + one.carrier()
                + (one.tableKey() == null ? "/carrier.yaml, below reply.status.text" : "/statuses.csv");
    }

    private static String line(UnmappedCode one) {
        return Optional.ofNullable(one.tableKey())
                .map(key -> StatusTable.draft(key, "", one.sampleText()))
                .orElseGet(() -> StatusReading.draftRule(one.sampleText()));
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN_TEXT ? text : text.substring(0, SHOWN_TEXT - 1) + "…";
    }

    private static Map<String, @Nullable Object> json(CarrierCatalog catalog, UnmappedCode one) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("carrier", one.carrier());
        json.put("code", one.tableKey() == null ? null : one.carrierCode());
        json.put("key", one.tableKey());
        json.put("text", one.sampleText());
        json.put("country", one.sampleCountry());
        json.put("sightings", one.sightings());
        json.put("firstSeenAt", Times.iso(one.firstSeenAt()));
        json.put("lastSeenAt", Times.iso(one.lastSeenAt()));
        json.put("knownByNow", isKnown(catalog, one));
        json.put("file", file(one));
        json.put("line", line(one));
        return json;
    }
}
