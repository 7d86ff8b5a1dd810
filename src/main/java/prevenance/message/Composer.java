package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problems;

/// Finds the words for a message: its template in the customer's language, filled with its facts.
public final class Composer {
    static final List<String> PARTS = List.of(".subject.txt", ".body.txt", ".body.html");
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String LAST_RESORT = "en";

    private final ShopSettings shop;
    private final TemplateEngine engine;
    private final String digest;
    private final Set<String> languages;

    private Composer(ShopSettings shop, TemplateEngine engine, String digest, Set<String> languages) {
        this.shop = shop;
        this.engine = engine;
        this.digest = digest;
        this.languages = languages;
    }

    /// Reads and checks all templates of a folder. Each language is a folder in it and must hold all files of every
    /// kind. What is wrong is added to the problems, with file and line.
    public static Composer load(Path folder, ShopSettings shop, Problems problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            TemplateFolder files = TemplateFolder.read(folder);
            Set<String> languages = entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
            Composer composer = new Composer(shop, new TemplateEngine(files, LIMIT), files.digest(), languages);
            new TemplateCheck(composer, folder.toString(), problems).checkAll();
            return composer;
        } catch (IOException unreadable) {
            problems.add(folder.toString(), null, "", "the templates cannot be read", "check that the folder is there");
            return new Composer(shop, new TemplateEngine(TemplateFolder.none(), LIMIT), "none", Set.of());
        }
    }

    /// The languages there are words in.
    public Set<String> languages() {
        return languages;
    }

    TemplateEngine engine() {
        return engine;
    }

    /// Composes a message.
    Composition compose(OutboxMessage message, Map<String, @Nullable Object> facts) {
        Locale locale = languageFor(Locale.forLanguageTag(message.locale()));
        String country = message.orderCountry() == null ? shop.country() : message.orderCountry();
        return compose(message.kind(), locale, country, facts);
    }

    Composition compose(MessageKind kind, Locale locale, String country, Map<String, @Nullable Object> facts) {
        try {
            return render(kind, locale, country, facts);
        } catch (PebbleException failed) {
            return new Composition.Failed("template " + where(failed, kind) + ": " + failed.getPebbleMessage());
        }
    }

    /// @throws PebbleException with file and line
    Composition.Composed render(MessageKind kind, Locale locale, String country, Map<String, @Nullable Object> facts) {
        String name = locale.getLanguage() + "/" + kind.wireName();
        Map<String, @Nullable Object> raw = names(kind, locale, country, facts, false);
        Map<String, @Nullable Object> clean = names(kind, locale, country, facts, true);
        return engine.withinLimit(() -> new Composition.Composed(
                typeset(engine.render(name + PARTS.get(0), raw, locale), locale).strip(),
                tidied(typeset(engine.render(name + PARTS.get(1), clean, locale), locale)),
                typeset(engine.render(name + PARTS.get(2), clean, locale), locale),
                locale,
                name + "@" + digest));
    }

    /// The order's language when we have words in it, else the shop's, else English.
    Locale languageFor(Locale wanted) {
        return Stream.of(wanted.getLanguage(), shop.locale().getLanguage())
                .filter(languages::contains)
                .map(Locale::of)
                .findFirst()
                .orElse(Locale.of(LAST_RESORT));
    }

    private Map<String, @Nullable Object> names(
            MessageKind kind, Locale locale, String country, Map<String, @Nullable Object> facts, boolean clean) {
        Map<String, @Nullable Object> names = TemplateFacts.of(facts, shop.timeZone(), clean);
        names.put("amount", names.get("refund") instanceof Map<?, ?> refund ? amount(refund, locale) : null);
        names.put("kind", kind.wireName());
        names.put("lang", locale.getLanguage());
        names.put("asks", kind.asksCustomer());
        names.put("isProgress", !kind.asksCustomer());
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        own.put("name", shop.name());
        own.put("signature", shop.signature());
        own.put("url", shop.url());
        own.put("legal", shop.legal());
        own.put("phone", shop.phoneFor(country));
        own.put("logo", null);
        own.put("accent", "#2f6f57");
        own.put("accentDark", "#6fbf9d");
        own.put("email", shop.replyTo() == null ? shop.sender() : shop.replyTo());
        names.put("shop", own);
        return names;
    }

    private static @Nullable Object amount(Map<?, ?> refund, Locale locale) {
        Object text = refund.get("amountText");
        if (text != null
                || !(refund.get("amountMinor") instanceof Number minor)
                || !(refund.get("currency") instanceof String currency)) {
            return text;
        }
        try {
            return Words.money(minor.longValue(), currency, locale);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String typeset(String text, Locale locale) {
        return locale.getLanguage().equals("fr") ? FrenchSpacing.apply(text) : text;
    }

    private static String tidied(String text) {
        return text.replaceAll("[ \t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip() + "\n";
    }

    private static String where(PebbleException failed, MessageKind kind) {
        String file = failed.getFileName() == null ? kind.wireName() : failed.getFileName();
        return failed.getLineNumber() == null ? file : file + ":" + failed.getLineNumber();
    }
}
