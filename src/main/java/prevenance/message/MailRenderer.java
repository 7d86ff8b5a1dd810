package prevenance.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.mail.DkimSettings;
import prevenance.message.mail.InlineImage;
import prevenance.message.mail.Letter;
import prevenance.message.mail.LetterWriter;
import prevenance.message.mail.WrittenLetter;

/// Makes a mail of a message: its words, its headers, its bytes.
final class MailRenderer {
    private final Composer composer;
    private final LetterWriter writer;

    MailRenderer(Composer composer) {
        this(composer, null);
    }

    /// @param dkim signs every mail; null: nobody does
    MailRenderer(Composer composer, @Nullable DkimSettings dkim) {
        this.composer = composer;
        writer = new LetterWriter(dkim);
    }

    Rendering render(OutboxMessage message, Map<String, @Nullable Object> facts, Instant now) {
        return render(message, facts, null, now);
    }

    /// @param returnToken names the mail when it comes back, null for none
    Rendering render(
            OutboxMessage message, Map<String, @Nullable Object> facts, @Nullable String returnToken, Instant now) {
        String recipient = message.recipient();
        if (recipient == null) {
            return new Rendering.Impossible("no e-mail address");
        }
        ShopSettings shop = composer.shops().of(message.shop());
        return switch (composer.compose(message, facts)) {
            case Composition.Failed failed -> new Rendering.Impossible(failed.reason());
            case Composition.Composed words ->
                written(
                        words,
                        new Letter(
                                shop.name(),
                                shop.sender(),
                                shop.replyTo(),
                                customerName(facts, shop),
                                recipient,
                                words.subject(),
                                words.text(),
                                words.html(),
                                message.messageId(),
                                now.atZone(shop.timeZone()),
                                message.key(),
                                words.locale(),
                                shop.brand().logo() == null
                                        ? null
                                        : inline(shop.brand().logo()),
                                returnToken,
                                message.kind().isProgress() ? stopLink(facts) : null));
        };
    }

    /// One click stops mails about mere progress, and no other: those that he needs have no such header. RFC 8058 wants
    /// https.
    private static @Nullable String stopLink(Map<String, @Nullable Object> facts) {
        return facts.get("page") instanceof Map<?, ?> page
                        && page.get("stopLink") instanceof String link
                        && link.startsWith("https://")
                ? link
                : null;
    }

    private static InlineImage inline(Logo logo) {
        return new InlineImage(Logo.CONTENT_ID, logo.mediaType(), logo.bytes());
    }

    private Rendering written(Composition.Composed words, Letter letter) {
        return switch (writer.write(letter)) {
            case WrittenLetter.Ready ready -> new Rendering.Ready(ready.bytes(), words.subject(), words.template());
            case WrittenLetter.Unwritable refused -> new Rendering.Impossible(refused.reason());
        };
    }

    /// As in the greeting, but for line breaks, which the writer must notice.
    private static @Nullable String customerName(Map<String, @Nullable Object> facts, ShopSettings shop) {
        return TemplateFacts.of(facts, shop.timeZone(), false).get("customer") instanceof Map<?, ?> customer
                        && customer.get("name") instanceof String name
                ? name
                : null;
    }
}
