package prevenance.console;

import static prevenance.console.access.Gate.person;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.AuditStore;
import prevenance.console.access.Role;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.watch.WatchedParcel;
import prevenance.web.Refusal;

/// The list of parcels as CSV: all that pass the filter, as they stood at one moment. What was written is never cut
/// unseen: the heading says how many rows follow, and a broken transfer is no complete answer.
final class ParcelExport implements ConsolePage {
    private static final int CHUNK = 2000;

    /// Each holds a reading connection for as long as its reader takes.
    private static final int AT_ONCE = 2;

    private static final List<String> COLUMNS = List.of(
            "order",
            "tracking_number",
            "carrier",
            "leg",
            "milestone",
            "status",
            "status_at",
            "last_news_at",
            "promised_date",
            "estimated_date",
            "value",
            "currency",
            "country",
            "customer_name",
            "email",
            "open_flags",
            "case",
            "owner",
            "watched_since");

    private final Shell shell;
    private final Database database;
    private final ParcelListStore store = new ParcelListStore();
    private final AuditStore audit = new AuditStore();
    private final Semaphore places = new Semaphore(AT_ONCE);

    ParcelExport(Shell shell, Database database) {
        this.shell = shell;
        this.database = database;
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/parcels.csv", this::export, Role.VIEWER);
    }

    private void export(Context context) {
        ParcelWanted wanted = ParcelWanted.of(context);
        if (!places.tryAcquire()) {
            context.header("Retry-After", "30");
            throw new Refusal(429);
        }
        try {
            Instant now = shell.now();
            database.execute(
                    tx -> audit.write(tx, person(context).login(), "parcels.export", null, namesOf(wanted), now));
            LocalDate day = LocalDate.ofInstant(now, shell.zone());
            context.contentType("text/csv; charset=utf-8");
            context.header("Content-Disposition", "attachment; filename=\"parcels-" + day + ".csv\"");
            boolean mark = Input.yes(context, "bom");
            boolean heading = Input.yes(context, "heading");
            OutputStream out = context.outputStream();
            database.<Long>read(tx -> write(tx, context, wanted, now, mark, heading, out));
        } finally {
            places.release();
        }
    }

    private long write(
            Tx tx, Context context, ParcelWanted wanted, Instant now, boolean mark, boolean heading, OutputStream out) {
        try {
            CsvWriter csv = new CsvWriter(out);
            if (mark) {
                csv.byteOrderMark();
            }
            if (heading) {
                long count = store.count(tx, wanted, Long.MAX_VALUE - 1, now);
                csv.row(List.of(shell.text(context, "parcels.csv-heading", count, inWords(context, wanted))));
            }
            csv.row(COLUMNS);
            long written = 0;
            String after = null;
            List<ListedParcel> chunk;
            do {
                chunk = store.list(tx, wanted, after, CHUNK, now);
                for (ListedParcel row : chunk) {
                    csv.row(cells(row));
                }
                written += chunk.size();
                after = chunk.isEmpty() ? null : chunk.getLast().after();
            } while (chunk.size() == CHUNK);
            out.flush();
            return written;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private String inWords(Context context, ParcelWanted wanted) {
        String words = wanted.narrowing().entrySet().stream()
                .map(entry -> shell.text(context, "parcels.filter-" + entry.getKey())
                        + (entry.getKey().equals("open") ? "" : " " + entry.getValue()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? shell.text(context, "parcels.all") : words;
    }

    /// What was narrowed by, without what was searched for: that may be a customer's name.
    private static String namesOf(ParcelWanted wanted) {
        return String.join(" ", wanted.narrowing().keySet());
    }

    private static List<@Nullable Object> cells(ListedParcel row) {
        WatchedParcel parcel = row.parcel();
        ListedParcel.OpenCase work = row.openCase();
        return Arrays.asList(
                row.orderNumber(),
                parcel.trackingNumber().value(),
                parcel.carrier(),
                parcel.leg(),
                parcel.milestone(),
                parcel.status().wireName(),
                parcel.statusAt(),
                parcel.lastEventAt(),
                parcel.promiseDate(),
                parcel.estimatedDate(),
                amount(parcel.valueMinor(), parcel.currency()),
                parcel.currency(),
                row.country(),
                row.customerName(),
                row.email(),
                row.flags().stream().map(flag -> flag.kind().name()).collect(Collectors.joining(" ")),
                work == null ? null : Long.valueOf(work.id()),
                work == null ? null : work.owner(),
                parcel.importedAt());
    }

    private static @Nullable BigDecimal amount(@Nullable Long minor, @Nullable String currency) {
        if (minor == null) {
            return null;
        }
        int digits = currency == null
                ? 0
                : Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor, digits);
    }
}
