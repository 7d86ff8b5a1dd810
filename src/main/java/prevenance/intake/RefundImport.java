package prevenance.intake;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.PaymentMeans;
import prevenance.aftersales.RefundDesk;
import prevenance.aftersales.RefundNotice;
import prevenance.aftersales.RefundState;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Reads refund files: `reference,order,amount,currency,means,triggered_at,bank_reference,state,why`.
/// Reference, order, amount and triggered_at must be there; without means it is `other`, without state it was
/// triggered. A refund that is only decided has an empty triggered_at. The same reference twice changes
/// nothing.
public final class RefundImport {
    private static final Map<String, PaymentMeans> MEANS = means();

    /// Clocks differ a little, and a date without a time says little about the hour.
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Database database;
    private final RefundDesk desk;
    private final ShopDefaults shop;
    private final CsvImport csv;

    public RefundImport(Database database, RefundDesk desk, ShopDefaults shop, IntakeSettings settings) {
        this.database = database;
        this.desk = desk;
        this.shop = shop;
        this.csv = new CsvImport(settings);
    }

    /// Whatever the file holds, the answer is a report.
    public ImportReport read(ImportSource source, Instant now, ImportProgress progress) {
        return csv.run(ImportKind.REFUNDS, source, progress, rows(now)::read);
    }

    /// Brings a few rows in, each by itself.
    void take(Tx tx, List<Row> rows, ReportDraft report, Instant now) {
        rows(now).take(tx, rows, report);
    }

    private AftersalesRows<RefundNotice> rows(Instant now) {
        return new AftersalesRows<>(
                database,
                Column.REFUNDS,
                (row, report) -> understand(row, report, now),
                (tx, notice) -> desk.register(tx, notice, now));
    }

    private @Nullable RefundNotice understand(Row row, ReportDraft report, Instant now) {
        String reference = row.required(Column.REFERENCE, report, Parsed::good);
        String order = row.required(Column.ORDER, report, Parsed::good);
        String currency = row.essential(Column.CURRENCY, report, Money::currency);
        Money amount =
                row.required(Column.AMOUNT, report, text -> positive(Money.parse(text, currency, shop.currency())));
        PaymentMeans means = row.essential(Column.MEANS, report, RefundImport::means);
        RefundState state = row.essential(Column.STATE, report, StateWords::refund);
        boolean triggered = state == null || state == RefundState.TRIGGERED;
        Instant triggeredAt = triggered
                ? row.required(Column.TRIGGERED_AT, report, text -> past(Dates.instant(text, shop.zone()), now))
                : row.essential(Column.TRIGGERED_AT, report, text -> past(Dates.instant(text, shop.zone()), now));
        String why = row.words(Column.WHY, report);
        String bankReference = row.words(Column.BANK_REFERENCE, report);
        return row.isRejected() || reference == null || order == null || amount == null
                ? null
                : new RefundNotice(
                        reference,
                        order,
                        amount.minor(),
                        amount.currency(),
                        means == null ? PaymentMeans.OTHER : means,
                        state == null ? RefundState.TRIGGERED : state,
                        state == RefundState.DECIDED ? null : triggeredAt,
                        bankReference,
                        why);
    }

    private static Parsed<Money> positive(Parsed<Money> amount) {
        return amount instanceof Parsed.Good<Money>(Money money) && money.minor() == 0
                ? Parsed.bad("is nothing", "write what is paid back")
                : amount;
    }

    private static Parsed<Instant> past(Parsed<Instant> at, Instant now) {
        return at instanceof Parsed.Good<Instant>(Instant instant) && instant.isAfter(now.plus(AHEAD))
                ? Parsed.bad("is in the future", "import a refund when it has been triggered")
                : at;
    }

    private static Parsed<PaymentMeans> means(String text) {
        PaymentMeans known = MEANS.get(Words.key(text));
        return known != null
                ? Parsed.good(known)
                : Parsed.bad(
                        "is no known means of payment",
                        "write card, deferred card, bank transfer, wallet, voucher or other");
    }

    private static Map<String, PaymentMeans> means() {
        Map<String, PaymentMeans> names = new HashMap<>();
        put(
                names,
                PaymentMeans.CARD,
                "card",
                "credit card",
                "debit card",
                "carte",
                "carte bancaire",
                "cb",
                "visa",
                "mastercard");
        put(
                names,
                PaymentMeans.DEFERRED_CARD,
                "deferred card",
                "deferred debit card",
                "carte à débit différé",
                "carte débit différé",
                "débit différé",
                "cb différé");
        put(
                names,
                PaymentMeans.BANK_TRANSFER,
                "bank transfer",
                "transfer",
                "wire",
                "sepa",
                "virement",
                "virement bancaire",
                "virement sepa");
        put(names, PaymentMeans.WALLET, "wallet", "paypal", "apple pay", "google pay", "portefeuille");
        put(
                names,
                PaymentMeans.VOUCHER,
                "voucher",
                "gift card",
                "store credit",
                "bon d'achat",
                "avoir",
                "carte cadeau",
                "bon");
        put(names, PaymentMeans.OTHER, "other", "autre");
        return Map.copyOf(names);
    }

    private static void put(Map<String, PaymentMeans> names, PaymentMeans means, String... words) {
        for (String word : words) {
            names.put(Words.key(word), means);
        }
    }
}
