package prevenance.page;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.Optional;
import prevenance.link.PageLink;
import prevenance.web.ListenerSettings;
import prevenance.web.Refusal;
import prevenance.web.VisitorAddress;

/// Lets in who has a link that holds. Whoever has none learns nothing, not even why, and who tries many has to wait.
final class Door {
    private static final int TOO_MANY_REQUESTS = 429;

    private final PageParts parts;
    private final PageStore store;
    private final Frame frame;
    private final ListenerSettings listener;
    private final Visitors visitors = new Visitors();

    private record Found(PageLink link, OrderStory order) {}

    Door(PageParts parts, PageStore store, Frame frame, ListenerSettings listener) {
        this.parts = parts;
        this.store = store;
        this.frame = frame;
        this.listener = listener;
    }

    /// Who stands at the address `/p/{token}` and what lies below it.
    ///
    /// @throws Refusal 404 for any link that does not hold, 429 after too many of them
    Visit open(Context context) {
        Instant now = parts.time().instant();
        String address = VisitorAddress.of(context, listener);
        if (!visitors.mayTry(address, now)) {
            context.header("Retry-After", String.valueOf(Visitors.ONE_MORE.toSeconds()));
            throw new Refusal(TOO_MANY_REQUESTS);
        }
        String token = context.pathParam("token");
        Optional<Found> found = parts.database()
                .read(tx -> parts.links()
                        .read(tx, token, now)
                        .flatMap(link -> store.find(tx, link.orderId(), now).map(order -> new Found(link, order))));
        if (found.isEmpty()) {
            visitors.failed(address, now);
            throw Refusal.notFound();
        }
        OrderStory order = found.get().order();
        return new Visit(token, found.get().link().purpose(), order, frame.speech(context, order));
    }

    /// Reads an order again, after something was said.
    OrderStory again(Visit visit) {
        return parts.database()
                .<Optional<OrderStory>>read(tx ->
                        store.find(tx, visit.order().order().id(), parts.time().instant()))
                .orElse(visit.order());
    }
}
