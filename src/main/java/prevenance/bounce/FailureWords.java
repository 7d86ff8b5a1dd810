package prevenance.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What mail systems write when they give a mail back, from `words.txt`.
final class FailureWords {
    // Longer gaps join what does not belong together.
    private static final String GAP = ".{0,60}?";
    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    // Addresses and the paths of links have words of their own.
    private static final Pattern NAMES =
            Pattern.compile("(?<=[a-z])/[^\\s>\"]{1,500}|[^\\s<>\"':,;]{1,80}@[^\\s<>\"':,;]{1,200}");
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");
    private static final List<Row> ROWS = rows();

    /// @param heading what a match means
    private record Row(String heading, Pattern match) {}

    private FailureWords() {}

    /// What words are compared as: lower case, without accents, one space between words.
    static String folded(String text) {
        String unnamed = NAMES.matcher(text).replaceAll("@");
        String plain = MARKS.matcher(Normalizer.normalize(unnamed, Normalizer.Form.NFKD))
                .replaceAll("")
                .replace('’', '\'')
                .replace('‘', '\'');
        return SPACE.matcher(plain).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    /// The first row that a text matches; empty when its words say nothing.
    ///
    /// @param folded see [#folded]
    static Optional<FailureCause> cause(String folded) {
        return ROWS.stream()
                .filter(row -> !row.heading().startsWith("mail:"))
                .filter(row -> row.match().matcher(folded).find())
                .map(row -> FailureCause.valueOf(row.heading()))
                .findFirst();
    }

    /// Whether a mail speaks of a delivery that failed.
    static boolean speakOfFailure(String folded) {
        return matches("mail:failed", folded);
    }

    /// Whether a mail speaks of a delivery that is late.
    static boolean speakOfDelay(String folded) {
        return matches("mail:delayed", folded);
    }

    /// Whether a mail is the answer of a person's automat.
    static boolean speakOfAbsence(String folded) {
        return matches("mail:absent", folded);
    }

    /// Whether a mail says that a recipient complains.
    static boolean speakOfComplaint(String folded) {
        return matches("mail:complaint", folded);
    }

    private static boolean matches(String heading, String folded) {
        return ROWS.stream()
                .anyMatch(row -> row.heading().equals(heading)
                        && row.match().matcher(folded).find());
    }

    private static List<Row> rows() {
        try (InputStream file = FailureWords.class.getResourceAsStream("words.txt")) {
            if (file == null) {
                throw new IllegalStateException("words.txt is missing");
            }
            List<Row> rows = new ArrayList<>();
            String heading = "";
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList()) {
                if (line.startsWith("[")) {
                    heading = line.substring(1, line.length() - 1);
                } else {
                    rows.add(new Row(heading, pattern(line)));
                }
            }
            return List.copyOf(rows);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Pattern pattern(String phrase) {
        return Pattern.compile("(?<![a-z])"
                + Stream.of(folded(phrase).split("\\*")).map(Pattern::quote).collect(Collectors.joining(GAP)));
    }
}
