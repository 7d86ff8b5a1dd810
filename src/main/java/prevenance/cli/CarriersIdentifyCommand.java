package prevenance.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.NumberFit;
import prevenance.tracking.TrackingNumber;

/// Whose number is it?
@Command(
        name = "identify",
        description = "Says which carriers a tracking number fits and why, and which it nearly fits.",
        sortOptions = false)
final class CarriersIdentifyCommand implements Callable<Integer> {
    @ParentCommand
    private CarriersCommand carriers;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NUMBER", description = "The tracking number.")
    private String number;

    @Option(names = "--json", description = "One JSON array on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        TrackingNumber asked;
        try {
            asked = new TrackingNumber(number);
        } catch (IllegalArgumentException impossible) {
            throw new ParameterException(
                    spec.commandLine(), "'" + number + "' is no tracking number: " + impossible.getMessage());
        }
        CarrierCatalog catalog = carriers.catalog();
        Map<String, CarrierSettings> settings = carriers.root()
                .findConfig()
                .map(config -> carriers.root().program().carrierSettings(config, catalog))
                .orElse(Map.of());
        List<NumberFit> fits = NumberFit.of(catalog, asked);
        Terminal terminal = carriers.root().terminal();
        if (json) {
            terminal.json(fits.stream().map(fit -> json(fit, on(settings, fit))).toList());
        } else if (fits.isEmpty()) {
            terminal.note(asked + " has the shape of no carrier's numbers.");
        }
        for (NumberFit fit : json ? List.<NumberFit>of() : fits) {
            terminal.line((fit.right() ? "fits    " : "nearly  ")
                    + catalog.definition(fit.carrier()).name() + " (" + fit.carrier() + "), switched "
                    + (on(settings, fit) ? "on" : "off"));
            terminal.wrapped("        ", "        ", fit.format().name() + ": " + why(fit, asked));
        }
        long right = fits.stream()
                .filter(NumberFit::right)
                .map(NumberFit::carrier)
                .distinct()
                .count();
        if (!json && right > 1) {
            terminal.note("Several carriers take it: an import must name the carrier.");
        }
        return right == 0 ? ExitCode.NOTHING : ExitCode.OK;
    }

    private static boolean on(Map<String, CarrierSettings> settings, NumberFit fit) {
        CarrierSettings own = settings.get(fit.carrier());
        return own != null && own.enabled();
    }

    private static String why(NumberFit fit, TrackingNumber asked) {
        if (!fit.right()) {
            return "the check digit is wrong, " + fit.nearest() + " would be right (" + differences(fit, asked) + ")";
        }
        return fit.checked() ? "shape and check digit are right" : "the shape is right; no check digit is known";
    }

    private static String differences(NumberFit fit, TrackingNumber asked) {
        List<String> differences = new ArrayList<>();
        String right = fit.nearest().value();
        for (int i = 0; i < Math.min(right.length(), asked.value().length()); i++) {
            if (right.charAt(i) != asked.value().charAt(i)) {
                differences.add(right.charAt(i) + " instead of " + asked.value().charAt(i));
            }
        }
        return String.join(", ", differences);
    }

    private static Map<String, @Nullable Object> json(NumberFit fit, boolean on) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("carrier", fit.carrier());
        json.put("format", fit.format().name());
        json.put("fits", fit.right());
        json.put("checkDigit", fit.checked());
        json.put("nearest", fit.nearest().value());
        json.put("enabled", on);
        return json;
    }
}
