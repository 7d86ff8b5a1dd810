package prevenance.intake;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a customer is found by: the words of his name and address in lower case and without accents, so that `helene`
/// finds `Hélène`.
public final class SearchText {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /// What stands between words, as both databases' own searches see it: all but letters and digits.
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchText() {}

    /// As the database keeps it; null when neither is known.
    static @Nullable String of(@Nullable String name, @Nullable String email) {
        String text = fold((name == null ? "" : name) + " " + (email == null ? "" : email));
        return text.isEmpty() ? null : text;
    }

    /// The words of a text as they are compared, with one blank between; never null, empty when it has none.
    public static String fold(String text) {
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String bare = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
        return BETWEEN.matcher(MARKS.matcher(bare).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }
}
