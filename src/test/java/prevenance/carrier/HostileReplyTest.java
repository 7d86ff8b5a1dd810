package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.tracking.TrackingNumber;

/// What somebody who wants to harm us may write to the socket: every time an outcome in words, in time, from one
/// request, nothing read from it, and the next good answer is read as ever.
@Timeout(60)
class HostileReplyTest {
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String XML = "Content-Type: text/xml; charset=utf-8\r\n";
    private static final TrackingNumber NUMBER = new TrackingNumber("6A11111111111");
    private static final TrackingNumber RELAY = new TrackingNumber("12345678");
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SOON = Duration.ofSeconds(6);

    private final CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
    private final RawServer server = new RawServer();
    private final CountDownLatch never = new CountDownLatch(1);
    private final HttpCarrierClient client = new HttpCarrierClient(
            catalog,
            Map.of("laposte", settings("laposte"), "mondial-relay", settings("mondial-relay"), "ups", settings("ups")),
            InstantSource.fixed(NOW));

    @AfterEach
    void stop() {
        never.countDown();
        client.close();
        server.close();
    }

    @Test
    void aBombOfAGigabyteIsNotUnpacked() throws IOException {
        byte[] bomb = gzipOfZeros(1024);
        assertThat(bomb).hasSizeLessThan(2 * 1024 * 1024);
        long before = usedMemory();
        assertUnreachable("laposte", RawServer.whole(JSON + "Content-Encoding: gzip\r\n", bomb), "larger than 2 MB");
        assertThat(usedMemory() - before).isLessThan(64L * 1024 * 1024);
        // The token's reply is no safer.
        assertUnreachable("ups", RawServer.whole(JSON + "Content-Encoding: gzip\r\n", bomb), "larger than 2 MB");
    }

    @Test
    void aBombInsideABombIsNoJson() throws IOException {
        byte[] twice = gzip(gzip(moving()));
        assertUnreachable("laposte", RawServer.whole(JSON + "Content-Encoding: gzip\r\n", twice), "no whole JSON");
    }

    @Test
    void whatIsPackedAndCutOrWronglyNamedIsNoAnswer() throws IOException {
        byte[] packed = gzip(moving());
        for (byte[] cut : List.of(
                Arrays.copyOf(packed, packed.length / 2),
                Arrays.copyOf(packed, packed.length - 4),
                Arrays.copyOf(packed, 5))) {
            assertUnreachable("laposte", RawServer.whole(JSON + "Content-Encoding: gzip\r\n", cut), "broke");
        }
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 6] ^= 1;
        assertUnreachable("laposte", RawServer.whole(JSON + "Content-Encoding: gzip\r\n", wrongSum), "broke");
        assertUnreachable("laposte", RawServer.whole(JSON, packed), "no whole JSON");
        assertUnreachable("laposte", RawServer.whole(JSON + "Content-Encoding: br\r\n", packed), "no whole JSON");
    }

    @Test
    void aBodyThatNeverEndsIsCutAtTwoMegabytes() {
        byte[] chunk = "a".repeat(0x4000).getBytes(StandardCharsets.US_ASCII);
        assertUnreachable(
                "laposte",
                out -> {
                    out.write(("HTTP/1.1 200 OK\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    while (!server.isClosed()) {
                        out.write("4000\r\n".getBytes(StandardCharsets.US_ASCII));
                        out.write(chunk);
                        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                },
                "larger than 2 MB");
    }

    @Test
    void oneByteASecondEndsInTime() {
        for (String head :
                List.of("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\n" + JSON + "Content-Length: 900\r\n\r\n")) {
            assertUnreachable(
                    "laposte",
                    out -> {
                        out.write(head.getBytes(StandardCharsets.US_ASCII));
                        out.flush();
                        while (!never.await(300, TimeUnit.MILLISECONDS)) {
                            out.write('{');
                            out.flush();
                        }
                    },
                    "no answer within 2000 ms");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNoAnswer() {
        byte[] whole = moving();
        String head = "HTTP/1.1 200 OK\r\n" + JSON;
        assertUnreachable(
                "laposte",
                out -> {
                    out.write((head + "Content-Length: " + (whole.length + 1) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(whole);
                },
                "broke");
        assertUnreachable(
                "laposte",
                out -> {
                    out.write((head + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(whole.length) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
                    out.write(whole);
                    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                },
                "broke");
        assertUnreachable("laposte", out -> out.write("200 OK\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII)), "");
    }

    @Test
    void headersOfThreeHundredKilobytesAreNotRead() {
        assertUnreachable(
                "laposte", RawServer.whole(JSON + "X-Much: " + "a".repeat(300 * 1024) + "\r\n", moving()), "");
        assertUnreachable("laposte", RawServer.whole(JSON + "X-Many: a\r\n".repeat(40_000), moving()), "");
    }

    @Test
    void jsonThatIsDeepLongOrDoubledIsNoAnswer() {
        for (String body : List.of(
                "[".repeat(1_000_000),
                "{\"a\":".repeat(65) + "1" + "}".repeat(65),
                "{\"returnCode\": " + "9".repeat(1_000_000) + "}",
                "{\"returnCode\": 1e999999999}",
                "{\"returnCode\": \"200\"" + ", \"shipment\": null".repeat(2) + "}",
                "{\"" + "k".repeat(100_000) + "\": 1}",
                "\"\\ud800\"",
                "{\"returnCode\": \"200\", \"shipment\": {\"idShip\": \"6A11111111111\", \"event\": \"none\"}}")) {
            assertUnreachable("laposte", RawServer.whole(JSON, body.getBytes(StandardCharsets.UTF_8)), "");
        }
    }

    @Test
    void aHundredThousandStatementsAreNotReadToTheEnd() {
        String event = "{\"code\":\"ET1\",\"date\":\"2026-11-19T10:00:00Z\"}";
        String body = "{\"returnCode\":\"200\",\"shipment\":{\"idShip\":\"6A11111111111\",\"event\":["
                + (event + ",").repeat(40_000) + event + "]}}";
        assertUnreachable(
                "laposte",
                RawServer.whole(JSON, body.getBytes(StandardCharsets.UTF_8)),
                "more than 10000 entries and statements");
    }

    @Test
    void entitiesAreRefusedBeforeTheyGrowOrReadAFile() {
        for (String type : List.of(
                "<!DOCTYPE l [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                        + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
                        + "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">]>",
                "<!DOCTYPE l [<!ENTITY d SYSTEM \"file:///etc/hostname\">]>",
                "<!DOCTYPE l [<!ENTITY d SYSTEM \"" + server.uri() + "/canary\">]>",
                "<!DOCTYPE l [<!ENTITY % p SYSTEM \"" + server.uri() + "/canary\">%p;]>",
                "<!DOCTYPE l SYSTEM \"" + server.uri() + "/canary.dtd\">",
                "<!DOCTYPE l [<!ATTLIST Envelope a CDATA \"" + "x".repeat(1000) + "\">]>")) {
            String xml = "<?xml version=\"1.0\"?>" + type + "<Envelope><Body>&d;</Body></Envelope>";
            assertUnreachable(
                    "mondial-relay", RawServer.whole(XML, xml.getBytes(StandardCharsets.UTF_8)), "document type");
        }
        assertUnreachable(
                "mondial-relay",
                RawServer.whole(XML, "<Envelope>&d;</Envelope>".getBytes(StandardCharsets.UTF_8)),
                "no whole XML");
    }

    @Test
    void xmlThatIsDeepOrCrowdedIsNoAnswer() {
        StringBuilder crowded = new StringBuilder("<Envelope ");
        for (int i = 0; i < 5_000; i++) {
            crowded.append("a").append(i).append("=\"1\" ");
        }
        for (String body : List.of(
                "<a>".repeat(100_000),
                "<a>".repeat(65) + "</a>".repeat(65),
                crowded + "/>",
                "<Envelope a=\"1\" a=\"2\"/>",
                "<Envelope></Envelope><Envelope></Envelope>",
                "<Envelope>&#0;</Envelope>",
                "<n:Envelope/>",
                "<" + "e".repeat(100_000) + "/>")) {
            assertUnreachable("mondial-relay", RawServer.whole(XML, body.getBytes(StandardCharsets.UTF_8)), "");
        }
    }

    @Test
    void whatIsInAnotherCharacterSetThanItSaysIsNoAnswer() {
        byte[] latin = "<Envelope>Livr\u00e9</Envelope>".getBytes(StandardCharsets.ISO_8859_1);
        assertUnreachable("mondial-relay", RawServer.whole(XML, latin), "character set");
        assertUnreachable("mondial-relay", RawServer.whole("Content-Type: text/xml\r\n", latin), "no whole XML");
        assertUnreachable(
                "mondial-relay",
                RawServer.whole("Content-Type: text/xml; charset=klingon\r\n", latin),
                "character set");
        assertUnreachable(
                "laposte",
                RawServer.whole(
                        "Content-Type: application/json; charset=utf-8\r\n",
                        new String(moving(), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16)),
                "character set");
    }

    @Test
    void aPageInsteadOfAnAnswerIsNoneWhateverItCallsItself() {
        byte[] page = "<!DOCTYPE html><html><body>Colis livr\u00e9</body></html>".getBytes(StandardCharsets.UTF_8);
        assertUnreachable("laposte", RawServer.whole("Content-Type: text/html\r\n", page), "neither JSON nor XML");
        assertUnreachable("laposte", RawServer.whole(JSON, page), "no whole JSON");
        assertUnreachable("laposte", RawServer.whole("", page), "no whole JSON");
        assertUnreachable("mondial-relay", RawServer.whole(XML, page), "document type");
        assertUnreachable("laposte", RawServer.whole(XML, "<a/>".getBytes(StandardCharsets.UTF_8)), "not JSON");
    }

    private void assertUnreachable(String carrier, RawServer.Reply hostile, String why) {
        server.replies(hostile);
        server.requests.set(0);
        long begin = System.nanoTime();
        PollOutcome outcome = ask(carrier);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        assertThat(outcome).isInstanceOf(PollOutcome.Unreachable.class);
        assertThat(((PollOutcome.Unreachable) outcome).detail()).contains(why).isNotBlank();
        assertThat(server.requests).hasValue(1);
        server.replies(RawServer.whole(JSON, moving()));
        assertThat(ask("laposte").word()).isEqualTo("answered");
    }

    private PollOutcome ask(String carrier) {
        TrackingNumber number = carrier.equals("laposte")
                ? NUMBER
                : carrier.equals("ups") ? new TrackingNumber("1Z5R89390357567127") : RELAY;
        return Objects.requireNonNull(client.track(carrier, List.of(new TrackingQuery(number, null, null, null)))
                .get(number));
    }

    private CarrierSettings settings(String carrier) {
        CarrierDefinition definition = catalog.definition(carrier);
        Map<String, Secret> credentials = new java.util.HashMap<>();
        definition.credentials().keySet().forEach(name -> credentials.put(name, Secret.of("a-secret-" + name)));
        return new CarrierSettings(
                true,
                Optional.of(server.uri()),
                Optional.empty(),
                credentials,
                Map.of("brand", "BDTEST13", "service", "Web_Services.asmx"),
                List.of(),
                Optional.empty(),
                Optional.of(TIMEOUT),
                Optional.empty(),
                AggregatorSettings.defaults());
    }

    private static byte[] moving() {
        try {
            return Files.readAllBytes(Path.of("carriers/laposte/samples/moving.json"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }

    /// The same packed megabyte over and over, so that packing it costs nothing.
    private static byte[] gzipOfZeros(int megabytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(new byte[1024 * 1024]);
        byte[] buffer = new byte[8192];
        int length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        deflater.end();
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
        for (int i = 0; i < megabytes; i++) {
            bomb.write(buffer, 0, length);
        }
        bomb.writeBytes(new byte[] {3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        return bomb.toByteArray();
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
