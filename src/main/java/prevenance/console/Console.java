package prevenance.console;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import prevenance.console.access.FactorDesk;
import prevenance.console.access.Gate;
import prevenance.console.access.SecondFactor;
import prevenance.console.access.SignIn;
import prevenance.console.access.Staffing;
import prevenance.health.Condition;
import prevenance.web.Assets;
import prevenance.web.Html;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;
import prevenance.web.SecurityHeaders;
import prevenance.web.Site;
import prevenance.web.Texts;

/// The staff's site: its pages behind the gate.
public final class Console implements Site {
    private static final String TEXTS = "/prevenance/console/texts";

    /// Each page's texts are a bundle of their own.
    private static final List<String> BUNDLES = List.of("shell", "access", "factor", "words");

    private static final String NAME = "console";

    private final Gate gate;
    private final Shell shell;
    private final Assets assets;
    private final List<ConsolePage> pages;

    private Console(Gate gate, Shell shell, Assets assets, List<ConsolePage> pages) {
        this.gate = gate;
        this.shell = shell;
        this.assets = assets;
        this.pages = List.copyOf(pages);
    }

    /// Opens the staff's site.
    ///
    /// @throws prevenance.web.ListenException when the address cannot be used
    public static Listener open(ConsoleParts parts, ListenerSettings listener) {
        return open(parts, listener, List.of(), _ -> List.of());
    }

    /// As above, with more than its own pages.
    ///
    /// @param health how the program is doing at an instant
    /// @throws prevenance.web.ListenException when the address cannot be used
    public static Listener open(
            ConsoleParts parts,
            ListenerSettings listener,
            List<ConsolePage> more,
            Function<Instant, List<Condition>> health) {
        // Other sites learn nothing of an address; our own forms are known by it.
        SecurityHeaders headers = new SecurityHeaders(listener.secure(), "same-origin");
        return Listener.start(NAME, listener, headers, site(parts, listener, more, health));
    }

    /// The site by itself, on no listener.
    static Console site(
            ConsoleParts parts,
            ListenerSettings listener,
            List<ConsolePage> more,
            Function<Instant, List<Condition>> health) {
        SecondFactor factor = new SecondFactor(parts.factors(), issuer(listener));
        Gate gate = new Gate(parts.database(), parts.time(), listener, factor);
        Texts texts = texts();
        Assets assets = assets();
        Shell shell = new Shell(
                new Html(NAME, texts, assets),
                texts,
                parts.time(),
                parts.zone(),
                new WaitingCounts(parts),
                new StandingNotices(parts, health));
        List<ConsolePage> pages = new ArrayList<>(DeskPages.of(parts, shell));
        FactorDesk factors = new FactorDesk(parts.database(), parts.time(), gate, factor);
        pages.add(new AccessPages(
                shell, new SignIn(parts.database(), parts.time(), gate, factor), new Staffing(parts.database())));
        pages.add(new FactorPages(shell, factors));
        pages.addAll(LeadPages.of(parts, shell, listener));
        pages.addAll(more);
        return new Console(gate, shell, assets, pages);
    }

    /// How an authenticator lists us: a shop may run several.
    private static String issuer(ListenerSettings listener) {
        return listener.publicUrl() == null
                ? "Prevenance"
                : "Prevenance " + listener.publicUrl().getHost();
    }

    /// All that the console says.
    public static Texts texts() {
        return Texts.load(
                TEXTS,
                Stream.of(BUNDLES, DeskPages.BUNDLES, LeadPages.BUNDLES)
                        .flatMap(List::stream)
                        .toList());
    }

    /// The console's styles and scripts.
    public static Assets assets() {
        return new Assets(List.of(
                "/prevenance/web/assets/common.css",
                "/prevenance/console/assets/console.css",
                "/prevenance/console/assets/desk.css",
                "/prevenance/console/assets/lead.css",
                "/prevenance/console/assets/console.js",
                "/prevenance/console/assets/icon.svg"));
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        gate.addTo(routes);
        assets.addTo(routes);
        pages.forEach(page -> page.addTo(routes));
    }

    @Override
    public void failed(Context context, int status) {
        if (pages.stream().anyMatch(page -> page.failed(context, status))) {
            return;
        }
        boolean html = Objects.requireNonNullElse(context.header("Accept"), "").contains("text/html");
        if (!html) {
            context.contentType("text/plain; charset=utf-8").result("status " + status + "\n");
            return;
        }
        String key = shell.texts().has("error." + status) ? "error." + status : "error.other";
        shell.page(context, "error", Map.of("status", status, "key", key));
    }
}
