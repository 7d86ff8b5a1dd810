package prevenance.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as the outbox holds it, without its bytes.
///
/// @param key           subject, kind and episode; unique, and the mail's `X-Prevenance-Notification`
/// @param orderNumber   the shop's
/// @param orderCountry  destination of the order, ISO 3166-1 alpha-2
/// @param locale        language tag of the order
/// @param stateReason   why it is suppressed or dead, or the last failure; null when there was none
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
        long orderId,
        String orderNumber,
        String orderCountry,
        @Nullable Long parcelId,
        @Nullable Long caseId,
        @Nullable String recipient,
        String locale,
        MessageState state,
        @Nullable String stateReason,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        int attempts,
        @Nullable Instant sentAt,
        String messageId,
        @Nullable String template,
        @Nullable String subjectLine,
        @Nullable Instant deskDueAt) {}
