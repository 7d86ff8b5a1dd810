package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;
import prevenance.store.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What carriers said that nobody understands, as a person asks for it.
class UnmappedVerbTest {
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";
    private String config = "";

    @BeforeEach
    void shop() throws IOException {
        Path file = folder.resolve("prevenance.yaml");
        Files.writeString(file, "shop: {name: Maison Exemple, sender: service@example.org}\n");
        config = file.toString();
        Files.createDirectories(folder.resolve("data"));
        try (Database database = Database.open(folder.resolve("data/prevenance.db"), Database.Use.VERB)) {
            for (String row : List.of(
                    "('laposte', 'ZZ9', 'ZZ9', 'Colis, retenu', 'FR', 7, 1790000000000, 1790400000000)",
                    "('laposte', 'DI1', 'DI1', 'Livré', 'FR', 1, 1790000000000, 1790000000000)",
                    "('mondial-relay', 'Colis perdu ?', null, 'Colis perdu ?', null, 2, 1790000000000,"
                            + " 1790000000000)")) {
                database.execute(tx -> tx.handle().execute("insert into unmapped_code values " + row));
            }
            database.execute(tx -> tx.handle().execute("""
                insert into customer_order (id, number, locale, country, imported_at, updated_at)
                values (1, 'A-1', 'fr', 'FR', 0, 0)
                """));
            database.execute(tx -> tx.handle().execute("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at)
                values (1, 1, 'laposte', '6A12345678901', 'OUTBOUND', 0, 0)
                """));
            database.execute(tx -> tx.handle().execute("""
                insert into contradiction (parcel_id, kind, event_identity, carrier, carrier_code, carrier_text,
                    code_status, status, seen_at)
                values (1, 'WORDS_DENY_THE_END', 'x', 'laposte', 'DI1', 'En cours de livraison',
                    'delivered.recipient', 'unknown.unmapped', 1790000000000)
                """));
        }
    }

    @Test
    void theTableIsForReadingAndTheLinesAreForPasting() {
        assertThat(type("carriers", "unmapped", "-c", config)).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("ZZ9", "Colis, retenu", "7")
                .contains("\nZZ9,,,\"Colis, retenu\"\n")
                .contains("\n- { match: 'COLIS PERDU \\?', status: }\n")
                .doesNotContain("\nDI1,");
        assertThat(err)
                .contains("1 of these have a meaning by now")
                .contains("carriers/laposte/statuses.csv", "carriers/mondial-relay/carrier.yaml");
        assertThat(type("carriers", "unmapped", "Mondial Relay", "--json", "-c", config))
                .isEqualTo(ExitCode.OK);
        JsonNode only = JsonMapper.shared().readTree(out);
        assertThat(only.size()).isEqualTo(1);
        assertThat(only.get(0).get("code").isNull()).isTrue();
        assertThat(only.get(0).get("sightings").asInt()).isEqualTo(2);
        assertThat(type("carriers", "unmapped", "ups", "-c", config)).isEqualTo(ExitCode.NOTHING);
    }

    @Test
    void contradictionsAreListedWithTheirParcelsAndCounted() {
        assertThat(type("carriers", "contradictions", "-c", config)).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("1 6A12345678901", "words deny the end", "DI1", "delivered.recipient", "unknown.unmapped")
                .contains("En cours de livraison", "Parcels");
        assertThat(type("carriers", "contradictions", "laposte", "--json", "-c", config))
                .isEqualTo(ExitCode.OK);
        assertThat(JsonMapper.shared().readTree(out).findValuesAsString("kind")).containsExactly("WORDS_DENY_THE_END");
        assertThat(type("carriers", "contradictions", "ups", "-c", config)).isEqualTo(ExitCode.NOTHING);
    }

    private int type(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int code = RootCommand.execute(
                new Main(HOME, Map.of()), Map.of(), new PrintWriter(output), new PrintWriter(errors), words);
        out = output.toString();
        err = errors.toString();
        return code;
    }
}
