package prevenance.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cli.DemoArguments;
import prevenance.console.access.InvitationStore;
import prevenance.console.access.Role;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.store.Database;
import prevenance.testing.Chromium;
import prevenance.testing.Chromium.Screen;
import prevenance.testing.ManualClock;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// Every page of the console that links lead to, after some weeks of the make-believe shop: it answers, it is
/// accessible by WCAG 2.2 AA, it fits its window, its policy blocks nothing of it, in both languages, sizes
/// and schemes. The pictures lie in `target/screens`.
class EveryPageTest {
    private static final int OF_EACH_KIND = 2;
    private static final Path SCREENS = Path.of("target/screens");
    private static final String PASSWORD = "lanterne brioche glacier 42";

    private final List<String> problems = new ArrayList<>();

    @Test
    void everyPageAnswersIsAccessibleAndFitsInBothLanguages(@TempDir Path folder) throws IOException {
        Path shop = folder.resolve("shop");
        new Main(Path.of("").toAbsolutePath(), Map.of())
                .demo(
                        new DemoArguments(Duration.ofMillis(1), 3, 60, 18, false, shop, Locale.ENGLISH, false),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        ManualClock clock = ManualClock.at("2026-11-20T08:10:00Z");
        try (Prevenance program = Main.open(
                        shop.resolve("prevenance.yaml"),
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        Database.Use.DAEMON,
                        clock);
                Listener console = program.openConsole(ListenerSettings.local());
                Chromium chromium = Chromium.start()) {
            String base = "http://127.0.0.1:" + console.port();
            Map<String, String> pages = new LinkedHashMap<>();
            for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
                for (Screen screen : Screen.values()) {
                    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                        String login = "admin-" + language.getLanguage() + "-"
                                + screen.name().toLowerCase(Locale.ROOT) + "-"
                                + scheme.name().toLowerCase(Locale.ROOT);
                        String link = invite(program.database(), login, language, clock.instant());
                        try (BrowserContext visitor = chromium.visitor(screen, scheme, language.getLanguage())) {
                            Page page = visitor.newPage();
                            page.onConsoleMessage(message -> {
                                if (message.type().equals("error")
                                        && !message.text().contains("404")) {
                                    problems.add(page.url() + " says: " + message.text());
                                }
                            });
                            page.navigate(base + "/welcome/" + link);
                            page.fill("#password", PASSWORD);
                            page.fill("#again", PASSWORD);
                            page.click("button.first");
                            if (pages.isEmpty()) {
                                pages.putAll(crawl(page, base));
                            }
                            pages.forEach((name, path) -> look(page, base + path, name + "-" + login.substring(6)));
                        }
                    }
                }
            }
            assertThat(problems).isEmpty();
            assertThat(pages).as("kinds of pages found by their links").hasSizeGreaterThan(8);
        }
    }

    /// Follows links from the start; of addresses that differ only in a number some are enough.
    private Map<String, String> crawl(Page page, String base) {
        Map<String, Integer> seen = new HashMap<>();
        Map<String, String> pages = new LinkedHashMap<>();
        ArrayDeque<String> waiting = new ArrayDeque<>(List.of("/"));
        while (!waiting.isEmpty()) {
            String path = waiting.removeFirst();
            String kind = path.replaceAll("\\d+", "N")
                    .replaceAll("\\?.*", "")
                    .replaceFirst("^/carriers/[a-z-]+", "/carriers/CODE");
            if (seen.merge(kind, 1, Integer::sum) > OF_EACH_KIND || path.contains(".csv") || path.contains(".eml")) {
                continue;
            }
            Response response = page.navigate(base + path);
            if (response == null || response.status() != 200) {
                problems.add(path + " answers " + (response == null ? "nothing" : response.status()));
                continue;
            }
            if (!Objects.requireNonNullElse(response.headers().get("content-type"), "")
                    .startsWith("text/html")) {
                continue;
            }
            String name = kind.equals("/") ? "now" : kind.substring(1).replace('/', '-');
            pages.putIfAbsent(name, path);
            for (Object link : (List<?>) page.evaluate("() => [...document.querySelectorAll('a[href]:not([download])')]"
                    + ".filter(a => a.origin === location.origin).map(a => a.pathname + a.search)")) {
                waiting.add(String.valueOf(link));
            }
        }
        return pages;
    }

    private void look(Page page, String url, String name) {
        page.navigate(url);
        Chromium.accessibilityProblems(page).forEach(problem -> problems.add(name + ": " + problem));
        if (Chromium.scrollsSideways(page)) {
            problems.add(name + ": is wider than its window");
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static String invite(Database database, String login, Locale language, Instant now) {
        return database.write(tx -> {
            StaffMember member = new StaffStore()
                    .add(tx, login, "Camille Exemple", null, Role.ADMIN, language, now)
                    .orElseThrow();
            return new InvitationStore().invite(tx, member.id(), now);
        });
    }
}
