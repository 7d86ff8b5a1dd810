package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.app.ScriptedParcel.parcel;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.Role;
import prevenance.tracking.TrackingStatus;

/// The afternoon of a lead, in a real browser, with real mails.
class LeadStoryTest {
    @Test
    void aDelicateMailIsReadEditedAndApprovedAndOnlyThenLeaves(@TempDir Path folder) throws IOException {
        ScriptedParcel lost = parcel("lost", "laposte", "6A12700000041", "fr")
                .ships("Mon 4")
                .promised("Thu 7")
                .says("Mon 4 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Tue 5 10:00", TrackingStatus.TRANSIT_MOVING);
        try (StoryShop shop = new StoryShop(folder, "Mon 4 08:00", "", List.of(lost))) {
            shop.until("Tue 12 14:00");
            assertThat(shop.mailsTo(lost.address))
                    .as("nothing of a search before somebody read it")
                    .extracting(Letterbox.Mail::notification)
                    .noneMatch(key -> key.contains("searching"));
            int before = shop.mailsTo(lost.address).size();

            Page lead = shop.staff(Role.LEAD, Locale.ENGLISH);
            lead.navigate(shop.consoleUrl("/messages"));
            lead.click("table.list tbody a[data-row]");
            assertThat(lead.frameLocator("iframe.mail").locator("h1").innerText())
                    .isEqualTo("Nous recherchons votre colis");
            lead.click("summary#edit-title");
            lead.fill("#subject", "Votre lampe : nous la cherchons");
            lead.fill("#body", "La recherche est lancée ce matin.\n\nJe vous rappelle jeudi. <b>Anna</b>");
            lead.click("form[action$='/edit'] button.first");
            assertThat(lead.frameLocator("iframe.mail").locator("body").innerText())
                    .contains("Je vous rappelle jeudi. <b>Anna</b>");
            lead.click("form[action$='/approve'] button");
            shop.beat();

            List<Letterbox.Mail> mails = shop.mailsTo(lost.address);
            assertThat(mails).hasSize(before + 1);
            Letterbox.Mail mail = mails.getLast();
            assertThat(mail.notification()).isEqualTo("parcel:1/searching/1");
            assertThat(mail.subject().replaceAll("\\h", " ")).isEqualTo("Votre lampe : nous la cherchons");
            assertThat(mail.text())
                    .contains("La recherche est lancée ce matin.", "Je vous rappelle jeudi. <b>Anna</b>");
            assertThat(mail.html()).contains("&lt;b&gt;Anna&lt;/b&gt;").doesNotContain("<b>Anna");

            lead.navigate(shop.consoleUrl("/messages"));
            assertThat(lead.innerText("main")).doesNotContain("A-lost");
        }
    }
}
