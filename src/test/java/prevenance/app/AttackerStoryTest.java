package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.parcel;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseFilter;
import prevenance.cases.CaseStore;
import prevenance.console.access.Role;
import prevenance.testing.Chromium;
import prevenance.tracking.TrackingStatus;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// Somebody who means ill, in real browsers: by names and texts that hold markup, by forms on another site, by forged
/// links, by pages of other roles.
class AttackerStoryTest {
    private static final String MARKUP = "Camille <img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}";
    private static final String MORE = "page: { public-url: \"https://suivi.example.org\" }";

    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Test
    void nothingOfItRunsNothingOfItChangesAnythingAndNobodySeesWhatIsNotHis(@TempDir Path folder) throws IOException {
        ScriptedParcel parcel = parcel("evil", "laposte", "6A12700000043", "fr")
                .ships("Mon 4")
                .promised("Thu 7")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Tue 5 10:00", TrackingStatus.TRANSIT_MOVING);
        parcel.customer = MARKUP;
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (StoryShop shop = new StoryShop(folder, "Mon 4 08:00", MORE, List.of(parcel));
                Listener pages = shop.program.openPage(ListenerSettings.local())) {
            shop.until("Tue 12 14:00");
            markupIsOnlyEverText(shop, pages);
            formsOnAnotherSiteChangeNothing(shop, elsewhere);
            forgedLinksLeadNowhere(shop, pages);
            othersPagesStayClosed(shop);
        } finally {
            elsewhere.stop(0);
        }
        assertThat(ran).as("dialogs that a script opened").isEmpty();
    }

    private void markupIsOnlyEverText(StoryShop shop, Listener pages) {
        Page lead = watched(shop.staff(Role.ADMIN, Locale.ENGLISH));
        List<String> seen = new ArrayList<>();
        for (String path :
                List.of("/", "/cases", "/cases/1", "/parcels", "/parcels/1", "/parcels/1/reply", "/messages")) {
            Response response = Objects.requireNonNull(lead.navigate(shop.consoleUrl(path)));
            assertThat(response.status()).as(path).isEqualTo(200);
            assertClean(lead, path);
            if (lead.locator("body").innerText().contains("<img src=x onerror=alert(1)>")) {
                seen.add(path);
            }
        }
        lead.navigate(shop.consoleUrl("/messages"));
        lead.click("table.list tbody a[data-row]");
        assertClean(lead, "a message");
        assertThat(lead.frameLocator("iframe.mail")
                        .locator("img[src=x], script")
                        .count())
                .as("markup in the mail's preview")
                .isZero();
        assertThat(seen).as("pages that show the name, as text").contains("/cases/1", "/parcels/1");
        try (BrowserContext customer = shop.visitor(Chromium.Screen.PHONE, Locale.FRENCH)) {
            Page page = watched(customer.newPage());
            page.navigate("http://127.0.0.1:" + pages.port() + link(shop));
            assertClean(page, "the customer's page");
        }
    }

    private void formsOnAnotherSiteChangeNothing(StoryShop shop, HttpServer elsewhere) {
        int version = version(shop);
        Page agent = watched(shop.staff(Role.LEAD, Locale.ENGLISH));
        String target = shop.consoleUrl("/cases/1/note");
        elsewhere.createContext("/", exchange -> {
            byte[] trap = ("<body onload='document.forms[0].submit()'><form method='post' action='" + target
                            + "'><input name='version' value='" + version
                            + "'><input name='text' value='gotcha'></form>")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, trap.length);
            exchange.getResponseBody().write(trap);
            exchange.close();
        });
        elsewhere.start();
        Response answer = agent.waitForResponse(
                target,
                () -> agent.navigate(
                        "http://127.0.0.1:" + elsewhere.getAddress().getPort() + "/"));
        assertThat(answer.status()).isEqualTo(403);
        agent.waitForURL(target);
        assertThat(version(shop)).as("the case is as it was").isEqualTo(version);
        agent.navigate(shop.consoleUrl("/cases/1"));
        assertThat(agent.locator("main").innerText()).as("still signed in").doesNotContain("gotcha");
        Page framed = agent.context().newPage();
        framed.setContent("<iframe src='" + shop.consoleUrl("/cases/1") + "'></iframe>");
        assertThat(framed.frames().getLast().content()).as("not framed").doesNotContain("A-evil");
    }

    private static void forgedLinksLeadNowhere(StoryShop shop, Listener pages) {
        String link = link(shop);
        try (BrowserContext visitor = shop.visitor(Chromium.Screen.PHONE, Locale.FRENCH)) {
            Page page = visitor.newPage();
            String base = "http://127.0.0.1:" + pages.port();
            assertThat(Objects.requireNonNull(page.navigate(base + link)).status())
                    .isEqualTo(200);
            for (int at : new int[] {4, link.length() / 2, link.length() - 2}) {
                char other = link.charAt(at) == 'A' ? 'B' : 'A';
                String forged = link.substring(0, at) + other + link.substring(at + 1);
                assertThat(Objects.requireNonNull(page.navigate(base + forged)).status())
                        .as("character %s changed", at)
                        .isEqualTo(404);
            }
        }
    }

    private void othersPagesStayClosed(StoryShop shop) {
        Page viewer = watched(shop.staff(Role.VIEWER, Locale.ENGLISH));
        for (String path : List.of("/people", "/people/audit")) {
            assertThat(Objects.requireNonNull(viewer.navigate(shop.consoleUrl(path)))
                            .status())
                    .as(path)
                    .isEqualTo(403);
        }
        viewer.navigate(shop.consoleUrl("/cases/1"));
        assertThat(viewer.locator("main form[method=post]").count())
                .as("forms a viewer gets on a case")
                .isZero();
        Object status = viewer.evaluate("""
            async () => (await fetch('/cases/1/take', {method: 'POST', headers:
                {'Content-Type': 'application/x-www-form-urlencoded'},
                body: 'version=1&form-token=' + encodeURIComponent(document.querySelector('[name=form-token]').value)})).status
            """);
        assertThat(status).isEqualTo(403);
    }

    private Page watched(Page page) {
        page.onDialog(dialog -> {
            ran.add(dialog.message());
            dialog.dismiss();
        });
        return page;
    }

    private static void assertClean(Page page, String where) {
        assertThat(page.locator("img[src=x], script:not([src])").count())
                .as("injected elements in " + where)
                .isZero();
        assertThat(page.locator("body").innerText()).as(where).doesNotContain("49}}", "Camille 49");
    }

    private static int version(StoryShop shop) {
        return shop.program.database().read(tx -> new CaseStore().list(tx, CaseFilter.open(10))).stream()
                .mapToInt(row -> row.serviceCase().version())
                .sum();
    }

    private static String link(StoryShop shop) {
        return shop.letterbox.mails().stream()
                .flatMap(mail -> Jsoup.parse(mail.html()).select("a[href^=https://suivi.example.org/p/]").stream())
                .map(link -> URI.create(link.attr("href")).getPath())
                .findFirst()
                .orElseThrow();
    }
}
