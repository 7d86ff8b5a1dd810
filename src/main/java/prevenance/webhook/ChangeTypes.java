package prevenance.webhook;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The changes that are told, and the patterns by which an endpoint chooses.
public final class ChangeTypes {
    /// All of them.
    public static final List<String> ALL = List.of(
            "flag.raised",
            "flag.closed",
            "case.opened",
            "case.changed",
            "case.closed",
            "message.queued",
            "message.held",
            "message.sent",
            "message.withdrawn",
            "message.failed");

    /// What `webhooks test` sends.
    static final String TEST = "webhook.test";

    private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

    private ChangeTypes() {}

    /// The patterns of a text parted by blanks or commas: `flag.* case.closed`, or `*`.
    ///
    /// @throws IllegalArgumentException when one of them matches nothing; the message says what there is
    public static List<String> patterns(String text) {
        List<String> patterns = Stream.of(BLANKS.split(text.strip(), -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("no type is named; there are " + String.join(", ", ALL) + ", and '*'");
        }
        for (String pattern : patterns) {
            if (ALL.stream().noneMatch(type -> matches(pattern, type))) {
                throw new IllegalArgumentException("'" + pattern + "' matches no change; there are "
                        + String.join(", ", ALL) + ", 'flag.*' and the like, and '*'");
            }
        }
        return patterns;
    }

    static boolean matches(String pattern, String type) {
        return pattern.equals("*")
                || pattern.equals(type)
                || pattern.endsWith(".*") && type.startsWith(pattern.substring(0, pattern.length() - 1));
    }
}
