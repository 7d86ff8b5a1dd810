package prevenance.message.mail;

import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A mail before it is written down.
///
/// @param fromName       the shop, as the customer knows it
/// @param fromAddress    also the envelope's sender
/// @param replyTo        null when answers go to the sender
/// @param toName         null when unknown
/// @param messageId      with its angle brackets
/// @param date           becomes the `Date` header
/// @param notificationId what the mail is about, the same over all attempts: `X-Prevenance-Notification`
/// @param logo           an image that the HTML shows, null for none
/// @param returnToken    names the mail when it comes back: `X-Prevenance-Return`; null for none
/// @param stopLink       https link at which the recipient ends mails of this kind by one click (RFC 8058), null for
/// none
public record Letter(
        String fromName,
        String fromAddress,
        @Nullable String replyTo,
        @Nullable String toName,
        String toAddress,
        String subject,
        String text,
        String html,
        String messageId,
        ZonedDateTime date,
        String notificationId,
        Locale language,
        @Nullable InlineImage logo,
        @Nullable String returnToken,
        @Nullable String stopLink) {
    /// Without an image, token and link.
    public Letter(
            String fromName,
            String fromAddress,
            @Nullable String replyTo,
            @Nullable String toName,
            String toAddress,
            String subject,
            String text,
            String html,
            String messageId,
            ZonedDateTime date,
            String notificationId,
            Locale language) {
        this(
                fromName,
                fromAddress,
                replyTo,
                toName,
                toAddress,
                subject,
                text,
                html,
                messageId,
                date,
                notificationId,
                language,
                null,
                null,
                null);
    }
}
