package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;

/// Finds the words for a message: its shop's template in the customer's language, filled with its facts, or
/// what a person wrote in its place.
public final class Composer {
    private final Shops shops;
    private final Templates templates;

    private Composer(Shops shops, Templates templates) {
        this.shops = shops;
        this.templates = templates;
    }

    /// As below, for one shop without templates of its own.
    public static Composer load(Path folder, ShopSettings shop, Problems problems) {
        return load(folder, null, Shops.of(shop), problems);
    }

    /// Reads and checks all templates. What is wrong with those that came with the program is added to the
    /// problems. A
    /// shop's own file with a mistake is not used, see [#refused()].
    ///
    /// @param folder the program's: a folder for each language, with all files of every kind
    /// @param own    the shop's, file by file in place of the program's, with a folder for each further shop;
    ///               null: none
    public static Composer load(Path folder, @Nullable Path own, Shops shops, Problems problems) {
        return new Composer(shops, Templates.load(folder, own, shops, problems));
    }

    /// As above, without looking through the program's own templates, which takes its time.
    public static Composer open(Path folder, @Nullable Path own, Shops shops, Problems problems) {
        return new Composer(shops, Templates.open(folder, own, shops, problems));
    }

    /// Looks through the program's own templates of what was opened without. What is wrong with them is added to the
    /// problems; then nothing may be composed.
    public void lookThrough(Problems problems) {
        templates.lookThrough(problems);
    }

    /// The languages there are words in.
    public Set<String> languages() {
        return templates.of(null).languages();
    }

    public Shops shops() {
        return shops;
    }

    /// What was found in the shop's own templates: errors, for which the file is not used, and warnings.
    public List<TemplateFinding> refused() {
        return templates.findings();
    }

    /// Adds what is wrong with the shop's own templates: the service runs without them, a check says so.
    public void addRefused(Problems problems) {
        refused().forEach(finding -> finding.addTo(problems));
    }

    /// Composes a message.
    Composition compose(OutboxMessage message, Map<String, @Nullable Object> facts) {
        TemplateSet set = templates.of(message.shop());
        Locale locale = set.languageFor(Locale.forLanguageTag(message.locale()));
        try {
            OwnWords words = ownWords(facts, set.shop().name());
            return words == null
                    ? set.render(message.kind(), locale, message.orderCountry(), facts)
                    : set.renderEdited(message.kind(), locale, message.orderCountry(), facts, words);
        } catch (PebbleException failed) {
            return failed(failed, message.kind());
        }
    }

    /// Composes a message of the main shop that nobody is going to send.
    Composition compose(
            MessageKind kind, Locale locale, @Nullable String country, Map<String, @Nullable Object> facts) {
        try {
            return templates.of(null).render(kind, locale, country, facts);
        } catch (PebbleException failed) {
            return failed(failed, kind);
        }
    }

    /// What a message will look like.
    ///
    /// @param facts of the message, with a person's own words as `edited` when there are any
    public MailPreview preview(OutboxMessage message, Map<String, @Nullable Object> facts) {
        return preview(templates.of(message.shop()).shop(), compose(message, facts));
    }

    /// What a kind of message looks like.
    ///
    /// @param shop code, null for the main one
    /// @param country destination, ISO 3166-1 alpha-2; null for the shop's own
    public MailPreview preview(
            MessageKind kind,
            Locale locale,
            @Nullable String shop,
            @Nullable String country,
            Map<String, @Nullable Object> facts) {
        TemplateSet set = templates.of(shop);
        try {
            return preview(set.shop(), set.render(kind, set.languageFor(locale), country, facts));
        } catch (PebbleException failed) {
            return preview(set.shop(), failed(failed, kind));
        }
    }

    /// The template's subject and words, to start from when a person writes others; greeting, signature and
    /// footer stay
    /// the layout's. Null when the template does not hold for these facts.
    public @Nullable Draft draft(OutboxMessage message, Map<String, @Nullable Object> facts) {
        TemplateSet set = templates.of(message.shop());
        Locale locale = set.languageFor(Locale.forLanguageTag(message.locale()));
        try {
            return new Draft(
                    set.render(message.kind(), locale, message.orderCountry(), facts)
                            .subject(),
                    set.renderMain(message.kind(), locale, message.orderCountry(), facts));
        } catch (PebbleException _) {
            return null;
        }
    }

    /// Words to start editing from.
    ///
    /// @param body plain text, paragraphs parted by an empty line
    public record Draft(String subject, String body) {}

    /// What a person wrote in the template's place: the fact `edited`.
    private static @Nullable OwnWords ownWords(Map<String, @Nullable Object> facts, String otherwise) {
        if (!(facts.get(TemplateSet.EDITED) instanceof Map<?, ?> edited)
                || !(edited.get("paragraphs") instanceof List<?> paragraphs)
                || paragraphs.isEmpty()) {
            return null;
        }
        String body = paragraphs.stream().map(String::valueOf).collect(Collectors.joining("\n\n"));
        return new OwnWords(edited.get("subject") instanceof String subject ? subject : otherwise, body);
    }

    private static MailPreview preview(ShopSettings shop, Composition composition) {
        return switch (composition) {
            case Composition.Failed failed -> new MailPreview.Failed(failed.reason());
            case Composition.Composed words -> {
                Logo logo = shop.brand().logo();
                String html = logo == null
                        ? words.html()
                        : words.html().replace("src=\"cid:" + Logo.CONTENT_ID, "src=\"" + logo.dataAddress());
                yield new MailPreview.Written(shop.name(), shop.sender(), words.subject(), words.text(), html);
            }
        };
    }

    private static Composition.Failed failed(PebbleException failed, MessageKind kind) {
        return new Composition.Failed("template " + where(failed, kind) + ": " + failed.getPebbleMessage());
    }

    private static String where(PebbleException failed, MessageKind kind) {
        String file = failed.getFileName() == null ? kind.wireName() : failed.getFileName();
        return failed.getLineNumber() == null ? file : file + ":" + failed.getLineNumber();
    }
}
