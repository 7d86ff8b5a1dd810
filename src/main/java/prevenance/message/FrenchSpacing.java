package prevenance.message;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// French wants a space before `: ; ! ?` and inside guillemets, and no line may break there.
final class FrenchSpacing {
    private static final String NO_BREAK = "\u00a0";
    /// What is no text: tags, styles and comments, where a space is a space.
    private static final Pattern NO_TEXT = Pattern.compile("(?s)<style.*?</style>|<!--.*?-->|<[^>]*>");

    private static final Pattern BEFORE = Pattern.compile(" (?=[:;!?»])");
    private static final Pattern AFTER = Pattern.compile("(?<=«) ");

    private FrenchSpacing() {}

    /// Makes the spaces that stand there unbreakable; adds none.
    static String apply(String text) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (MatchResult tag : NO_TEXT.matcher(text).results().toList()) {
            out.append(unbroken(text.substring(from, tag.start()))).append(tag.group());
            from = tag.end();
        }
        return out.append(unbroken(text.substring(from))).toString();
    }

    private static String unbroken(String text) {
        return AFTER.matcher(BEFORE.matcher(text).replaceAll(NO_BREAK)).replaceAll(NO_BREAK);
    }
}
