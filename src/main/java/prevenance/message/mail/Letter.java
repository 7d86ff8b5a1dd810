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
        @Nullable InlineImage logo) {
    /// Without an image.
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
                null);
    }
}
