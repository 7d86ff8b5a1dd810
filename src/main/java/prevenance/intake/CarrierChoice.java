package prevenance.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierRoute;
import prevenance.config.Suggestions;
import prevenance.tracking.TrackingNumber;

/// Finds out which number and which carrier a row means.
final class CarrierChoice {
    /// What a spreadsheet makes of a long number.
    private static final Pattern ROUNDED = Pattern.compile("\\d([.,]\\d+)?E\\+\\d+", Pattern.CASE_INSENSITIVE);

    private static final int REMEMBERED = 1000;

    private final CarrierDirectory directory;
    private final Map<String, Optional<CarrierRoute>> routes = new HashMap<>();

    CarrierChoice(CarrierDirectory directory) {
        this.directory = directory;
    }

    static Parsed<TrackingNumber> number(String text) {
        if (ROUNDED.matcher(text).matches()) {
            return Parsed.bad("was rounded by a spreadsheet", "format the column as text and export it again");
        }
        try {
            TrackingNumber number = new TrackingNumber(text);
            return number.value().chars().allMatch(c -> c > ' ' && c < 127)
                    ? Parsed.good(number)
                    : Parsed.bad("has letters or signs that no tracking number has", "copy it from the label");
        } catch (IllegalArgumentException notOne) {
            return Parsed.bad(
                    "is no tracking number", "write 1 to " + TrackingNumber.MAX_LENGTH + " letters and digits");
        }
    }

    /// Whom to ask about the row's parcel; null when the row was rejected for want of a carrier.
    @Nullable
    CarrierRoute route(Row row, TrackingNumber number, ReportDraft report) {
        String given = row.text(Column.CARRIER);
        List<String> candidates = directory.identify(number);
        if (given == null) {
            String identified = identified(row, candidates, report);
            return identified == null ? null : routes(identified).orElse(new CarrierRoute(identified, null));
        }
        CarrierRoute route = routes(given).orElse(null);
        if (route == null) {
            row.reject(Column.CARRIER, report, "is no known carrier", didYouMean(given));
            return null;
        }
        String meant = directory.findCode(given).orElse(null);
        if (meant != null && !candidates.contains(meant) && directory.hasNumbers(meant)) {
            row.warn(
                    Column.TRACKING_NUMBER,
                    report,
                    "does not look like a number of " + name(meant),
                    candidates.isEmpty() ? "check it" : "check it; it looks like " + names(candidates, " or "));
        }
        return route;
    }

    private @Nullable String identified(Row row, List<String> candidates, ReportDraft report) {
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        row.reject(
                Column.CARRIER,
                report,
                candidates.isEmpty()
                        ? "is empty, and no carrier's numbers look like this one"
                        : "is empty, and the number may be one of " + names(candidates, ", "),
                "name the carrier");
        return null;
    }

    private Optional<CarrierRoute> routes(String given) {
        Optional<CarrierRoute> known = routes.get(given);
        if (known == null) {
            known = directory.route(given);
            if (routes.size() < REMEMBERED) {
                routes.put(given, known);
            }
        }
        return known;
    }

    private String didYouMean(String given) {
        Map<String, String> known = new TreeMap<>();
        for (String code : directory.codes()) {
            known.put(Words.key(code), code);
            known.put(Words.key(name(code)), code);
        }
        directory.behindAggregators().forEach(name -> known.putIfAbsent(Words.key(name), name));
        return Suggestions.nearest(Words.key(Words.cut(given, 60)), known.keySet())
                .map(near -> "did you mean '" + known.get(near) + "'?")
                .orElse("known: " + String.join(", ", directory.codes()));
    }

    private String name(String code) {
        return directory.traits(code).name();
    }

    private String names(List<String> codes, String between) {
        return String.join(between, codes.stream().map(this::name).toList());
    }
}
