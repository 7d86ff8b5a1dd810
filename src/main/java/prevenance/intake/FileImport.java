package prevenance.intake;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import prevenance.store.Database;

/// Takes a file of any kind: its name tells which (`orders*.csv`, `refunds*.csv`, `exchanges*.csv`), or its header.
public final class FileImport {
    private final Database database;
    private final OrderImport orders;
    private final RefundImport refunds;
    private final ExchangeImport exchanges;
    private final CsvImport csv;
    private final ImportFileStore files = new ImportFileStore();

    public FileImport(
            Database database,
            OrderImport orders,
            RefundImport refunds,
            ExchangeImport exchanges,
            IntakeSettings settings) {
        this.database = database;
        this.orders = orders;
        this.refunds = refunds;
        this.exchanges = exchanges;
        this.csv = new CsvImport(settings);
    }

    /// The same for what comes without a file.
    public DirectIntake direct() {
        return new DirectIntake(orders, refunds, exchanges);
    }

    /// Imports a file of a known kind.
    public ImportReport read(ImportKind kind, ImportSource source, Instant now, ImportProgress progress) {
        return switch (kind) {
            case ORDERS -> orders.read(source, now, progress);
            case REFUNDS -> refunds.read(source, now, progress);
            case EXCHANGES -> exchanges.read(source, now, progress);
        };
    }

    /// Imports a file unless the same bytes came in before with every row. A file some of whose rows were rejected is
    /// read again: the order that a refund names may have come since.
    ImportReport readOnce(ImportSource source, Instant now) {
        try {
            return switch (csv.scan(source)) {
                case FileScan.Refused(String message, String remedy) ->
                    ReportDraft.refused(null, source.name(), CsvImport.whole(message, remedy));
                case FileScan.TextFile scan -> readOnce(source, scan, now);
            };
        } catch (IOException unreadable) {
            return ReportDraft.refused(null, source.name(), CsvImport.unreadable());
        }
    }

    private ImportReport readOnce(ImportSource source, FileScan.TextFile scan, Instant now) throws IOException {
        Optional<ImportKind> before = database.read(tx -> files.cleanBefore(tx, scan.digest()));
        if (before.isPresent()) {
            return ReportDraft.knownBefore(before.get(), source.name());
        }
        Optional<ImportKind> named = ImportKind.ofName(source.name());
        Optional<ImportKind> kind = named.isPresent() ? named : csv.guessKind(source, scan);
        if (kind.isEmpty()) {
            return ReportDraft.refused(
                    null,
                    source.name(),
                    CsvImport.whole(
                            "neither the file's name nor its header tells what it holds",
                            "call it orders….csv, refunds….csv or exchanges….csv"));
        }
        ImportReport report = read(kind.get(), source, now, ImportProgress.NONE);
        if (report.refusal() == null) {
            database.execute(tx -> files.record(tx, scan.digest(), report, kind.get(), now));
        }
        return report;
    }
}
