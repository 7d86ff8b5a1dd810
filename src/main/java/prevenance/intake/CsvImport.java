package prevenance.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What all imports share: the first look, the header, and a report whatever happens.
final class CsvImport {
    /// What is done with the rows of a file whose header has been understood.
    interface Rows {
        void read(CsvTable table, ReportDraft report, Progress progress) throws IOException;
    }

    /// Knows how much of the file has been read.
    record Progress(ImportProgress listener, CountingStream in, long bytes) {
        void at(long rows) {
            listener.at(rows, bytes == 0 ? 1 : Math.min(1, (double) in.count() / bytes));
        }
    }

    private final IntakeSettings settings;

    CsvImport(IntakeSettings settings) {
        this.settings = settings;
    }

    ImportReport run(ImportKind kind, ImportSource source, ImportProgress listener, Rows rows) {
        ReportDraft report = new ReportDraft(kind, source.name());
        try {
            return switch (scan(source)) {
                case FileScan.Refused(String message, String remedy) ->
                    ReportDraft.refused(kind, source.name(), whole(message, remedy));
                case FileScan.TextFile scan -> read(kind, source, scan, report, listener, rows);
            };
        } catch (IOException unreadable) {
            return ReportDraft.refused(kind, source.name(), unreadable());
        }
    }

    FileScan scan(ImportSource source) throws IOException {
        try (InputStream in = source.open()) {
            return FileScan.of(in, settings);
        }
    }

    /// The kind of file that the header stands for.
    Optional<ImportKind> guessKind(ImportSource source, FileScan.TextFile scan) throws IOException {
        try (InputStream in = source.open()) {
            return CsvTable.open(in, scan).flatMap(CsvTable::guessKind);
        }
    }

    static RowProblem whole(String message, String remedy) {
        return new RowProblem(1, "", null, message, remedy);
    }

    static RowProblem unreadable() {
        return whole("the file cannot be read", "check that it exists and that this user may read it");
    }

    private static ImportReport read(
            ImportKind kind,
            ImportSource source,
            FileScan.TextFile scan,
            ReportDraft report,
            ImportProgress listener,
            Rows rows)
            throws IOException {
        try (CountingStream in = new CountingStream(source.open())) {
            CsvTable table = CsvTable.open(in, scan).orElse(null);
            @Nullable
            RowProblem refusal = table == null
                    ? whole("the file has no header line", "begin it with the names of the columns")
                    : table.bind(kind, report);
            if (table == null || refusal != null) {
                return ReportDraft.refused(kind, source.name(), refusal == null ? unreadable() : refusal);
            }
            report.encoding = scan.charset().name();
            report.separator = table.separator();
            if (scan.oddBytes() > 0) {
                report.warn(whole(
                        "the file is UTF-8 but " + scan.oddBytes() + " of its characters are not; they are read as �",
                        "export it anew in UTF-8"));
            }
            rows.read(table, report, new Progress(listener, in, scan.bytes()));
            return report.done();
        }
    }
}
