package prevenance.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.Chromium;

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
}
