package prevenance.carrier;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/// What a statement's own words clearly say, in the languages that carriers write here (`words.csv`). A code decides
/// what a statement means; its words only raise doubts, and only where a mistake cannot be made good: the end of a
/// journey that the words deny is believed by nobody.
final class StatementWords {
    private static final List<Row> ROWS = rows();

    /// Carriers repeat themselves: each parcel's whole story comes with every answer.
    private static final Map<String, Set<Says>> KNOWN = new ConcurrentHashMap<>();

    private static final int MOST_KNOWN = 4_000;

    /// What words say.
    enum Says {
        FAILED,
        BACK,
        LOST,
        MOVING,
        DELIVERED,
        /// Something that goes with a delivery, though it does not say one.
        HANDED
    }

    private record Row(Says says, Pattern match) {}

    private StatementWords() {}

    /// All that a text says.
    ///
    /// @param folded see [Accents#fold]
    static Set<Says> of(String folded) {
        Set<Says> known = KNOWN.get(folded);
        if (known == null) {
            known = Collections.unmodifiableSet(read(folded));
            if (KNOWN.size() >= MOST_KNOWN) {
                KNOWN.clear();
            }
            KNOWN.put(folded, known);
        }
        return known;
    }

    private static Set<Says> read(String folded) {
        Set<Says> said = EnumSet.noneOf(Says.class);
        String left = folded;
        for (Row row : ROWS) {
            Matcher match = row.match().matcher(left);
            if (match.find()) {
                said.add(row.says());
                left = match.replaceAll(" . ");
            }
        }
        return said;
    }

    /// Whether words deny that the journey has ended so. Silent about every other status, about words that say nothing
    /// clear, and where only one of several things said agrees.
    static boolean deny(TrackingStatus end, String folded) {
        Set<Says> agreeing;
        if (end.milestone() == Milestone.DELIVERED) {
            agreeing = EnumSet.of(Says.DELIVERED, Says.HANDED);
        } else if (end == TrackingStatus.RETURN_ARRIVED) {
            agreeing = EnumSet.of(Says.BACK, Says.DELIVERED, Says.HANDED);
        } else if (end == TrackingStatus.EXC_LOST_DECLARED) {
            agreeing = EnumSet.of(Says.LOST, Says.FAILED);
        } else {
            return false;
        }
        Set<Says> said = of(folded);
        return !said.isEmpty() && said.stream().noneMatch(agreeing::contains);
    }

    /// Whether words say a delivery, and nothing else, beside a code that says none.
    static boolean sayDelivery(TrackingStatus status, String folded) {
        boolean elsewhere = switch (status.milestone()) {
            case ANNOUNCED, ACCEPTED, IN_TRANSIT, OUT_FOR_DELIVERY, ATTEMPT_FAILED, EXCEPTION, HELD -> true;
            case UNKNOWN, AVAILABLE_FOR_PICKUP, RETURNING, RETURNED, DELIVERED -> false;
        };
        if (!elsewhere) {
            return false;
        }
        Set<Says> said = of(folded);
        return said.contains(Says.DELIVERED)
                && EnumSet.of(Says.DELIVERED, Says.HANDED).containsAll(said);
    }

    private static List<Row> rows() {
        CsvMapper csv = new CsvMapper();
        List<Row> rows = new ArrayList<>();
        try (InputStream file = StatementWords.class.getResourceAsStream("words.csv");
                MappingIterator<String[]> lines = csv.readerFor(String[].class)
                        .with(CsvReadFeature.WRAP_AS_ARRAY)
                        .readValues(new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                                .lines()
                                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                                .skip(1)
                                .collect(java.util.stream.Collectors.joining("\n")))) {
            while (lines.hasNext()) {
                String[] line = lines.next();
                rows.add(new Row(Says.valueOf(line[0].toUpperCase(Locale.ROOT)), Pattern.compile(line[1])));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (JacksonException broken) {
            throw new IllegalStateException("words.csv", broken);
        }
        return List.copyOf(rows);
    }
}
