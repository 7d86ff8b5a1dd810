package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import prevenance.link.Purpose;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.tracking.TrackingStatus;

/// What somebody tries who means no good: without a link, with somebody else's, or with his own.
class AttackerTest {
    private static final String SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}";
    private static final Map<String, String> SAME_ORIGIN = Map.of("Sec-Fetch-Site", "same-origin");

    private PageRig rig;
    private Browser browser;
    private Stories stories;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new PageRig(folder);
        browser = rig.browser();
        stories = new Stories(rig, "en-GB");
    }

    @AfterEach
    void close() {
        browser.close();
        rig.close();
    }

    private Visit form(long order, String act) {
        return browser.get(rig.path(order) + "/" + act + "?parcel=1");
    }

    /// The page that answers a path, without what a page must have in it anyway: the path itself.
    private String refused(String path) {
        Visit visit = browser.look(path);
        rig.clock.advance(Visitors.ONE_MORE);
        return visit.status() + " " + visit.response().body().replace(path, "");
    }

    @Test
    void everyLinkThatDoesNotHoldGetsTheSameAnswer() {
        long order = stories.onItsWay();
        String token = rig.token(order, Purpose.PAGE);
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        Set<String> answers = new HashSet<>();
        for (int bit = 0; bit < bytes.length * 8; bit += 3) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            answers.add(refused("/p/" + Base64.getUrlEncoder().encodeToString(flipped)));
        }
        answers.add(refused("/p/x"));
        answers.add(refused("/p/" + token + "A"));
        answers.add(refused("/p/" + token.substring(1)));
        String revoked = rig.path(order);
        rig.database.execute(tx -> rig.links.revoke(tx, order));
        answers.add(refused(revoked));
        String expired = rig.path(order);
        rig.clock.advance(Duration.ofDays(92));
        answers.add(refused(expired));
        assertThat(answers).hasSize(1);
        assertThat(answers.iterator().next()).startsWith("404 ").contains("This link no longer leads anywhere");
    }

    @Test
    void aLinkDoesNothingButWhatItIsFor() {
        long order = stories.refund("ASKED", "CARD");
        for (Purpose purpose : List.of(Purpose.STOP_PROGRESS, Purpose.CHOICE, Purpose.REFUND_CHECK, Purpose.SURVEY)) {
            String path = "/p/" + rig.token(order, purpose);
            for (String act : List.of("call-me", "address", "damaged", "not-received", "arrived")) {
                assertThat(browser.look(path + "/" + act + "?parcel=1").status())
                        .as(purpose + " " + act)
                        .isEqualTo(404);
            }
            assertThat(browser.get(path).text()).doesNotContain("6A0001122334");
        }
        String page = rig.path(order);
        assertThat(browser.post(page, Map.of("List-Unsubscribe", "One-Click"), Map.of())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tenThousandGuessesAreThrottledAndOthersAreNot() {
        long order = stories.onItsWay();
        Visitors visitors = new Visitors();
        int evaluated = 0;
        for (int i = 0; i < 10_000; i++) {
            if (visitors.mayTry("192.0.2.7", rig.clock.instant())) {
                evaluated++;
                visitors.failed("192.0.2.7", rig.clock.instant());
            }
        }
        assertThat(evaluated).isEqualTo(Visitors.AT_ONCE);
        assertThat(visitors.mayTry("192.0.2.8", rig.clock.instant())).isTrue();

        int refused = 0;
        for (int i = 0; i < 200; i++) {
            refused += browser.look("/p/guess" + i).status() == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(200 - Visitors.AT_ONCE);
        Visit waits = browser.look(rig.path(order));
        assertThat(waits.status() + " " + waits.header("Retry-After")).isEqualTo("429 20");
        rig.clock.advance(Visitors.ONE_MORE);
        assertThat(browser.look(rig.path(order)).status()).isEqualTo(200);
    }

    @Test
    void lookingAHundredTimesChangesNothing() throws IOException, InterruptedException {
        long order = stories.lost();
        List<String> paths = new ArrayList<>(List.of(rig.path(order)));
        for (Purpose purpose : Purpose.values()) {
            paths.add("/p/" + rig.token(order, purpose));
        }
        for (String act :
                List.of("not-received", "choice", "arrived", "call-me", "stop-progress", "address", "damaged")) {
            paths.add(rig.path(order) + "/" + act + "?parcel=1&choice=REFUND&text=x&sure=yes");
        }
        List<String> before = rig.state();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 100; i++) {
                String path = paths.get(i % paths.size());
                assertThat(browser.look(path).status()).isEqualTo(200);
                HttpRequest head = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.listener.port() + path))
                        .HEAD()
                        .build();
                assertThat(client.send(head, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEmpty();
            }
        }
        assertThat(rig.state()).isEqualTo(before);
    }

    @Test
    void aFormIsTakenOnlyFromAPageOfOurs() {
        long order = stories.delivered();
        Visit form = form(order, "not-received");
        Map<String, String> fields = new LinkedHashMap<>(Map.of("sure", "yes", "parcel", "1"));
        fields.put("form", form.page().select("input[name=form]").attr("value"));
        String path = rig.path(order) + "/not-received";
        List<String> before = rig.state();
        List<Map<String, String>> foreign = List.of(
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"),
                Map.of("Origin", "https://attacker.example"),
                Map.of());
        for (Map<String, String> headers : foreign) {
            assertThat(browser.post(path, fields, headers).status())
                    .as(headers.toString())
                    .isEqualTo(403);
        }
        String oneClick = "/p/" + rig.token(order, Purpose.STOP_PROGRESS);
        assertThat(browser.post(
                                oneClick,
                                Map.of("List-Unsubscribe", "One-Click"),
                                Map.of("Sec-Fetch-Site", "cross-site"))
                        .status())
                .isEqualTo(403);
        assertThat(browser.post(oneClick, Map.of("anything", "else"), Map.of()).status())
                .isEqualTo(400);
        assertThat(rig.state()).isEqualTo(before);
        // Browsers before 2023 tell of a page that tells nobody its address only this.
        assertThat(browser.post(path, fields, Map.of("Origin", "null")).status())
                .isEqualTo(200);
    }

    @Test
    void aFormOfAnotherLinkActOrParcelIsNotTaken() {
        long mine = stories.several();
        long theirs = stories.several();
        String path = rig.path(mine);
        String own = form(mine, "arrived").page().select("input[name=form]").attr("value");
        String other =
                form(theirs, "not-received").page().select("input[name=form]").attr("value");
        List<String> before = rig.state();
        for (String token : List.of(own, other, "", "AAAA", "' or 1=1 --")) {
            assertThat(browser.post(
                                    path + "/not-received",
                                    Map.of("form", token, "parcel", "1", "sure", "yes"),
                                    SAME_ORIGIN)
                            .status())
                    .isEqualTo(403);
        }
        String good =
                form(mine, "not-received").page().select("input[name=form]").attr("value");
        for (String parcel : List.of("4", "0", "-1", "99999999999", "1 or 1=1", "2")) {
            assertThat(browser.post(
                                    path + "/not-received",
                                    Map.of("form", good, "parcel", parcel, "sure", "yes"),
                                    SAME_ORIGIN)
                            .status())
                    .as(parcel)
                    .isIn(403, 404);
        }
        assertThat(browser.look(path + "/not-received?parcel=7").text()).contains("nothing left to do here");
        assertThat(browser.look(path + "/no-such-act").status()).isEqualTo(404);
        assertThat(rig.state()).isEqualTo(before);
    }

    @Test
    void whatIsTypedIsNeverMarkup() {
        long order = stories.several();
        rig.sql("update customer_order set number = '" + SCRIPT.replace("'", "''") + "' where id = " + order);
        rig.sql("update parcel set tracking_number = '" + SCRIPT.replace("'", "''") + "', pickup_place = '"
                + SCRIPT.replace("'", "''") + "', customer_page = 'javascript:alert(1)' where order_id = " + order
                + " and id = (select min(id) from parcel)");
        rig.event(1, TrackingStatus.PICKUP_READY, "2026-11-17T09:30:00", SCRIPT);
        assertHarmless(rig.visit(order).page());

        for (String act : List.of("damaged", "address", "wrong-item", "call-me", "survey", "not-received", "choice")) {
            Visit form = form(order, act);
            if (form.page().select("input[name=form]").isEmpty()) {
                continue;
            }
            Map<String, String> fields =
                    Map.of("text", SCRIPT.repeat(100), "phone", SCRIPT, "choice", SCRIPT, "parcel", "1");
            Visit answer = browser.submit(form, "/" + act, fields);
            assertThat(answer.status()).as(act).isEqualTo(422);
            assertHarmless(answer.page());
            Visit taken = browser.submit(
                    form, "/" + act, Map.of("text", SCRIPT, "phone", SCRIPT, "choice", "any", "sure", SCRIPT));
            assertHarmless(taken.page());
        }
        assertHarmless(rig.visit(order).page());
        assertHarmless(
                browser.look(rig.path(order) + "?lang=" + "%22%3E%3Cscript%3E").page());
    }

    private static void assertHarmless(Document page) {
        assertThat(page.select("script, img, [onerror], [onload]")).isEmpty();
        assertThat(page.select("a[href^=javascript]")).isEmpty();
    }

    @Test
    void whatSteersATerminalOrTurnsTheTextAroundIsNotKept() {
        long order = stories.onItsWay();
        browser.submit(
                form(order, "address"),
                "/address",
                Map.of(
                        "text",
                        "a\u0000b\u001b[31mc\u202Ed\u2066e\u200Bf\r\n\n\n\n\n"
                                + "g\t\u0007h \uD83D\uDC68\u200D\uD83D\uDC67"));
        assertThat(rig.rows("select text from customer_act"))
                .containsExactly("ab[31mcdef\n\ng h \uD83D\uDC68\u200D\uD83D\uDC67");
    }

    @Test
    void nothingPersonalStandsOnAPageNorInItsHeaders() {
        long order = stories.several();
        Visit visit = browser.get(rig.path(order));
        assertThat(visit.response().body())
                .doesNotContain("camille", "Camille", "+33 6 99", "69001", "carrier's own words", "100.00");
        assertThat(List.of(
                        visit.header("Referrer-Policy"),
                        visit.header("Cache-Control"),
                        visit.header("X-Robots-Tag"),
                        visit.header("X-Frame-Options")))
                .containsExactly("no-referrer", "no-store", "noindex, nofollow", "DENY");
        assertThat(visit.header("Content-Security-Policy")).contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(visit.header("Set-Cookie")).isEmpty();
    }

    @Test
    void noLogHoldsALink() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        long order = stories.delivered();
        String token = rig.token(order, Purpose.PAGE);
        browser.get("/p/" + token);
        browser.look("/p/" + token + "/no-such-act");
        browser.post("/p/" + token + "/not-received", Map.of("form", "x", "parcel", "1"), SAME_ORIGIN);
        browser.submit(form(order, "not-received"), "/not-received", Map.of("sure", "yes"));
        rig.sql("drop table case_flag");
        rig.sql("alter table refund rename to refund_gone");
        assertThat(browser.look("/p/" + token).status()).isEqualTo(500);
        root.detachAppender(log);
        String all = log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + event.getKeyValuePairs()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : event.getThrowableProxy().getMessage()))
                .collect(Collectors.joining("\n"));
        assertThat(all).contains("a request could not be answered").doesNotContain(token, token.substring(0, 30));
    }

    @Test
    void whoHasALinkCannotFloodTheShop() {
        long order = stories.onItsWay();
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            answers.add(browser.submit(form(order, "address"), "/address", Map.of("text", "No " + i))
                    .status());
        }
        assertThat(answers).containsExactly(200, 200, 200, 200, 200, 200, 429, 429, 429, 429);
        rig.clock.advance(Duration.ofDays(1));
        assertThat(browser.submit(form(order, "address"), "/address", Map.of("text", "Again"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void photosAreKeptWithoutWhatIsHiddenInThemAndOthersAreExplained() {
        long order = stories.delivered();
        byte[] photo = Pictures.withExif(Pictures.picture("jpeg", 600, 400), 6);
        Visit done = upload(
                order,
                "damaged",
                Map.of("text", "Broken corner"),
                List.of(
                        photo,
                        Pictures.withArchiveBehind(Pictures.picture("png", 60, 40)),
                        Pictures.bomb(20_000, 20_000),
                        "....ftypheic.......................".getBytes(StandardCharsets.US_ASCII),
                        "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8)));
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.page().select(".notice li").eachText())
                .containsExactly(
                        "Photo 3 is too big (more than 40 million pixels).",
                        "Photo 4 is in the HEIC format, which we cannot read. A screenshot of that photo will do.",
                        "File 5 is not a JPEG or PNG photo.");
        assertThat(rig.rows("select name || ' ' || media_type || ' ' || author from attachment order by id"))
                .containsExactly("photo-1.jpg image/jpeg customer", "photo-2.jpg image/jpeg customer");
        assertThat(rig.rows("select text from customer_act")).containsExactly("Broken corner\nPhotos: 2");
        byte[] kept = rig.database.read(tx -> tx.handle()
                .createQuery("select bytes from attachment order by id limit 1")
                .mapTo(byte[].class)
                .one());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", "Fabricant");
        assertThat(Pictures.decoded(kept).getHeight()).isEqualTo(600);
    }

    @Test
    void sixPhotosAreKeptAndNoMore() {
        List<byte[]> photos = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            photos.add(Pictures.picture("jpeg", 100 + i, 80));
        }
        upload(stories.delivered(), "damaged", Map.of(), photos);
        assertThat(rig.rows("select count(*) from attachment")).containsExactly("6");
    }

    @Test
    void photosThatAreTooHeavyTogetherAreRefusedInWords() {
        long order = stories.delivered();
        Visit visit = upload(order, "damaged", Map.of("text", "x"), List.of(new byte[60 << 20]));
        assertThat(visit.status()).isEqualTo(413);
        assertThat(visit.page().select("h1").text()).isEqualTo("That was too heavy");
        assertThat(rig.rows("select kind from customer_act")).isEmpty();
    }

    @Test
    void wordsWithoutEndAreRefused() {
        long order = stories.onItsWay();
        Visit form = form(order, "address");
        Visit visit = browser.submit(form, "/address", Map.of("text", "x".repeat(3_000_000)));
        assertThat(visit.status()).isEqualTo(413);
        assertThat(rig.rows("select kind from customer_act")).isEmpty();
    }

    @Test
    void filesOfWhoHasNoLinkAreNotRead() {
        long order = stories.delivered();
        Visit form = form(order, "damaged");
        Visit visit = send("/p/AAAA/damaged", form, Map.of(), List.of(Pictures.picture("jpeg", 60, 40)));
        assertThat(visit.status()).isEqualTo(404);
    }

    private Visit upload(long order, String act, Map<String, String> fields, List<byte[]> files) {
        Visit form = form(order, act);
        return send(rig.path(order) + "/" + act, form, fields, files);
    }

    /// Sends a form with files as browsers do.
    private Visit send(String path, Visit form, Map<String, String> fields, List<byte[]> files) {
        String boundary = "----boundary4711";
        Map<String, String> all = new LinkedHashMap<>();
        form.page()
                .select("input[type=hidden][name]")
                .forEach(field -> all.put(field.attr("name"), field.attr("value")));
        all.putAll(fields);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        all.forEach((name, value) -> body.writeBytes(
                ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        for (byte[] file : files) {
            body.writeBytes(("--" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"photos\"; filename=\"../../<b>.jpg\"\r\n"
                            + "Content-Type: image/jpeg\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            body.writeBytes(file);
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.listener.port() + path))
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Sec-Fetch-Site", "same-origin")
                .header("Accept-Language", "en")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Visit(response.statusCode(), response, org.jsoup.Jsoup.parse(response.body()));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
