package prevenance.intake;

import java.text.Normalizer;
import java.util.Locale;

/// Texts as files write them.
final class Words {
    private static final int SHOWN = 40;

    private Words() {}

    /// A word as it is compared: lower case, without accents, spaces and signs.
    static String key(String word) {
        String plain = Normalizer.normalize(word, Normalizer.Form.NFD).toLowerCase(Locale.ROOT);
        StringBuilder key = new StringBuilder(plain.length());
        plain.codePoints().filter(Character::isLetterOrDigit).forEach(key::appendCodePoint);
        return key.toString();
    }

    /// A cell without what spreadsheets add (`="123"`, `'123`), control characters, line ends and doubled spaces.
    static String clean(String cell) {
        String text = cell;
        if (text.startsWith("=\"") && text.endsWith("\"") && text.length() > 2) {
            text = text.substring(2, text.length() - 1);
        } else if (text.startsWith("'")) {
            text = text.substring(1);
        }
        StringBuilder clean = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean blank =
                    c == '\uFEFF' || Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
            if (blank) {
                gap = true;
                continue;
            }
            if (gap && !clean.isEmpty()) {
                clean.append(' ');
            }
            gap = false;
            clean.append(c);
        }
        return clean.toString();
    }

    /// At most `max` characters, never half of one.
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
        return text.substring(0, end) + "…";
    }

    /// For a report.
    static String shown(String text) {
        return cut(clean(text), SHOWN);
    }
}
