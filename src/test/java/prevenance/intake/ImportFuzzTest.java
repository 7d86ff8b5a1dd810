package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever a file holds is rows, problems with their line, or a refusal in words.
class ImportFuzzTest {
    private static final int MOST_ROWS = 2000;

    static Stream<Arguments> files() {
        return Stream.of(
                        "order,tracking_number,carrier,email\nA-1,6A00000000012,laposte,camille@example.org\n",
                        "\uFEFFsep=;\r\ncommande;numéro;nom\r\n\"A-1\";\"6A\";\"L\"\"é\nb\"\r\n",
                        "reference\torder\tamount\ttriggered_at\nR-1\tA-1\t12,50 €\t23/11/2026 09:00\n",
                        "\"never closed")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "3m")
    void aFileIsRowsAndProblemsOrIsRefused(byte[] bytes) throws IOException {
        FileScan scanned = FileScan.of(new ByteArrayInputStream(bytes), IntakeSettings.defaults());
        if (!(scanned instanceof FileScan.TextFile scan)) {
            return;
        }
        Optional<CsvTable> guessed = CsvTable.open(new ByteArrayInputStream(bytes), scan);
        for (ImportKind kind : ImportKind.values()) {
            CsvTable table =
                    CsvTable.open(new ByteArrayInputStream(bytes), scan).orElse(null);
            assertThat(table == null).isEqualTo(guessed.isEmpty());
            ReportDraft report = new ReportDraft(kind, "fuzzed.csv");
            if (table == null || table.bind(kind, report) != null) {
                continue;
            }
            int rows = 0;
            for (Row row = table.next(report); row != null && rows < MOST_ROWS; row = table.next(report)) {
                rows++;
            }
            assertThat(report.done().toText()).isNotEmpty();
        }
        guessed.ifPresent(CsvTable::guessKind);
    }

    @FuzzTest(maxDuration = "2m")
    void datesAndAmountsAreReadOrRefused(FuzzedDataProvider data) {
        String text = data.consumeString(80);
        String other = data.consumeRemainingAsString();
        assertThat(Dates.instant(text, ZoneOffset.UTC)).isNotNull();
        assertThat(Dates.date(text)).isNotNull();
        assertThat(Dates.time(text)).isNotNull();
        assertThat(Money.currency(text)).isNotNull();
        @Nullable String currency = Money.currency(other) instanceof Parsed.Good<String>(String code) ? code : null;
        assertThat(Money.parse(text, currency, "EUR")).isNotNull();
    }

    static Stream<Arguments> histories() {
        return Stream.of(
                        "parcel,delivered_at,promised_at,purchased_at\n1,2017-10-10 21:25:13,2017-10-18,2017-10-02\n",
                        String.join(",", JourneyFile.COLUMNS) + "\n1,2,3\n")
                .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
    }

    @MethodSource("histories")
    @FuzzTest(maxDuration = "2m")
    void aHistoryOfEventsIsReadOrRefused(byte[] bytes) throws IOException {
        Path file = Files.createDirectories(Path.of("target", "fuzz")).resolve("history.csv");
        Files.write(file, bytes);
        JourneyFile.@Nullable Reading history = JourneyFile.history(file, rows -> {});
        assertThat(history).isNotNull();
        assertThat(JourneyFile.questions(file, ZoneOffset.UTC)).isNotNull();
    }
}
