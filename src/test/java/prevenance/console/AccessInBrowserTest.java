package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.Authenticator;
import prevenance.console.access.FactorSettings;
import prevenance.console.access.Role;
import prevenance.testing.Chromium;
import prevenance.web.ListenerSettings;

/// Getting in, in a real browser.
class AccessInBrowserTest {
    @Test
    void theAdministratorComesInByTheFirstLinkAndThePagesAreAccessible(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder);
                Chromium chromium = Chromium.start()) {
            String link = rig.firstLink();
            for (Chromium.Screen screen : Chromium.Screen.values()) {
                for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                    try (BrowserContext visitor = chromium.visitor(screen, scheme, "fr-FR")) {
                        Page page = visitor.newPage();
                        for (String path : new String[] {link, "/login"}) {
                            page.navigate("http://127.0.0.1:" + rig.listener.port() + path);
                            assertThat(Chromium.accessibilityProblems(page)).isEmpty();
                            assertThat(Chromium.scrollsSideways(page)).isFalse();
                        }
                    }
                }
            }
            try (BrowserContext visitor = chromium.visitor(Chromium.Screen.DESKTOP, ColorScheme.LIGHT, "fr-FR")) {
                Page page = visitor.newPage();
                page.navigate("http://127.0.0.1:" + rig.listener.port() + link);
                page.fill("#password", ConsoleRig.PASSWORD);
                page.fill("#again", ConsoleRig.PASSWORD);
                page.click("button.first");
                assertThat(page.url()).endsWith(rig.listener.port() + "/");
                page.navigate("http://127.0.0.1:" + rig.listener.port() + "/account");
                assertThat(Chromium.accessibilityProblems(page)).isEmpty();
            }
        }
    }

    @Test
    void theSecondFactorIsSetUpAndThePagesAreAccessible(@TempDir Path folder) {
        try (ConsoleRig rig = new ConsoleRig(folder, ListenerSettings.local(), new FactorSettings(Set.of(Role.ADMIN)));
                Chromium chromium = Chromium.start()) {
            String home = "http://127.0.0.1:" + rig.listener.port();
            String link = rig.firstLink();
            try (BrowserContext visitor = chromium.visitor(Chromium.Screen.PHONE, ColorScheme.DARK, "fr-FR")) {
                Page page = visitor.newPage();
                page.navigate(home + link);
                page.fill("#password", ConsoleRig.PASSWORD);
                page.fill("#again", ConsoleRig.PASSWORD);
                page.click("button.first");
                assertThat(page.url()).contains("/login/factor");
                check(page);
                Authenticator phone = new Authenticator(page.textContent("#factor-key"));
                page.fill("#code", phone.code(rig.clock.instant()));
                page.click("button.first");
                check(page);
                page.click("a.first");
                assertThat(page.url()).isEqualTo(home + "/");
                page.navigate(home + "/account");
                check(page);
                page.navigate(home + "/account/factor");
                check(page);
                page.fill("#new", ConsoleRig.PASSWORD);
                page.click("form[action$=new] button");
                assertThat(page.isVisible("#factor-key")).isTrue();
                check(page);
            }
            try (BrowserContext visitor = chromium.visitor(Chromium.Screen.DESKTOP, ColorScheme.LIGHT, "fr-FR")) {
                Page page = visitor.newPage();
                page.navigate(home + "/login");
                page.fill("#login", "admin");
                page.fill("#password", ConsoleRig.PASSWORD);
                page.click("button.first");
                check(page);
            }
        }
    }

    private static void check(Page page) {
        assertThat(Chromium.accessibilityProblems(page)).isEmpty();
        assertThat(Chromium.scrollsSideways(page)).isFalse();
    }
}
