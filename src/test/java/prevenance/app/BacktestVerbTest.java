package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.backtest.PastShop;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;
import prevenance.testing.GeneratedHistory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `prevenance backtest` as a person types it.
class BacktestVerbTest {
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private Path config;
    private String out = "";
    private String err = "";

    @BeforeEach
    void shopWithAPast() throws IOException {
        config = Files.writeString(folder.resolve("prevenance.yaml"), """
            shop: { name: Maison Exemple, sender: service@example.org, locale: fr, country: FR }
            mail: { host: 127.0.0.1, port: 1, security: none }
            store: { path: past.db }
            """);
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(GeneratedHistory.of(3, 400), Instant.parse("2026-06-01T00:00:00Z"));
        }
    }

    private int type(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        List<String> all = new ArrayList<>(List.of("--config", config.toString(), "backtest"));
        all.addAll(List.of(words));
        int code = RootCommand.execute(
                new Main(HOME, Map.of()),
                Map.of(),
                new PrintWriter(output),
                new PrintWriter(errors),
                all.toArray(String[]::new));
        out = output.toString();
        err = errors.toString();
        return code;
    }

    @Test
    void theRulesInForceAreHeldAgainstThePast() {
        assertThat(type()).isEqualTo(ExitCode.OK);
        assertThat(out)
                .startsWith("400 closed parcels, ")
                .contains("Rules in force: ")
                .containsPattern("Late +\\d")
                .contains("any warning", "customer told", "7 calendar days", "72 h without a scan")
                .doesNotContain("Difference");
    }

    @Test
    void aFileOfRulesStandsBesideThoseInForceWithTheDifference() throws IOException {
        Path file = Files.writeString(folder.resolve("other.yaml"), """
            shop: { name: is not looked at }
            rules: { late-days: 9, late-customer-days: 9 }
            """);
        assertThat(type("--rules", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("Rules in force: ", "Rules " + file + ": ", "Difference, " + file + " against in force");
        assertThat(type("--rules", file.toString(), "--rules", file.toString())).isEqualTo(ExitCode.OK);
        assertThat(out).doesNotContain("in force").contains("No difference.");
    }

    @Test
    void jsonIsTheWholeReportAndNothingElse() {
        assertThat(type("--json", "--since", "2025-06-01", "--carrier", "ups")).isEqualTo(ExitCode.OK);
        JsonNode reports = JsonMapper.shared().readTree(out);
        assertThat(reports).hasSize(1);
        assertThat(reports.get(0).get("parcels").asInt()).isBetween(1, 399);
        assertThat(reports.get(0).get("rules")).isNotEmpty();
    }

    @Test
    void aMistypedLimitIsNamedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("other.yaml"), "rules:\n  late-dais: 3\n");
        assertThat(type("--rules", file.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("other.yaml:2", "late-dais", "did you mean 'late-days'?");
    }

    @Test
    void aPeriodWithoutParcelsSaysSo() {
        assertThat(type("--until", "2020-01-01")).isEqualTo(ExitCode.NOTHING);
        assertThat(err).contains("No closed parcels in that period.");
    }
}
