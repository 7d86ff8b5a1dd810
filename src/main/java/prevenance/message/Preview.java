package prevenance.message;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.link.PageLinks;
import prevenance.store.Tx;

/// What a message would say if it left now, for whoever reads it before.
public final class Preview {
    private final Composer composer;
    private final PageFacts page;

    /// What came of it.
    public sealed interface Look {
        /// The words of the mail.
        record Words(String subject, String text, String html) implements Look {}

        /// No mail can be made of it.
        ///
        /// @param why file, line and reason, for who mends the template
        record Broken(String why) implements Look {}
    }

    public Preview(Composer composer, PageLinks links) {
        this.composer = composer;
        page = new PageFacts(links);
    }

    /// @param facts as [Outbox#facts], perhaps with other words as `edited`
    public Look of(Tx tx, OutboxMessage message, Map<String, @Nullable Object> facts, Instant now) {
        return switch (composer.preview(message, page.with(tx, message, facts, now))) {
            case MailPreview.Written words -> new Look.Words(words.subject(), words.text(), words.html());
            case MailPreview.Failed failed -> new Look.Broken(failed.reason());
        };
    }

    /// Facts with a person's own words in place of the template's.
    ///
    /// @param body plain paragraphs, parted by an empty line
    public static Map<String, @Nullable Object> edited(
            Map<String, @Nullable Object> facts, String subject, String body) {
        Map<String, @Nullable Object> changed = new java.util.LinkedHashMap<>(facts);
        OwnWords words = new OwnWords(subject, body);
        changed.put("edited", Map.of("subject", words.subject(), "paragraphs", OwnWords.paragraphs(words.body())));
        return changed;
    }
}
