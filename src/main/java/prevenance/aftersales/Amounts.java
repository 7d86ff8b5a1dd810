package prevenance.aftersales;

import java.math.BigDecimal;
import java.util.Currency;

/// Sums of money as the staff writes and reads them.
public final class Amounts {
    private static final int USUAL_DIGITS = 2;

    private Amounts() {}

    /// `129.90 EUR`.
    public static String words(long minor, String currency) {
        return decimal(minor, currency).toPlainString() + " " + currency;
    }

    static BigDecimal decimal(long minor, String currency) {
        return BigDecimal.valueOf(minor, digits(currency));
    }

    /// Digits behind the point of a currency's amounts; 2 when the currency is unknown.
    private static int digits(String currency) {
        return Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .findFirst()
                .map(Currency::getDefaultFractionDigits)
                .filter(n -> n >= 0)
                .orElse(USUAL_DIGITS);
    }
}
