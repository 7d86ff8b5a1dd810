package prevenance.page;

import io.javalin.http.Context;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.Map;
import prevenance.cases.CustomerActKind;
import prevenance.web.Open;

/// The page of an order: where its parcels are, what we do, what he can say. Looking changes nothing.
final class StoryPage {
    private final Door door;
    private final Frame frame;
    private final ActPages acts;

    StoryPage(Door door, Frame frame, ActPages acts) {
        this.door = door;
        this.frame = frame;
        this.acts = acts;
    }

    void addTo(JavalinDefaultRoutingApi routes) {
        routes.get("/p/{token}", this::show, Open.TO_ALL);
    }

    /// A link that is for one thing shows that thing.
    private void show(Context context) {
        Visit visit = door.open(context);
        switch (visit.purpose()) {
            case PAGE ->
                frame.page(
                        context,
                        visit,
                        "order",
                        Map.of(
                                "card",
                                new OrderWords(visit.speech(), visit.order()).card(),
                                "link",
                                visit.token(),
                                "orderNumber",
                                visit.order().order().number()));
            case STOP_PROGRESS -> acts.form(context, visit, CustomerActKind.STOP_PROGRESS);
            case CHOICE -> acts.form(context, visit, CustomerActKind.CHOICE);
            case REFUND_CHECK -> acts.refundQuestion(context, visit);
            case SURVEY -> acts.form(context, visit, CustomerActKind.SURVEY);
        }
    }
}
