package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.Contradiction;
import prevenance.watch.ContradictionStore;
import prevenance.watch.ContradictionStore.Found;

/// What carriers said that cannot be true together.
@Command(
        name = "contradictions",
        description = {
            "Lists what carriers said that cannot be true together: delivered after a return,",
            "under way after a delivery, a code whose words say otherwise."
        },
        sortOptions = false)
final class CarriersContradictionsCommand implements Callable<Integer> {
    @ParentCommand
    private CarriersCommand carriers;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE", description = "Only this carrier's (default: all).")
    private @Nullable String code;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many, newest first (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        String wanted = code(carriers.root().program().carriers(), code);
        ContradictionStore store = new ContradictionStore();
        try (Workbench bench = carriers.root().open()) {
            List<Found> found = bench.database().<List<Found>>read(tx -> store.newest(tx, wanted, limit));
            carriers.root()
                    .show(
                            json,
                            found,
                            CarriersContradictionsCommand::json,
                            List.of(
                                    "Parcel",
                                    "Carrier",
                                    "What",
                                    "Code",
                                    "By its table",
                                    "We say",
                                    "The carrier's words"),
                            one -> List.of(
                                    one.parcelId() + " " + one.number(),
                                    one.carrier(),
                                    words(one.kind()),
                                    one.carrierCode().isEmpty() ? "-" : one.carrierCode(),
                                    one.codeStatus().wireName(),
                                    one.status().wireName(),
                                    one.carrierText()));
            if (!json && !found.isEmpty()) {
                Terminal terminal = carriers.root().terminal();
                terminal.line("");
                terminal.table(
                        List.of("Carrier", "What", "Code", "Parcels", "Last seen"),
                        bench.database().<List<ContradictionStore.Count>>read(tx -> store.counts(tx, wanted)).stream()
                                .map(count -> List.of(
                                        count.carrier(),
                                        words(count.kind()),
                                        count.carrierCode().isEmpty() ? "-" : count.carrierCode(),
                                        Long.toString(count.parcels()),
                                        Times.minute(count.lastSeenAt(), bench.zone())))
                                .toList());
            }
            return found.isEmpty() ? ExitCode.NOTHING : ExitCode.OK;
        }
    }

    /// A carrier's code as it was written or by its name; null for none. Codes that are declared no more are taken as
    /// they are: their parcels stay.
    static @Nullable String code(CarrierCatalog catalog, @Nullable String written) {
        return written == null ? null : catalog.findCode(written).orElse(written);
    }

    private static String words(Contradiction.Kind kind) {
        return switch (kind) {
            case WORDS_DENY_THE_END -> "words deny the end";
            case WORDS_SAY_DELIVERED -> "words say delivered";
            case DELIVERED_AFTER_RETURN -> "delivered after return";
            case MOVING_AFTER_DELIVERY -> "moving after delivery";
        };
    }

    private static Map<String, @Nullable Object> json(Found one) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("parcelId", one.parcelId());
        json.put("carrier", one.carrier());
        json.put("number", one.number());
        json.put("kind", one.kind().name());
        json.put("code", one.carrierCode());
        json.put("text", one.carrierText());
        json.put("codeStatus", one.codeStatus().wireName());
        json.put("status", one.status().wireName());
        json.put("seenAt", Times.iso(one.seenAt()));
        return json;
    }
}
