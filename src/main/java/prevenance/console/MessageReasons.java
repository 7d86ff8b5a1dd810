package prevenance.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.web.Texts;

/// Puts what the outbox wrote down as a message's reason into the reader's language. What is not known is shown as it
/// stands: better the bare fact than nothing.
final class MessageReasons {
    /// How reasons begin, as the outbox and the desk write them, and the text for each.
    private static final Map<String, String> BEGINNINGS = beginnings();

    private MessageReasons() {}

    static @Nullable String say(Texts texts, Locale locale, @Nullable String reason) {
        if (reason == null) {
            return null;
        }
        for (Map.Entry<String, String> known : BEGINNINGS.entrySet()) {
            if (reason.startsWith(known.getKey())) {
                String rest = reason.substring(known.getKey().length()).strip();
                return texts.text(locale, known.getValue(), rest);
            }
        }
        return reason;
    }

    private static Map<String, String> beginnings() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("no e-mail address", "messages.reason.no-address");
        all.put("address refused before: ", "messages.reason.refused-before");
        all.put("address refused: ", "messages.reason.refused");
        all.put("message refused: ", "messages.reason.message-refused");
        all.put("came back: ", "messages.reason.came-back");
        all.put("given up: ", "messages.reason.given-up");
        all.put("rejected: ", "messages.reason.rejected");
        all.put("held by ", "messages.reason.held-by");
        all.put("this kind is read before it leaves", "messages.reason.kind");
        all.put("the goods are dear", "messages.reason.dear");
        all.put("among the first of the rule ", "messages.reason.first");
        all.put("newer facts take its place", "messages.reason.newer");
        all.put("something graver is being said", "messages.reason.graver");
        all.put("its reason has ended", "messages.reason.ended");
        all.put("settled otherwise", "messages.reason.settled");
        all.put("no longer true", "messages.reason.untrue");
        all.put("the parcel has gone further", "messages.reason.further");
        all.put("the carrier took its delivery back", "messages.reason.took-back");
        all.put("erased at the customer's wish", "privacy.mail-cancelled");
        all.put("template ", "messages.reason.template");
        return all;
    }
}
