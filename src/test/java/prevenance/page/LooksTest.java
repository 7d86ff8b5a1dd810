package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.Chromium;
import prevenance.testing.Chromium.Screen;

/// Every page of the customer in a real browser: accessible by WCAG 2.2 AA, no wider than its window, blocked
/// by no policy of ours, light enough for a bad connection. The pictures lie in `target/screens`.
class LooksTest {
    private static final Path SCREENS = Path.of("target/screens");

    /// For a page with all that it loads.
    private static final long MOST_BYTES = 50_000;

    private final List<String> problems = new ArrayList<>();

    @Test
    @Tag("browser")
    void everyPageIsAccessibleFitsAndIsLight(@TempDir Path folder) {
        try (PageRig rig = new PageRig(folder);
                Chromium chromium = Chromium.start()) {
            Map<String, String> french = new Stories(rig, "fr-FR").all();
            Map<String, String> english = new Stories(rig, "en-GB").all();
            String base = "http://127.0.0.1:" + rig.listener.port();
            try (BrowserContext phone = chromium.visitor(Screen.PHONE, ColorScheme.LIGHT, "fr-FR");
                    BrowserContext desktop = chromium.visitor(Screen.DESKTOP, ColorScheme.DARK, "en-GB")) {
                french.forEach((name, path) -> look(phone, base + path, name + "-fr-phone-light"));
                english.forEach((name, path) -> look(desktop, base + path, name + "-en-desktop-dark"));
            }
            assertThat(problems).isEmpty();
        }
    }

    private void look(BrowserContext visitor, String url, String name) {
        try (Page page = visitor.newPage()) {
            AtomicLong bytes = new AtomicLong();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.text().contains("404")) {
                    problems.add(name + " says: " + message.text());
                }
            });
            page.onResponse(response -> bytes.addAndGet(response.body().length));
            page.navigate(url);
            if (bytes.get() > MOST_BYTES) {
                problems.add(name + ": weighs " + bytes.get());
            }
            Chromium.accessibilityProblems(page).forEach(problem -> problems.add(name + ": " + problem));
            if (Chromium.scrollsSideways(page)) {
                problems.add(name + ": is wider than its window");
            }
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENS.resolve("page-" + name + ".png"))
                    .setFullPage(true));
        }
    }
}
