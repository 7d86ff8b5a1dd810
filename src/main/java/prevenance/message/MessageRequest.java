package prevenance.message;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message to be queued by whoever has the cause, in the cause's own transaction.
///
/// @param subject   what it is about, `parcel:12`, `refund:7`; with kind and episode the message's unique key
/// @param kind      what is said
/// @param episode   counts from 1 each time the same thing happens anew to the same subject
/// @param orderId   the order whose customer is written to; null only for messages to the staff
/// @param parcelId  the parcel, null for messages about none
/// @param caseId    the service case it belongs to, null when none
/// @param recipient the customer's address, null when the order has none: the message is then kept as suppressed
///                  and
///                  becomes desk work
/// @param locale    the order's
/// @param facts     what the template may say: texts, numbers, dates (ISO), lists and maps of these; null values
/// allowed
/// @param sendAt    not before
/// @param rule      name and version of the rule that it rests on (`LATE/1`), null when none
public record MessageRequest(
        String subject,
        MessageKind kind,
        int episode,
        @Nullable Long orderId,
        @Nullable Long parcelId,
        @Nullable Long caseId,
        @Nullable String recipient,
        Locale locale,
        Map<String, @Nullable Object> facts,
        Instant sendAt,
        @Nullable String rule) {
    /// Rests on no rule.
    public MessageRequest(
            String subject,
            MessageKind kind,
            int episode,
            @Nullable Long orderId,
            @Nullable Long parcelId,
            @Nullable Long caseId,
            @Nullable String recipient,
            Locale locale,
            Map<String, @Nullable Object> facts,
            Instant sendAt) {
        this(subject, kind, episode, orderId, parcelId, caseId, recipient, locale, facts, sendAt, null);
    }
}
