package prevenance.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as the outbox holds it, without its bytes.
///
/// @param key           subject, kind and episode; unique, and the mail's `X-Prevenance-Notification`
/// @param orderId       null for messages to the staff, as are number, country and shop
/// @param orderNumber   the shop's
/// @param orderCountry  destination of the order, ISO 3166-1 alpha-2
/// @param shop          code of the shop that sold it; null for the only or first one
/// @param locale        language tag of the order
/// @param stateReason   why it is held, suppressed or dead, or the last failure; null when there was none
/// @param heldFor       null when it is not held
/// @param approveUntil  when an approval is late, null when none was asked for
/// @param decidedBy     login of who last decided about it, null when nobody has
/// @param editedSubject a person's own words instead of the template's, null for the template's
/// @param editedBody    plain text, paragraphs parted by an empty line; null for the template's
/// @param version       counts what people and the desk changed, for compare-and-set
/// @param nextAttemptAt null when nothing is to be done
/// @param attempts      attempts that the message itself has used up; a server that is down uses none
/// @param sentAt        when a server had accepted it, null before
/// @param messageId     the mail's Message-ID, the same over all attempts
/// @param template      template set and digest it was written from, null before the first attempt
/// @param subjectLine   null before the first attempt
/// @param deskDueAt     when the desk must look at it, null when it need not or has
public record OutboxMessage(
        long id,
        String key,
        MessageKind kind,
        @Nullable Long orderId,
        @Nullable String orderNumber,
        @Nullable String orderCountry,
        @Nullable String shop,
        @Nullable Long parcelId,
        @Nullable Long caseId,
        @Nullable String recipient,
        String locale,
        MessageState state,
        @Nullable String stateReason,
        @Nullable HeldFor heldFor,
        @Nullable Instant approveUntil,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String editedSubject,
        @Nullable String editedBody,
        int version,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        int attempts,
        @Nullable Instant sentAt,
        String messageId,
        @Nullable String template,
        @Nullable String subjectLine,
        @Nullable Instant deskDueAt) {}
