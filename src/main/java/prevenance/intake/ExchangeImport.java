package prevenance.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.BlockedWhy;
import prevenance.aftersales.ExchangeDesk;
import prevenance.aftersales.ExchangeNotice;
import prevenance.aftersales.ExchangeState;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierRoute;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;

/// Reads exchange files:
/// `reference,order,carrier,tracking_number,shipped_at,items,promised_date,service,state,why,
/// ship_by,awaits_return,return_received_at`. Reference and order must be there; an exchange without number
/// or shipping date is stored, told when they come, and asked about when they do not. The same reference
/// twice changes nothing.
public final class ExchangeImport {
    private final Database database;
    private final ExchangeDesk desk;
    private final CarrierDirectory carriers;
    private final ShopDefaults shop;
    private final CsvImport csv;

    public ExchangeImport(
            Database database,
            ExchangeDesk desk,
            CarrierDirectory carriers,
            ShopDefaults shop,
            IntakeSettings settings) {
        this.database = database;
        this.desk = desk;
        this.carriers = carriers;
        this.shop = shop;
        this.csv = new CsvImport(settings);
    }

    /// Whatever the file holds, the answer is a report.
    public ImportReport read(ImportSource source, Instant now, ImportProgress progress) {
        return csv.run(ImportKind.EXCHANGES, source, progress, rows(now)::read);
    }

    /// Brings a few rows in, each by itself.
    void take(Tx tx, List<Row> rows, ReportDraft report, Instant now) {
        rows(now).take(tx, rows, report);
    }

    private AftersalesRows<ExchangeNotice> rows(Instant now) {
        CarrierChoice choice = new CarrierChoice(carriers);
        return new AftersalesRows<>(
                database,
                Column.EXCHANGES,
                (row, report) -> understand(row, choice, report),
                (tx, notice) -> desk.register(tx, notice, now));
    }

    private @Nullable ExchangeNotice understand(Row row, CarrierChoice choice, ReportDraft report) {
        String reference = row.required(Column.REFERENCE, report, Parsed::good);
        String order = row.required(Column.ORDER, report, Parsed::good);
        TrackingNumber number = row.essential(Column.TRACKING_NUMBER, report, CarrierChoice::number);
        CarrierRoute route = number == null ? null : choice.route(row, number, report);
        Instant shippedAt = row.essential(Column.SHIPPED_AT, report, text -> Dates.instant(text, shop.zone()));
        LocalDate promise = row.essential(Column.PROMISED_DATE, report, Dates::date);
        String items = row.words(Column.ITEMS, report);
        String service = row.words(Column.SERVICE, report);
        ExchangeState state = row.essential(Column.STATE, report, StateWords::exchange);
        LocalDate shipBy = row.essential(Column.SHIP_BY, report, Dates::date);
        Boolean awaits = row.essential(Column.AWAITS_RETURN, report, StateWords::yesNo);
        Instant returned = row.essential(Column.RETURN_RECEIVED_AT, report, text -> Dates.instant(text, shop.zone()));
        BlockedWhy why = row.optional(Column.WHY, report, StateWords::blocked);
        return row.isRejected() || reference == null || order == null
                ? null
                : new ExchangeNotice(
                        reference,
                        order,
                        route == null ? null : route.code(),
                        route == null ? null : route.realCarrier(),
                        number,
                        shippedAt,
                        items,
                        promise,
                        service,
                        state == null && returned != null ? ExchangeState.RETURN_RECEIVED : state,
                        shipBy,
                        awaits,
                        returned,
                        why);
    }
}
