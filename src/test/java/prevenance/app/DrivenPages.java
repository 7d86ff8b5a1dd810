package prevenance.app;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Element;
import prevenance.console.access.InvitationStore;
import prevenance.console.access.Role;
import prevenance.console.access.Scope;
import prevenance.console.access.StaffMember;
import prevenance.console.access.StaffStore;
import prevenance.console.access.TokenStore;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.web.Listener;

/// Looks at every page of the console that links lead to, with every filter.
final class DrivenPages {
    private static final int OF_EACH_KIND = 2;
    private static final String PASSWORD = "lanterne brioche glacier 42";

    private final Prevenance program;
    private final Listener console;
    private final Instant now;

    DrivenPages(Prevenance program, Listener console, Instant now) {
        this.program = program;
        this.console = console;
        this.now = now;
    }

    void lookEverywhere() {
        String link = program.database().write(tx -> {
            StaffMember member = new StaffStore()
                    .add(tx, "plans", "Camille Exemple", null, Role.ADMIN, Locale.ENGLISH, now)
                    .orElseThrow();
            return new InvitationStore().invite(tx, member.id(), now);
        });
        try (Browser browser = new Browser(console.port())) {
            Visit welcome = browser.get("/welcome/" + link);
            browser.submit(welcome, "", Map.of("password", PASSWORD, "again", PASSWORD));
            crawl(browser);
            NARROWED.forEach(browser::get);
        }
        String token = program.database()
                .<String>write(tx -> new TokenStore()
                        .add(tx, "plans", EnumSet.allOf(Scope.class), 600, null, "plans", now)
                        .orElseThrow());
        try (Browser caller = new Browser(console.port()).sending(Map.of("Authorization", "Bearer " + token))) {
            for (String list : List.of("orders", "parcels", "flags", "messages", "cases", "refunds", "exchanges")) {
                caller.get("/api/v1/" + list);
                caller.get("/api/v1/" + list + "/1");
            }
        }
    }

    private static final List<String> NARROWED = List.of(
            "/parcels?q=Exemple",
            "/parcels?q=6A12",
            "/parcels?flag=LATE&open=1",
            "/parcels?carrier=laposte&milestone=IN_TRANSIT",
            "/parcels?country=FR&owner=-&age=3&silent=2&value=10",
            "/parcels?unread=1",
            "/parcels?flagged=2",
            "/parcels?owner=plans",
            "/parcels?order=A-1",
            "/cases?tab=MINE",
            "/cases?tab=NOBODYS",
            "/cases?tab=OVERDUE",
            "/cases?tab=WAITING",
            "/cases?tab=CLOSED",
            "/cases?kind=LATE&carrier=laposte&owner=-",
            "/cases?tab=OPEN&after=0~0~0",
            "/cases?tab=CLOSED&after=0~99999999999999~9",
            "/messages?tab=HELD",
            "/messages?tab=QUEUED",
            "/messages?tab=FAILED&q=Exemple",
            "/messages?tab=ARCHIVE&q=camille@example.org",
            "/messages?tab=ARCHIVE&kind=DELIVERED&before=99999",
            "/messages?tab=CALLS",
            "/audit?actor=plans&text=case",
            "/coverage",
            "/coverage.csv");

    private static void crawl(Browser browser) {
        Map<String, Integer> seen = new HashMap<>();
        ArrayDeque<String> waiting = new ArrayDeque<>(List.of("/"));
        while (!waiting.isEmpty()) {
            String path = waiting.removeFirst();
            String kind = path.replaceAll("\\d+", "N").replaceFirst("^/carriers/[a-z0-9-]+", "/carriers/CODE");
            if (seen.merge(kind, 1, Integer::sum) > OF_EACH_KIND || path.contains("logout")) {
                continue;
            }
            Visit visit = browser.get(path);
            for (Element anchor : visit.page().select("a[href]")) {
                String target = anchor.attr("href");
                if (target.startsWith("/") && !target.startsWith("//")) {
                    waiting.add(target);
                }
            }
        }
    }
}
