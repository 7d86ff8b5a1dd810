package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.parcel;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.Role;
import prevenance.testing.Chromium;
import prevenance.tracking.TrackingStatus;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// A customer whose parcel is said to be delivered and is not there; and the agent who helps him. Real browsers, real
/// mails, no script on the customer's side.
class CustomerStoryTest {
    private static final String MORE = "page: { public-url: \"https://suivi.example.org\" }";

    @Test
    void whoDidNotReceiveHisParcelSaysSoOnHisPageAndGetsAnotherOne(@TempDir Path folder) throws IOException {
        ScriptedParcel parcel = parcel("gone", "laposte", "6A12700000042", "fr")
                .ships("Mon 4")
                .promised("Thu 7")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Wed 6 09:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Wed 6 11:00", TrackingStatus.DELIVERED_RECIPIENT);
        try (StoryShop shop = new StoryShop(folder, "Mon 4 08:00", MORE, List.of(parcel));
                Listener pages = shop.program.openPage(ListenerSettings.local())) {
            shop.until("Wed 6 15:00");
            Letterbox.Mail delivered = shop.mailsTo(parcel.address).getLast();
            assertThat(delivered.notification()).isEqualTo("parcel:1/delivered/1");

            try (BrowserContext customer = shop.visitor(Chromium.Screen.PHONE, Locale.FRENCH)) {
                Page page = customer.newPage();
                page.navigate("http://127.0.0.1:" + pages.port() + linkIn(delivered));
                assertThat(page.locator("h1").innerText()).isEqualTo("Votre colis est arrivé");
                assertThat(page.content()).doesNotContain(parcel.address, parcel.customer);
                page.click("a.button[href*='/not-received']");
                page.check("input[name=sure]");
                page.click("form button.first");
                assertThat(page.locator("main").innerText()).contains("dossier");
                assertThat(Chromium.accessibilityProblems(page)).isEmpty();
                page.goBack();
                page.check("input[name=sure]");
                page.click("form button.first");
            }
            shop.beat();
            assertThat(shop.mailsTo(parcel.address))
                    .as("acknowledged once, although he sent it twice")
                    .extracting(Letterbox.Mail::notification)
                    .filteredOn(key -> key.contains("not-received"))
                    .hasSize(1);

            Page agent = shop.staff(Role.AGENT, Locale.FRENCH);
            agent.navigate(shop.consoleUrl("/cases"));
            agent.click("table.list tbody a[data-row]");
            assertThat(agent.locator("main").innerText()).contains("A-gone").contains(parcel.customer);
            assertThat(Chromium.accessibilityProblems(agent)).isEmpty();
            agent.click("form[action$='/take'] button");
            agent.click("details:has(form[action$='/reship']) summary");
            agent.click("form[action$='/reship'] button");
            assertThat(agent.locator("main").innerText()).contains("Le remplacement est promis");
            shop.beat();
            assertThat(shop.mailsTo(parcel.address))
                    .extracting(Letterbox.Mail::notification)
                    .anyMatch(key -> key.contains("exchange-promised"));
        }
    }

    private static String linkIn(Letterbox.Mail mail) {
        return Jsoup.parse(mail.html()).select("a[href^=https://suivi.example.org/p/]").stream()
                .map(link -> URI.create(link.attr("href")).getPath())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link to his page in " + mail.subject()));
    }
}
