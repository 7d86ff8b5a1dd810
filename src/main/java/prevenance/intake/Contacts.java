package prevenance.intake;

import java.net.IDN;
import java.util.regex.Pattern;

/// Mail addresses and phone numbers.
final class Contacts {
    /// An address as mail servers take it unquoted (RFC 5321's Dot-string), accented letters allowed.
    private static final Pattern LOCAL_PART =
            Pattern.compile("[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*");

    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]");
    private static final Pattern SHOWN_DOMAIN = Pattern.compile("[\\p{L}0-9.-]{0,40}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./-]{4,30}");

    private Contacts() {}

    static Parsed<String> email(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at > 64 || !LOCAL_PART.matcher(text.substring(0, at)).matches()) {
            return Parsed.bad("is no mail address", "write one address, such as camille@example.org");
        }
        String domain;
        try {
            domain = IDN.toASCII(text.substring(at + 1)).toLowerCase(java.util.Locale.ROOT);
        } catch (IllegalArgumentException notOne) {
            domain = "";
        }
        return domain.length() <= 253 && DOMAIN.matcher(domain).matches()
                ? Parsed.good(text)
                : Parsed.bad("has no mail domain after the @", "write one address, such as camille@example.org");
    }

    static Parsed<String> phone(String text) {
        long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
        return PHONE.matcher(text).matches() && digits >= 4 && digits <= 15
                ? Parsed.good(text)
                : Parsed.bad("is no phone number", "write digits, best with the country: +33 1 99 00 00 00");
    }

    /// Enough to find the row, not the person: first letter and domain, or the last two digits.
    static String masked(String text) {
        int at = text.lastIndexOf('@');
        if (at >= 1 && SHOWN_DOMAIN.matcher(text.substring(at + 1)).matches()) {
            return text.substring(0, text.offsetByCodePoints(0, 1))
                    + text.substring(at).replaceFirst("@", "…@");
        }
        return text.length() < 6 || at >= 0 ? "…" : "…" + text.substring(text.length() - 2);
    }
}
