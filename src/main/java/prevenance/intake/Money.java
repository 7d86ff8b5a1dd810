package prevenance.intake;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.config.Suggestions;

/// Amounts as people write them: `129.90`, `129,90`, `1 299,00 €`, `1.299,00`, `EUR 12`.
///
/// @param minor    in the currency's smallest unit by ISO 4217, never negative
/// @param currency ISO 4217
record Money(long minor, String currency) {
    private static final Map<String, String> SIGNS =
            Map.of("€", "EUR", "£", "GBP", "ZŁ", "PLN", "EURO", "EUR", "EUROS", "EUR");
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Pattern AMOUNT =
            Pattern.compile("(?<before>[^0-9.,+-]*)(?<number>[+-]?[0-9][0-9.,]*|[+-]?[.,][0-9]+)(?<after>[^0-9]*)");
    private static final Pattern GROUPED = Pattern.compile("\\d{1,3}(\\D\\d{3})+");
    private static final int MAX_DIGITS = 12;
    private static final String REMEDY = "write 1299.00 or 1299,00";

    static Parsed<String> currency(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        String known = CODES.contains(code) ? code : SIGNS.get(code);
        return known != null
                ? Parsed.good(known)
                : Parsed.bad(
                        "is no currency",
                        Suggestions.nearest(code, CODES)
                                .filter(near -> code.length() == 3)
                                .map(near -> "did you mean " + near + "? Write the ISO 4217 code, such as EUR")
                                .orElse("write the ISO 4217 code, such as EUR"));
    }

    /// @param stated   what the currency column says; null when it says nothing
    /// @param fallback the shop's currency
    static Parsed<Money> parse(String text, @Nullable String stated, String fallback) {
        String compact = text.replaceAll("[\\s\\u00A0\\u202F\\u2009'’]", "");
        Matcher m = AMOUNT.matcher(compact);
        if (!m.matches()) {
            return Parsed.bad("is no amount", REMEDY);
        }
        String sign = (m.group("before") + m.group("after")).toUpperCase(Locale.ROOT);
        String inText = sign.isEmpty() || sign.equals("$") ? null : CODES.contains(sign) ? sign : SIGNS.get(sign);
        if (inText == null && !sign.isEmpty() && !sign.equals("$")) {
            return Parsed.bad("has a currency sign that is not known", REMEDY);
        }
        if (inText != null && stated != null && !inText.equals(stated)) {
            return Parsed.bad("is in " + inText + " but the currency column says " + stated, "correct one of them");
        }
        String code = stated != null ? stated : inText != null ? inText : fallback;
        return number(m.group("number"), code);
    }

    private static Parsed<Money> number(String number, String code) {
        if (number.startsWith("-")) {
            return Parsed.bad("is below zero", "write it without the minus sign");
        }
        int digits = Currency.getInstance(code).getDefaultFractionDigits();
        String plain = number.startsWith("+") ? number.substring(1) : number;
        int last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
        String whole = last < 0 ? plain : plain.substring(0, last);
        String decimals = last < 0 ? "" : plain.substring(last + 1);
        boolean once = last >= 0 && !whole.contains(".") && !whole.contains(",");
        boolean sameTwice = last >= 0 && whole.indexOf(plain.charAt(last)) >= 0;
        if (sameTwice) {
            whole = plain;
            decimals = "";
        } else if (once && decimals.length() == 3 && digits != 3 && !whole.matches("0*") && whole.length() <= 3) {
            return Parsed.bad("may mean thousands or decimals", REMEDY);
        }
        if (!whole.isEmpty()
                && !whole.matches("\\d+")
                && !GROUPED.matcher(whole).matches()) {
            return Parsed.bad("has groups of digits that are not three long", REMEDY);
        }
        String significant = decimals.replaceAll("0+$", "");
        String units = whole.replaceAll("\\D", "");
        if (significant.length() > digits) {
            return Parsed.bad("has more decimals than " + code + " has", REMEDY);
        }
        if (units.length() > MAX_DIGITS) {
            return Parsed.bad("is too large", REMEDY);
        }
        BigDecimal value = new BigDecimal("0" + units + (significant.isEmpty() ? "" : "." + significant));
        return Parsed.good(new Money(value.movePointRight(digits).longValueExact(), code));
    }
}
