package prevenance.aftersales;

import java.util.Locale;

/// How the customer gets his money back; decides what we can promise about when it shows.
public enum PaymentMeans {
    CARD,
    /// A card whose payments are debited once a month.
    DEFERRED_CARD,
    BANK_TRANSFER,
    /// An account at a payment service.
    WALLET,
    VOUCHER,
    OTHER;

    /// Lower-case kebab, as templates and files name it: `deferred-card`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
