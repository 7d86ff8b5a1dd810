package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;

/// Looks through all templates before any message needs one: every file there, every file parsed, every message
/// composed once with all facts and once with none.
final class TemplateCheck {
    private static final Map<String, @Nullable Object> EVERYTHING = Map.ofEntries(
            Map.entry("customer", Map.of("name", "Camille Exemple")),
            Map.entry("order", Map.of("number", "A-1001")),
            Map.entry(
                    "parcel",
                    Map.of(
                            "number",
                            "0",
                            "carrier",
                            "X",
                            "link",
                            "https://example.org/",
                            "items",
                            "x",
                            "service",
                            "x")),
            Map.entry("promiseDate", "2026-11-24"),
            Map.entry("estimatedDate", "2026-11-26"),
            Map.entry("since", "2026-11-20"),
            Map.entry("lastPlace", "Lyon"),
            Map.entry("cause", "weather"),
            Map.entry("attempt", Map.of("date", "2026-11-24", "count", 1, "reason", "absent")),
            Map.entry("pickup", Map.of("place", "Relais", "untilDate", "2026-12-01")),
            Map.entry("delivered", Map.of("date", "2026-11-24", "how", "third-party")),
            Map.entry("nextUpdateDate", "2026-11-27"),
            Map.entry("decisionDate", "2026-12-04"),
            Map.entry("caseNumber", "12"),
            Map.entry("otherParcels", List.of(Map.of("number", "1", "carrier", "Y", "status", "DELIVERED"))),
            Map.entry(
                    "refund",
                    Map.of(
                            "amountMinor",
                            4990,
                            "currency",
                            "EUR",
                            "means",
                            "CARD",
                            "triggeredDate",
                            "2026-11-24",
                            "showByDate",
                            "2026-12-08",
                            "bankReference",
                            "ARN-1",
                            "reference",
                            "R-1")),
            Map.entry("exchange", Map.of("reference", "E-1", "items", "x")),
            Map.entry(
                    "page",
                    Map.of(
                            "link",
                            "https://example.org/p/1",
                            "stopLink",
                            "https://example.org/p/2",
                            "choiceLink",
                            "https://example.org/p/3",
                            "refundLink",
                            "https://example.org/p/4")),
            Map.entry("survey", Map.of("link", "https://example.org/p/5")));

    private final Composer composer;
    private final String folder;
    private final Problems problems;

    TemplateCheck(Composer composer, String folder, Problems problems) {
        this.composer = composer;
        this.folder = folder;
        this.problems = problems;
    }

    void checkAll() {
        if (!composer.languages().contains("en")) {
            problems.add(folder + "/en", null, "", "the templates in English are missing", "they are the last resort");
        }
        for (String language : composer.languages()) {
            for (MessageKind kind : MessageKind.values()) {
                if (parses(language, kind) && holds(language, kind, EVERYTHING)) {
                    holds(language, kind, Map.of());
                }
            }
        }
    }

    private boolean parses(String language, MessageKind kind) {
        boolean fine = true;
        for (String part : Composer.PARTS) {
            String name = language + "/" + kind.wireName() + part;
            try {
                composer.engine().parse(name);
            } catch (PebbleException broken) {
                add(broken, name);
                fine = false;
            }
        }
        return fine;
    }

    private boolean holds(String language, MessageKind kind, Map<String, @Nullable Object> facts) {
        String name = language + "/" + kind.wireName();
        try {
            composer.render(kind, Locale.of(language), "FR", facts);
            return true;
        } catch (PebbleException broken) {
            add(broken, name);
            return false;
        }
    }

    private void add(PebbleException broken, String name) {
        String file = broken.getFileName() == null ? name : broken.getFileName();
        problems.add(
                folder + "/" + file,
                broken.getLineNumber(),
                "",
                String.valueOf(broken.getPebbleMessage()),
                "mend it, or put back the file that came with the program");
    }
}
