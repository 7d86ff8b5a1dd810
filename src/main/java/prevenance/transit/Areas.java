package prevenance.transit;

import org.jspecify.annotations.Nullable;

/// Coarse and finer parts of places. Postcodes are cut to two and three signs; a postcode that has lost its leading
/// zero stays apart by its length. What is no postcode is kept whole.
final class Areas {
    private Areas() {}

    /// Such as `69xxx` for `69007`; empty when not known.
    static String coarse(@Nullable String area) {
        return cut(area, 2);
    }

    /// Such as `690xx` for `69007`.
    static String fine(@Nullable String area) {
        return cut(area, 3);
    }

    private static String cut(@Nullable String area, int signs) {
        if (area == null) {
            return "";
        }
        String text = area.strip();
        boolean postcode = text.length() >= 4
                && text.length() <= 10
                && text.chars().anyMatch(Character::isDigit)
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '-');
        if (!postcode) {
            return text;
        }
        boolean digits = text.chars().filter(Character::isDigit).count() * 2 > text.length();
        int kept = digits ? signs : signs + 1;
        return text.substring(0, kept) + "x".repeat(digits ? text.length() - kept : 0);
    }
}
