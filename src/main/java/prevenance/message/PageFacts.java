package prevenance.message;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.link.PageLinks;
import prevenance.link.Purpose;
import prevenance.store.Tx;

/// The links to the customer's page that a message may hold: `page.link`, `page.stopLink`, `page.choiceLink`,
/// `page.refundLink`, `survey.link`. They are signed when the message is first written and then stand in its bytes.
final class PageFacts {
    private final PageLinks links;

    PageFacts(PageLinks links) {
        this.links = links;
    }

    /// A message's facts with its links; as they are when there is no page, or when the message is for the staff.
    Map<String, @Nullable Object> with(Tx tx, OutboxMessage message, Map<String, @Nullable Object> facts, Instant now) {
        Long order = message.orderId();
        if (!links.isOn() || order == null) {
            return facts;
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(facts);
        all.put(
                "page",
                Map.of(
                        "link", links.urlFor(tx, order, Purpose.PAGE, now),
                        "stopLink", links.urlFor(tx, order, Purpose.STOP_PROGRESS, now),
                        "choiceLink", links.urlFor(tx, order, Purpose.CHOICE, now),
                        "refundLink", links.urlFor(tx, order, Purpose.REFUND_CHECK, now)));
        all.put("survey", Map.of("link", links.urlFor(tx, order, Purpose.SURVEY, now)));
        return all;
    }
}
