package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.Role;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.Chromium;
import prevenance.testing.GeneratedHistory;
import prevenance.testing.GeneratedParcel;
import prevenance.testing.GeneratedShop;
import prevenance.transit.TransitLearning;
import prevenance.transit.TransitSettings;
import prevenance.web.ListenerSettings;

/// When a parcel will probably arrive, on its page.
class PredictionTest {
    private static final Instant NOW = Instant.parse("2026-11-17T09:00:00Z");

    private final GeneratedHistory history = GeneratedHistory.of(5, 5_000, LocalDate.of(2026, 4, 1), 260);

    @SuppressWarnings("NullAway.Init")
    private ConsoleRig rig;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ConsoleRig(folder, ListenerSettings.local(), database -> {
            GeneratedShop.fill(database, history, NOW);
            return new TransitLearning(database, TransitSettings.defaults(), ZoneId.of("Europe/Paris"), "FR", "69007")
                    .asOf(NOW);
        });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /// Under way for three days, with its promise ahead.
    private long underWay() {
        for (int i = 0; i < history.parcels().size(); i++) {
            GeneratedParcel parcel = history.parcels().get(i);
            boolean out = parcel.handedOverAt().isBefore(NOW.minus(Duration.ofDays(3)))
                    && parcel.handedOverAt().isAfter(NOW.minus(Duration.ofDays(9)))
                    && (parcel.deliveredAt() == null || parcel.deliveredAt().isAfter(NOW.plus(Duration.ofDays(1))));
            if (out && parcel.promisedBy() != null && parcel.promisedBy().isAfter(NOW.plus(Duration.ofDays(1)))) {
                return i + 1L;
            }
        }
        throw new AssertionError("no such parcel");
    }

    @Test
    void itsExpectedDayItsRangeAndWhatTheyRestOnStandOnItsPage() {
        String path = "/parcels/" + underWay();
        try (Browser english = rig.signedIn(Role.VIEWER, Locale.ENGLISH);
                Browser french = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            Visit page = english.get(path);
            assertThat(page.text())
                    .containsPattern("Predicted by us \\d{1,2} Nov 2026 Late: \\d{1,2} %")
                    .containsPattern(
                            "in four of five cases between \\d{1,2} Nov 2026 and (\\d{1,2} (Nov|Dec) 2026|an open end)")
                    .containsPattern("Learned from [\\d,]+ delivered parcels of .* \\(transit/1 2026-11-17\\)");
            assertThat(page.page().select("svg rect.range")).hasSize(1);
            assertThat(page.page().select("svg path.expected")).hasSize(1);
            assertThat(page.page().select("svg text.expected").text()).startsWith("Expected ");
            assertThat(french.get(path).text()).contains("Notre prévision", "Retard : ", "quatre fois sur cinq");
        }
    }

    @Test
    void aParcelThatHasArrivedIsNotPredicted() {
        for (int i = 0; i < history.parcels().size(); i++) {
            Instant delivered = history.parcels().get(i).deliveredAt();
            if (delivered != null && delivered.isBefore(NOW)) {
                try (Browser browser = rig.signedIn(Role.VIEWER, Locale.ENGLISH)) {
                    assertThat(browser.get("/parcels/" + (i + 1)).text()).doesNotContain("Predicted by us");
                }
                return;
            }
        }
        throw new AssertionError("nothing was delivered");
    }

    @Test
    void theUsualSilencesAreProposedOnThePageOfTheRules() {
        try (Browser english = rig.signedIn(Role.VIEWER, Locale.ENGLISH);
                Browser french = rig.signedIn(Role.VIEWER, Locale.FRENCH)) {
            assertThat(english.get("/rules")
                            .page()
                            .select("[aria-labelledby=rule-silences]")
                            .text())
                    .containsPattern("La Poste On the van up to (one day|\\d days) [\\d,]+ delivered parcels");
            assertThat(french.get("/rules").text()).contains("Le silence encore normal", "colis livrés");
        }
    }

    @Test
    @Tag("browser")
    void thePictureIsAccessibleInLightAndDark() {
        long parcel = underWay();
        try (Browser session = rig.signedIn(Role.VIEWER, Locale.FRENCH);
                Chromium chromium = Chromium.start()) {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                String base = "http://127.0.0.1:" + rig.listener.port();
                try (BrowserContext visitor = chromium.visitor(Chromium.Screen.DESKTOP, scheme, "fr-FR")) {
                    visitor.addCookies(
                            List.of(new Cookie("prevenance", session.cookies().get("prevenance")).setUrl(base)));
                    Page page = visitor.newPage();
                    page.navigate(base + "/parcels/" + parcel);
                    assertThat(Chromium.accessibilityProblems(page)).isEmpty();
                    assertThat(Chromium.scrollsSideways(page)).isFalse();
                }
            }
        }
    }
}
