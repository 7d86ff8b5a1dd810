package prevenance.carrier;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Texts as rules see them.
final class Accents {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private Accents() {}

    /// Upper case, without accents, typographic apostrophes as plain ones: `Livré` becomes `LIVRE`.
    static String fold(String text) {
        String apart = Normalizer.normalize(text.replace('\u2019', '\'').replace('\u00A0', ' '), Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
