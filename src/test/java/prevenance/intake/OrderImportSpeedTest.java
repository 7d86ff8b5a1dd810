package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.intake.ShopDesk.HEADER;
import static prevenance.intake.ShopDesk.NOW;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class OrderImportSpeedTest {
    private static final int ROWS = 100_000;

    @TempDir
    Path folder;

    @Test
    void aHundredThousandRowsComeInWellUnderAMinuteWithProgressToTheEnd() throws IOException {
        Path file = folder.resolve("orders.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADER);
            for (int i = 0; i < ROWS; i++) {
                out.write("S-%d,laposte,6A%011d,2026-11-20T14:05,2026-11-24,Camille Exemple,c%d@example.org,"
                        .formatted(i * 9 / 10, i, i * 9 / 10));
                out.write("+33 1 99 00 00 00,fr-FR,FR,75001,Colissimo,\"129,90\",EUR,\"1 lamp, 2 bulbs\"\n");
            }
        }
        List<Double> progress = new ArrayList<>();
        try (ShopDesk desk = new ShopDesk(folder)) {
            parse(file);
            long start = worked();
            parse(file);
            Duration parse = Duration.ofNanos(worked() - start);
            start = worked();
            read(desk, file, progress);
            Duration first = Duration.ofNanos(worked() - start);
            LoggerFactory.getLogger(OrderImportSpeedTest.class)
                    .atInfo()
                    .addKeyValue("rows", ROWS)
                    .addKeyValue("parseMs", parse.toMillis())
                    .addKeyValue("importMs", first.toMillis())
                    .addKeyValue("timesAPlainParse", first.toMillis() / Math.max(1, parse.toMillis()))
                    .log("speed of the order import");
            assertThat(desk.rows("select count(*) from parcel")).containsExactly(Integer.toString(ROWS));
            assertThat(first).isLessThan(Duration.ofSeconds(40));
            assertThat(progress).isSorted().hasSizeGreaterThan(100).last().isEqualTo(1.0);
        }
    }

    /// Of this thread alone: how busy the machine is otherwise says nothing about the import.
    private static long worked() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void read(ShopDesk desk, Path file, List<Double> progress) throws IOException {
        ImportReport report =
                desk.orders.read(ImportSource.file(file), NOW, (rows, fraction) -> progress.add(fraction));
        assertThat(report.problems()).isEmpty();
        assertThat(report.rows()).isEqualTo(ROWS);
    }

    private static void parse(Path file) throws IOException {
        ReportDraft report = new ReportDraft(ImportKind.ORDERS, "plain");
        FileScan.TextFile scan;
        try (InputStream in = Files.newInputStream(file)) {
            scan = (FileScan.TextFile) FileScan.of(in, IntakeSettings.defaults());
        }
        try (InputStream in = Files.newInputStream(file)) {
            CsvTable table = CsvTable.open(in, scan).orElseThrow();
            assertThat(table.bind(ImportKind.ORDERS, report)).isNull();
            while (table.next(report) != null) {
                assertThat(report.rejected).isZero();
            }
        }
    }
}
