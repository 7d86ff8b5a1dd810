package prevenance.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tools for whoever adds a carrier, as he types them.
class CarrierVerbsTest {
    private static final Path HOME = Path.of("").toAbsolutePath();

    @TempDir
    Path folder;

    private String out = "";
    private String err = "";

    @BeforeEach
    void copyTwoCarriers() throws IOException {
        for (String code : new String[] {"laposte", "ups"}) {
            try (Stream<Path> files = Files.walk(HOME.resolve("carriers").resolve(code))) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            folder.resolve(
                                    HOME.resolve("carriers").relativize(file).toString()));
                }
            }
        }
        edit("laposte/carrier.yaml", "shared-with: .*", "");
    }

    private int type(String... words) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] all = Stream.concat(
                        Stream.of("carriers"),
                        Stream.concat(Stream.of(words), Stream.of("--folder", folder.toString())))
                .toArray(String[]::new);
        int code = RootCommand.execute(
                new Main(HOME, Map.of()), Map.of(), new PrintWriter(output), new PrintWriter(errors), all);
        out = output.toString();
        err = errors.toString();
        return code;
    }

    private void edit(String file, String pattern, String by) throws IOException {
        Path path = folder.resolve(file);
        String before = Files.readString(path);
        Files.writeString(path, before.replaceFirst(pattern, by));
    }

    @Test
    void aNewFolderIsWalkedThroughByTheCheckAndNeverOverwritten() throws IOException {
        assertThat(type("new", "swift-post")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("swift-post/carrier.yaml", "1. Fill in carrier.yaml", "6. Done when");
        assertThat(type("check", "swift-post")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out)
                .contains(
                        "   10 name: has no value\n      → write it behind 'name:'",
                        "reply.event.time: is missing",
                        "TODOs that are left",
                        "0 carriers read (1 could not be");
        edit("swift-post/carrier.yaml", "name:\n", "name: Swift Post\n");
        assertThat(type("check", "swift-post")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out)
                .doesNotContain(" name: has no value\n      → write it behind 'name:'\n   14")
                .contains("   14 zone");

        assertThat(type("new", "swift-post")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("exists already and stays as it is");
        assertThat(folder.resolve("swift-post/carrier.yaml")).content().contains("name: Swift Post");
        assertThat(type("new", "Swift Post")).isEqualTo(ExitCode.USAGE);
        assertThat(type("new", "other", "--like", "upps")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("did you mean 'ups'?");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void aNewFolderTakesOverHowAnotherIsAskedButNoneOfItsFacts() throws IOException {
        assertThat(type("new", "parcel-two", "--like", "ups")).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("parcel-two/carrier.yaml"))
                .content()
                .startsWith("# yaml-language-server: $schema=../carrier.schema.json\n")
                .contains("code: parcel-two", "kind: oauth2", "activity", "# TODO Taken over from ups")
                .doesNotContain("1Z", "onlinetools", "refine:\n", "attempt.");
    }

    @Test
    void theCheckGroupsByFileTellsTheRemedyAndShowsWhatDiffersInASample() throws IOException {
        edit("laposte/carrier.yaml", "timeout: 15s", "timeuot: 15s");
        edit("ups/samples/address-then-returned.expected.yaml", "status: return.arrived", "status: return.under_way");
        assertThat(type("check")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(out)
                .contains(
                        "timeuot: is not a setting\n      → did you mean 'timeout'?",
                        "samples/address-then-returned.expected.yaml\n",
                        "is not read so (- expected, + read)",
                        "      -   status: return.under_way\n      +   status: return.arrived   (by ups/",
                        "1 carrier read (1 could not be, so their samples were not replayed)")
                .containsPattern("2\\s+problems");
        assertThat(type("check", "--json")).isEqualTo(ExitCode.CONFIGURATION);
        JsonNode json = JsonMapper.shared().readTree(out);
        assertThat(json.path("problems").size()).isEqualTo(2);
        assertThat(json.at("/problems/0/path").asString()).isEqualTo("timeuot");
        assertThat(json.at("/problems/0/line").asInt()).isPositive();
        assertThat(json.at("/problems/1/details/2").asString()).contains("(by ups/");

        assertThat(type("check", "upss")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("did you mean 'ups'?");
    }

    @Test
    void aCarrierWhoseSamplesLackAKindIsTold() throws IOException {
        try (Stream<Path> samples = Files.list(folder.resolve("ups/samples"))) {
            for (Path sample : samples.filter(
                            file -> !file.getFileName().toString().startsWith("not-found"))
                    .toList()) {
                Files.delete(sample);
            }
        }
        assertThat(type("check", "ups")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("no sample shows a parcel under way, or a delivered parcel, or a parcel in trouble");
    }

    @Test
    void aNumberThatTwoCarriersTakeIsToldWithTheOtherOne() throws IOException {
        Files.createDirectories(folder.resolve("copy/samples"));
        for (String file : new String[] {"carrier.yaml", "statuses.csv"}) {
            Files.copy(
                    folder.resolve("ups").resolve(file), folder.resolve("copy").resolve(file));
        }
        edit("copy/carrier.yaml", "code: ups", "code: copy");
        assertThat(type("check", "copy", "--json")).isEqualTo(ExitCode.CONFIGURATION);
        JsonNode problem = JsonMapper.shared().readTree(out).at("/problems/0");
        assertThat(problem.path("path").asString()).isEqualTo("numbers[0]");
        assertThat(problem.path("line").asInt()).isPositive();
        assertThat(problem.path("message").asString()).contains("is taken by ups too, as 'UPS 1Z'");
        assertThat(problem.path("remedy").asString()).contains("shared-with: [ups]");
    }

    @Test
    void tryingShowsTheWholeExchangeAndNoSecretEvenWhenTheCarrierRepeatsIt() {
        WireMockServer carrier = new WireMockServer(wireMockConfig().dynamicPort());
        carrier.start();
        try {
            carrier.stubFor(any(anyUrl())
                    .willReturn(aResponse()
                            .withHeader("Content-Type", "application/json")
                            .withHeader("X-RateLimit-Remaining", "9")
                            .withHeader("Set-Cookie", "session=1")
                            .withStatus(403)
                            .withBody("{\"message\": \"no product for client-id-value, secret-value-here\"}")));
            carrier.stubFor(post(urlPathEqualTo("/security/v1/oauth/token"))
                    .willReturn(
                            aResponse().withBody("{\"access_token\": \"token-value-here\", \"expires_in\": \"60\"}")));
            assertThat(type(
                            "try",
                            "ups",
                            "1Z5R89390357567127",
                            "--base-url",
                            carrier.baseUrl(),
                            "--set",
                            "client-id=client-id-value",
                            "--set",
                            "client-secret=secret-value-here"))
                    .isEqualTo(ExitCode.CONFIGURATION);
            assertThat(carrier.getAllServeEvents()).hasSize(2);
        } finally {
            carrier.stop();
        }
        assertThat(out)
                .contains(
                        "Request of a token\n  POST ",
                        "Authorization: Basic base64(<credentials.client-id>:<credentials.client-secret>)",
                        "a token came, not shown",
                        "Authorization: Bearer <token>",
                        "/api/track/v1/details/1Z5R89390357567127",
                        "HTTP 403",
                        "X-RateLimit-Remaining: 9",
                        "no product for ***, ***",
                        "Outcome: refused",
                        "the reply: refused, by ups/carrier.yaml:")
                .doesNotContain("client-id-value", "secret-value-here", "token-value-here", "session=1");
    }

    @Test
    void tryingAKeptReplyTellsWhatDecidedEachEventWithoutAnAccount() {
        String file = folder.resolve("laposte/samples/moving.json").toString();
        assertThat(type("try", "laposte", "6A11111111111", "--reply", file)).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains(
                        "Request, as it would be sent\n"
                                + "  GET https://api.laposte.fr/suivi/v2/idships/6A11111111111?lang=fr_FR",
                        "X-Okapi-Key: <credentials.key>",
                        "Outcome: answered",
                        "by ",
                        "key   'MD2': laposte/statuses.csv:",
                        "zone: offset written with it",
                        "The parcel: out.on_vehicle");
        assertThat(type("try", "laposte", "6A22222222222", "--reply", file)).isEqualTo(ExitCode.LATER);
        assertThat(out).contains("none of its entries is about the number; they name '6A11111111111'");
        assertThat(type("try", "laposte", "6A11111111111")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err).contains("credentials.key is missing", "--reply FILE");
        assertThat(type("try", "lapost", "1")).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("did you mean 'laposte'?");
    }

    @Test
    void aRecordedReplyLandsAmongTheSamplesOnceAndIsToldToBeUnchecked() throws IOException {
        Path reply = folder.resolve("reply.json");
        Files.writeString(reply, """
            {"returnCode": 200, "shipment": {"idShip": "6A12345678901", "recipient": {"name": "Odile Martin"},
             "event": [{"code": "DI1", "label": "Signé par Odile Martin", "date": "2026-11-20T10:00:00+01:00"}]}}
            """);
        String[] words = {"record", "laposte", "6A12345678901", "--reply", reply.toString(), "--as", "signed"};
        assertThat(type(words)).isEqualTo(ExitCode.OK);
        assertThat(out)
                .contains("samples/signed.json", "name at shipment.recipient.name")
                .doesNotContain("Odile");
        assertThat(folder.resolve("laposte/samples/signed.json")).content().doesNotContain("Odile", "6A12345678901");
        assertThat(folder.resolve("laposte/samples/signed.expected.yaml"))
                .content()
                .startsWith("# NOT CHECKED YET")
                .doesNotContain("Odile");
        assertThat(type("check", "laposte")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("was recorded and not checked by hand yet");
        assertThat(type(words)).isEqualTo(ExitCode.USAGE);
        assertThat(err).contains("exists already and stays as it is");
    }

    @Test
    void aNumberIsTakenOrNearlyTakenAndTheRightDigitIsTold() {
        assertThat(type("identify", "rr 123456785 fr")).isEqualTo(ExitCode.OK);
        assertThat(out).contains("fits    La Poste (laposte), switched off", "shape and check digit are right");
        assertThat(type("identify", "RR123456784FR")).isEqualTo(ExitCode.NOTHING);
        assertThat(out).contains("nearly  La Poste", "RR123456785FR would be right (5 instead of 4)");
        assertThat(type("identify", "1Z5R89390357567128", "--json")).isEqualTo(ExitCode.NOTHING);
        assertThat(JsonMapper.shared().readTree(out).at("/0/nearest").asString())
                .isEqualTo("1Z5R89390357567127");
        assertThat(type("identify", "?")).isEqualTo(ExitCode.NOTHING);
        assertThat(err).contains("has the shape of no carrier's numbers");
    }
}
