package prevenance.intake;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a customer is found by: his name and address in lower case and without accents, so that `Helene` finds
/// `Hélène`.
public final class SearchText {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00A0\\u202F]+");

    private SearchText() {}

    /// As the database keeps it; null when neither is known.
    static @Nullable String of(@Nullable String name, @Nullable String email) {
        String text = fold((name == null ? "" : name) + " " + (email == null ? "" : email));
        return text.isEmpty() ? null : text;
    }

    /// A text as it is compared; never null.
    public static String fold(String text) {
        String apart = Normalizer.normalize(text.replace('\u2019', '\''), Normalizer.Form.NFKD);
        String bare = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
        return BLANKS.matcher(bare).replaceAll(" ").strip();
    }
}
