package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.intake.ImportProgress;
import prevenance.intake.ImportSource;
import prevenance.intake.IntakeSettings;
import prevenance.intake.OrderImport;
import prevenance.intake.ShopDefaults;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

/// A cell that a spreadsheet would run is made harmless when it leaves, and is what it was when it comes back.
class CsvRoundTripTest {
    private static final List<String> DANGEROUS =
            List.of("=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1:A9)", "=HYPERLINK(\"https://evil.example\")");

    @TempDir
    Path folder;

    @Test
    void noCellOfAnExportIsAFormula() throws IOException {
        for (String cell : List.of("=1", "+1", "-1", "@A", "\t=1", "\r=1", "\n=1", "\0=1")) {
            String line = written(List.of("x", cell));
            assertThat(line.substring("x,".length()).replaceFirst("^\"", ""))
                    .as(line)
                    .startsWith("'");
        }
        assertThat(written(List.of("x", -12))).as("a number of our own").isEqualTo("x,-12\r\n");
    }

    @Test
    void whatLeftComesBackAsItWas() throws IOException {
        ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CsvWriter csv = new CsvWriter(out);
        csv.row(List.of("order", "carrier", "tracking_number", "customer_name"));
        for (int i = 0; i < DANGEROUS.size(); i++) {
            csv.row(List.of("R-" + i, "laposte", "6A0000000000" + i, DANGEROUS.get(i)));
        }
        Path file = folder.resolve("orders.csv");
        Files.write(file, out.toByteArray());
        try (Database database = TestStore.open(folder.resolve("p.db"), Database.Use.DAEMON)) {
            ConsoleParts parts = ConsoleWiring.parts(database, clock, java.util.Optional.empty());
            new OrderImport(database, parts.carriers(), ShopDefaults.france(), IntakeSettings.defaults())
                    .read(ImportSource.file(file), clock.instant(), ImportProgress.NONE);
            List<String> names = new DeskData(database, clock.instant())
                    .rows("customer_order").stream()
                            .map(row -> String.valueOf(row.get("customer_name")))
                            .toList();
            assertThat(names).containsExactlyElementsOf(DANGEROUS);
        }
    }

    private static String written(List<Object> cells) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvWriter(out).row(cells);
        return out.toString(StandardCharsets.UTF_8);
    }
}
