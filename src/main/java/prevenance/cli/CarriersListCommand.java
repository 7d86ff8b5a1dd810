package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierOverview;
import prevenance.carrier.CarrierTraits;
import prevenance.config.Durations;

/// Which carriers there are.
@Command(name = "list", description = "Every declared carrier and its limits.", sortOptions = false)
final class CarriersListCommand implements Callable<Integer> {
    @ParentCommand
    private CarriersCommand carriers;

    @Option(names = "--json", description = "One JSON array on standard output.")
    private boolean json;

    @Option(names = "--markdown", description = "The table of the README, with codes and confidence.")
    private boolean markdown;

    @Override
    public Integer call() {
        CarrierCatalog catalog = carriers.catalog();
        if (markdown) {
            CarrierOverview.markdown(carriers.folder(), catalog)
                    .lines()
                    .forEach(carriers.root().terminal()::line);
            return ExitCode.OK;
        }
        carriers.root()
                .show(
                        json,
                        catalog.codes().stream().map(catalog::traits).toList(),
                        CarriersListCommand::json,
                        List.of("Code", "Name", "Numbers a call", "At once", "Limits", "Zone"),
                        traits -> List.of(
                                traits.code(),
                                traits.name(),
                                Integer.toString(traits.batchSize()),
                                Integer.toString(traits.inFlight()),
                                traits.limits().stream()
                                        .map(limit -> limit.requests() + " per " + Durations.format(limit.window()))
                                        .collect(Collectors.joining(", ")),
                                traits.zone().getId()));
        return ExitCode.OK;
    }

    private static Map<String, @Nullable Object> json(CarrierTraits traits) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", traits.code());
        json.put("name", traits.name());
        json.put("batchSize", traits.batchSize());
        json.put("inFlight", traits.inFlight());
        json.put("zone", traits.zone().getId());
        json.put(
                "limits",
                traits.limits().stream()
                        .map(limit -> Map.of("requests", limit.requests(), "per", Durations.format(limit.window())))
                        .toList());
        return json;
    }
}
