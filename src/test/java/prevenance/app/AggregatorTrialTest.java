package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.ExitCode;
import prevenance.cli.RootCommand;

/// An aggregator that somebody tries by hand wants to know who takes the parcel.
class AggregatorTrialTest {
    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    @BeforeEach
    void declare() throws IOException {
        for (String code : new String[] {"between", "alone"}) {
            Files.createDirectories(folder.resolve(code));
            Files.writeString(folder.resolve(code + "/carrier.yaml"), """
                code: %s
                name: A carrier
                zone: Europe/Paris
                facts: { checked: 2026-11-22, sources: [a paper], unconfirmed: ["no codes are published"] }
                numbers: [{ name: any, pattern: '%s[0-9]{8}', valid: [%s12345678] }]
                environments: { production: "https://%s.example.org" }
                request: { path: "/t/{number}", query: { by: "%s" } }
                limits: [{ requests: 1, per: 1s, unconfirmed: invented }]
                reply:
                  format: json
                  events: events
                  event: { code: code, time: [{ value: date }] }
                """.formatted(
                            code,
                            code.charAt(0) == 'b' ? "B" : "A",
                            code.charAt(0) == 'b' ? "B" : "A",
                            code,
                            code.charAt(0) == 'b' ? "{carrier}" : "x"));
        }
        Files.writeString(folder.resolve("between/carriers.csv"), """
            code,name,other-names
            3011,Far Post,FP
            """);
        Files.writeString(folder.resolve("reply.json"), "{\"known\": \"yes\"}");
    }

    @Test
    void whoTakesTheParcelIsSaidByNameOtherNameOrCode() {
        for (String name : new String[] {"far-post", "fp", "3011"}) {
            assertThat(tried("between", "B12345678", "--carrier", name)).isEqualTo(ExitCode.OK);
            assertThat(out).contains("https://between.example.org/t/B12345678?by=3011");
        }
        assertThat(tried("between", "B12345678")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("https://between.example.org/t/B12345678\n");
    }

    @Test
    void aNameThatItsTableHasNotIsRefusedWithTheNearestOne() {
        assertThat(tried("between", "B12345678", "--carrier", "Fare Post")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("between/carriers.csv has no 'Fare Post'; did you mean 'Far Post'?");
    }

    @Test
    void aCarrierThatAsksForNobodyElseIsNotToldWhoTakesTheParcel() {
        assertThat(tried("alone", "A12345678", "--carrier", "Far Post")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("alone asks for nobody but itself: leave --carrier out");
    }

    private int tried(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] all = Stream.of(
                        Stream.of("carriers", "try"),
                        Stream.of(words),
                        Stream.of("--reply", folder.resolve("reply.json").toString(), "--folder", folder.toString()))
                .flatMap(part -> part)
                .toArray(String[]::new);
        int code = RootCommand.execute(
                new Main(Path.of("").toAbsolutePath(), Map.of()),
                Map.of(),
                new PrintWriter(output),
                new PrintWriter(errors),
                all);
        out = output.toString();
        err = errors.toString();
        return code;
    }
}
