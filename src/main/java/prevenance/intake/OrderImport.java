package prevenance.intake;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierRoute;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;

/// Reads order files: one row per parcel, in CSV with a header. The columns, by their canonical names
/// (French and English variants are understood too):
/// `order,carrier,tracking_number,shipped_at,promised_date,customer_name,email,
/// phone,locale,country,postcode,service,value,currency,items,ordered_at,shop,promised_from,
/// promised_until,origin_country,origin_postcode,replaces`. Only `order` and `tracking_number` must be
/// there.
///
/// Order, carrier and number identify a parcel. The same file twice changes nothing, a corrected row
/// updates, an empty cell leaves what is known.
public final class OrderImport {
    private static final int BATCH = 500;

    private final Database database;
    private final CarrierDirectory carriers;
    private final ShopDefaults shop;
    private final CsvImport csv;
    private final @Nullable Outbox outbox;

    /// Without messages.
    public OrderImport(Database database, CarrierDirectory carriers, ShopDefaults shop, IntakeSettings settings) {
        this(database, carriers, shop, settings, null);
    }

    /// @param outbox whose messages follow a corrected address, null for none
    public OrderImport(
            Database database,
            CarrierDirectory carriers,
            ShopDefaults shop,
            IntakeSettings settings,
            @Nullable Outbox outbox) {
        this.outbox = outbox;
        this.database = database;
        this.carriers = carriers;
        this.shop = shop;
        this.csv = new CsvImport(settings);
    }

    /// Whatever the file holds, the answer is a report. What it says is committed some hundred rows at
    /// a time: after a crash, import the file again.
    public ImportReport read(ImportSource source, Instant now, ImportProgress progress) {
        return csv.run(ImportKind.ORDERS, source, progress, (table, report, at) -> rows(table, report, at, now));
    }

    private void rows(CsvTable table, ReportDraft report, CsvImport.Progress progress, Instant now) throws IOException {
        CarrierChoice choice = new CarrierChoice(carriers);
        OrderBatch batch = new OrderBatch(shop, report, outbox, this::nameOf);
        List<OrderRow> rows = new ArrayList<>(BATCH);
        Row row = table.next(report);
        while (row != null) {
            OrderRow understood = understand(row, choice, report);
            if (understood != null) {
                rows.add(understood);
            }
            row = table.next(report);
            if (rows.size() == BATCH || row == null && !rows.isEmpty()) {
                List<OrderRow> full = rows;
                database.execute(tx -> batch.apply(tx, full, now));
                rows = new ArrayList<>(BATCH);
                progress.at(report.rows);
            }
        }
    }

    /// Brings a few rows in; nothing of them when one is rejected.
    void take(Tx tx, List<Row> rows, ReportDraft report, Instant now) {
        CarrierChoice choice = new CarrierChoice(carriers);
        List<OrderRow> understood = new ArrayList<>();
        for (Row row : rows) {
            OrderRow one = understand(row, choice, report);
            if (one != null) {
                understood.add(one);
            }
        }
        if (understood.size() == rows.size()) {
            new OrderBatch(shop, report, outbox, this::nameOf).applyAll(tx, understood, now);
        }
    }

    private @Nullable OrderRow understand(Row row, CarrierChoice choice, ReportDraft report) {
        String order = row.required(Column.ORDER, report, Parsed::good);
        TrackingNumber number = row.required(Column.TRACKING_NUMBER, report, CarrierChoice::number);
        CarrierRoute route = number == null ? null : choice.route(row, number, report);
        Instant shippedAt = row.essential(Column.SHIPPED_AT, report, text -> Dates.instant(text, shop.zone()));
        LocalDate promise = row.essential(Column.PROMISED_DATE, report, Dates::date);
        LocalTime from = row.essential(Column.PROMISED_FROM, report, Dates::time);
        LocalTime until = row.essential(Column.PROMISED_UNTIL, report, Dates::time);
        if (from != null && until != null && !until.isAfter(from)) {
            row.reject(Column.PROMISED_UNTIL, report, "is not later than promised_from", "correct one of them");
        }
        if ((from != null || until != null) && row.text(Column.PROMISED_DATE) == null) {
            row.warn(
                    until == null ? Column.PROMISED_FROM : Column.PROMISED_UNTIL,
                    report,
                    "is a time without a promised day, and counts only once one is known",
                    "fill in promised_date");
        }
        TrackingNumber replaces = row.essential(Column.REPLACES, report, CarrierChoice::number);
        if (replaces != null && replaces.equals(number)) {
            row.reject(Column.REPLACES, report, "is the parcel's own number", "write the former number, or nothing");
        }
        String soldBy = shop.shops().isEmpty() ? null : row.essential(Column.SHOP, report, this::shop);
        if (row.isRejected() || order == null || number == null || route == null) {
            return null;
        }
        Locale locale = row.optional(Column.LOCALE, report, Places::locale);
        CustomerFields customer = new CustomerFields(
                row.words(Column.CUSTOMER_NAME, report),
                row.optional(Column.EMAIL, report, Contacts::email),
                row.optional(Column.PHONE, report, Contacts::phone),
                locale == null ? null : locale.toLanguageTag(),
                row.optional(Column.COUNTRY, report, Places::country),
                row.words(Column.POSTCODE, report),
                row.optional(Column.ORDERED_AT, report, text -> Dates.instant(text, shop.zone())),
                soldBy);
        String currency = row.optional(Column.CURRENCY, report, Money::currency);
        boolean currencyUnclear = currency == null && row.text(Column.CURRENCY) != null;
        Money value = currencyUnclear
                ? null
                : row.optional(Column.VALUE, report, text -> Money.parse(text, currency, shop.currency()));
        ParcelFields parcel = new ParcelFields(
                shippedAt,
                promise,
                from,
                until,
                row.words(Column.SERVICE, report),
                value == null ? null : value.minor(),
                value == null ? null : value.currency(),
                row.words(Column.ITEMS, report),
                row.optional(Column.ORIGIN_COUNTRY, report, Places::country),
                row.words(Column.ORIGIN_POSTCODE, report),
                route.realCarrier());
        return new OrderRow(row.line(), order, route.code(), number, customer, parcel, replaces);
    }

    private String nameOf(String code) {
        return carriers.codes().contains(code) ? carriers.traits(code).name() : code;
    }

    private Parsed<String> shop(String text) {
        String code = text.toLowerCase(Locale.ROOT);
        return shop.shops().contains(code)
                ? Parsed.good(code)
                : Parsed.bad(
                        "is no shop of this installation",
                        "write one of " + String.join(", ", new TreeSet<>(shop.shops())));
    }
}
