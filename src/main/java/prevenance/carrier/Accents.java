package prevenance.carrier;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Texts as rules see them.
final class Accents {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    /// Up to here a letter's accents are part of it, and what becomes of it does not hang on its neighbours. All that
    /// carriers write in Western Europe lies below, but for the typographic apostrophe.
    private static final char LAST_SIMPLE = '\u017F';

    private static final char APOSTROPHE = '\u2019';

    /// Stands for a letter that becomes two; nothing that is folded becomes it.
    private static final char TWO = '\uFFFF';

    /// What each becomes, filled as they are met.
    private static final char[] FOLDED = new char[LAST_SIMPLE + 1];

    private Accents() {}

    /// Upper case, without accents, typographic apostrophes as plain ones: `Livré` becomes `LIVRE`.
    static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            char each = folded[i];
            if (each > LAST_SIMPLE && each != APOSTROPHE) {
                return slowly(text);
            }
            folded[i] = each == APOSTROPHE ? '\'' : folded(each);
            if (folded[i] == TWO) {
                return slowly(text);
            }
        }
        return new String(folded);
    }

    private static char folded(char each) {
        char known = FOLDED[each];
        if (known == 0) {
            String folded = slowly(String.valueOf(each));
            known = folded.length() == 1 ? folded.charAt(0) : TWO;
            FOLDED[each] = known;
        }
        return known;
    }

    private static String slowly(String text) {
        String apart = Normalizer.normalize(text.replace(APOSTROPHE, '\'').replace('\u00A0', ' '), Normalizer.Form.NFD);
        return MARKS.matcher(apart).replaceAll("").toUpperCase(Locale.ROOT);
    }
}
