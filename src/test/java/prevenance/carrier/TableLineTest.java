package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvReadFeature;

/// The lines of tables are CSV, however simple most of them are.
class TableLineTest {
    private static final CsvMapper CSV = new CsvMapper();

    @Test
    void everyLineOfEveryTableHasTheCellsOfCsv() throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("a,b,,", ",,,", "a, b ,c,d", "a,\"b, c\",,\"d \"\"e\"\"\"", "a", "é;à,x"));
        try (Stream<Path> files = Files.walk(Path.of("carriers"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".csv")).toList()) {
                Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .forEach(lines::add);
            }
        }

        assertThat(lines).hasSizeGreaterThan(1_000);
        assertThat(lines).allSatisfy(line -> assertThat(StatusTable.cells(line)).isEqualTo(csv(line)));
    }

    private static List<String> csv(String line) {
        try (var rows =
                CSV.readerFor(String[].class).with(CsvReadFeature.WRAP_AS_ARRAY).<String[]>readValues(line)) {
            return List.of(rows.next());
        }
    }
}
