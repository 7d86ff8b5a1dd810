package prevenance.assess;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

/// What the limits are when nobody sets them otherwise. Public figures contradict each other, so each
/// entry of `thresholds.yaml` says where it comes from, when that was read and how sure it is.
final class ThresholdBook {
    private static final String FILE = "thresholds.yaml";
    private static final List<ThresholdEntry> STANDARD = load();

    private ThresholdBook() {}

    static List<ThresholdEntry> entries() {
        return STANDARD;
    }

    private static List<ThresholdEntry> load() {
        try (InputStream in = Objects.requireNonNull(ThresholdBook.class.getResourceAsStream(FILE), FILE)) {
            Problems problems = new Problems();
            List<ThresholdEntry> entries = read(new String(in.readAllBytes(), StandardCharsets.UTF_8), problems);
            if (!problems.list().isEmpty()) {
                throw new IllegalStateException("the program's own file " + FILE + ": " + problems.list());
            }
            return entries;
        } catch (IOException failed) {
            throw new UncheckedIOException("the program's own file " + FILE + " cannot be read", failed);
        }
    }

    static List<ThresholdEntry> read(String yaml, Problems problems) {
        YamlSection root = YamlFile.parse(yaml, FILE, _ -> null, problems);
        List<ThresholdEntry> entries = new ArrayList<>();
        for (YamlSection item : root.list("thresholds")) {
            Limit.find(item.text("key"))
                    .ifPresentOrElse(
                            limit -> entry(item, limit, entries),
                            () -> item.problem("key", "is no limit", "use a key that a rule reads"));
        }
        root.rejectUnknown();
        return List.copyOf(entries);
    }

    private static void entry(YamlSection item, Limit limit, List<ThresholdEntry> entries) {
        Measure measure = item.choice("measure", Measure.class, limit.measure());
        YamlSection source = item.section("source");
        String english = source.text("en");
        String french = source.text("fr");
        @Nullable LocalDate checked = item.optionalDate("checked").orElse(null);
        @Nullable
        Confidence confidence =
                item.optionalChoice("confidence", Confidence.class).orElse(null);
        @Nullable String value = ThresholdReader.value(item, "value", measure).orElse(null);
        if (checked == null || confidence == null || value == null) {
            item.problem("key", "lacks its value, day or confidence", "add value, checked and confidence");
            return;
        }
        Where where = new Where(
                null,
                item.optionalText("carrier").orElse(null),
                item.optionalText("service").orElse(null),
                item.optionalText("country")
                        .map(code -> code.toUpperCase(Locale.ROOT))
                        .orElse(null),
                item.optionalChoice("place", PickupKind.class).orElse(null));
        entries.add(new ThresholdEntry(
                where,
                new Threshold(limit.key(), value, measure, english, french, checked, confidence, Threshold.BOOK)));
    }
}
