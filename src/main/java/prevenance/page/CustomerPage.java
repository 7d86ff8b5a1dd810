package prevenance.page;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.List;
import java.util.Map;
import prevenance.web.Assets;
import prevenance.web.Html;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;
import prevenance.web.Open;
import prevenance.web.SecurityHeaders;
import prevenance.web.Site;
import prevenance.web.Texts;

/// The customers' site: one page for each order, behind the link that its mails hold.
public final class CustomerPage implements Site {
    private static final String NAME = "page";
    private static final String TEXTS = "/prevenance/page/texts";
    private static final List<String> BUNDLES = List.of("page", "parcels", "acts", "letters");

    private final Frame frame;
    private final Looks looks;
    private final StoryPage story;
    private final ActPages acts;
    private final Texts texts;

    private CustomerPage(PageParts parts, ListenerSettings listener) {
        texts = texts();
        looks = new Looks();
        frame = new Frame(parts, new Html(NAME, texts, new Assets(List.of())), texts, looks, listener);
        PageStore store = new PageStore(parts.carrierNames(), parts.desk().zone());
        Door door = new Door(parts, store, frame, listener);
        acts = new ActPages(parts, listener, door, frame);
        story = new StoryPage(door, frame, acts);
    }

    /// Opens the customers' site.
    ///
    /// @throws prevenance.web.ListenException when the address cannot be used
    public static Listener open(PageParts parts, ListenerSettings listener) {
        // The address is itself a key: no other page learns of it.
        SecurityHeaders headers = new SecurityHeaders(listener.secure(), "no-referrer");
        return Listener.start(NAME, listener, headers, new CustomerPage(parts, listener));
    }

    /// All that the page says.
    public static Texts texts() {
        return Texts.load(TEXTS, BUNDLES);
    }

    @Override
    public void addTo(JavalinDefaultRoutingApi routes) {
        looks.addTo(routes);
        routes.get("/robots.txt", context -> context.result("User-agent: *\nDisallow: /\n"), Open.TO_ALL);
        routes.get("/", this::entrance, Open.TO_ALL);
        story.addTo(routes);
        acts.addTo(routes);
    }

    private void entrance(Context context) {
        frame.page(context, "notice", Map.of("key", "entrance"));
    }

    @Override
    public void failed(Context context, int status) {
        String key = texts.has("error." + status + ".title") ? "error." + status : "error.other";
        frame.page(context, "notice", Map.of("key", key));
    }
}
