package prevenance.page;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What somebody typed, fit to be kept: text and line breaks, nothing that steers a terminal or turns the reading
/// direction of what stands beside it.
final class OwnWords {
    private static final Pattern BREAKS = Pattern.compile("\\r\\n?|[\\u2028\\u2029\\u0085]");
    private static final Pattern STEERING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}&&[^\\n\\u200D]]");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n[ \\t\\u00A0]*(?:\\n[ \\t\\u00A0]*){2,}");

    private OwnWords() {}

    /// Without what is not text; empty for nothing.
    static String clean(@Nullable String typed) {
        if (typed == null) {
            return "";
        }
        String lines =
                BREAKS.matcher(Normalizer.normalize(typed, Normalizer.Form.NFC)).replaceAll("\n");
        String tabs = lines.replace('\t', ' ');
        return EMPTY_LINES
                .matcher(STEERING.matcher(tabs).replaceAll(""))
                .replaceAll("\n\n")
                .strip();
    }
}
