package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
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

/// One shop's words: its template files, ready to be filled.
final class TemplateSet {
    static final String SUBJECT = ".subject.txt";
    static final String TEXT = ".body.txt";
    static final String HTML = ".body.html";
    static final List<String> PARTS = List.of(SUBJECT, TEXT, HTML);
    /// The words of a person in the shop's layout.
    static final String EDITED = "edited";

    /// Far more than any rendering needs, also on a machine that is busy with something else.
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final String LAST_RESORT = "en";
    private static final int LONGEST_SUBJECT = 150;
    private static final int LANGUAGE_LETTERS = 2;

    private static final Set<String> CHOICES = Stream.of(MessageKind.values())
            .filter(MessageKind::offersChoice)
            .map(MessageKind::wireName)
            .collect(Collectors.toUnmodifiableSet());

    private final ShopSettings shop;
    private final TemplateFiles files;
    private final TemplateEngine engine;
    private final String digest;
    private final Set<String> languages;

    TemplateSet(ShopSettings shop, TemplateFiles files) {
        this.shop = shop;
        this.files = files;
        engine = new TemplateEngine(files, LIMIT);
        digest = files.digest();
        languages = languagesOf(files);
    }

    /// A language is there when all files of every kind are.
    private static Set<String> languagesOf(TemplateFiles files) {
        return files.names().stream()
                .filter(name -> name.indexOf('/') == LANGUAGE_LETTERS)
                .map(name -> name.substring(0, LANGUAGE_LETTERS))
                .distinct()
                .filter(language -> Stream.of(MessageKind.values())
                        .allMatch(kind -> PARTS.stream()
                                .allMatch(part -> files.text(language + "/" + kind.wireName() + part) != null)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    ShopSettings shop() {
        return shop;
    }

    TemplateFiles files() {
        return files;
    }

    TemplateEngine engine() {
        return engine;
    }

    /// The languages there are words in.
    Set<String> languages() {
        return languages;
    }

    /// The order's language when we have words in it, else the shop's, else English.
    Locale languageFor(Locale wanted) {
        return Stream.of(wanted.getLanguage(), shop.locale().getLanguage())
                .filter(languages::contains)
                .map(Locale::of)
                .findFirst()
                .orElse(Locale.of(LAST_RESORT));
    }

    /// @throws PebbleException with file and line
    Composition.Composed render(
            MessageKind kind, Locale locale, @Nullable String country, Map<String, @Nullable Object> facts) {
        return engine.withinLimit(() -> renderHere(kind, locale, country, facts));
    }

    /// As [#render], on the thread that asks, which somebody else must limit.
    Composition.Composed renderHere(
            MessageKind kind, Locale locale, @Nullable String country, Map<String, @Nullable Object> facts) {
        String name = locale.getLanguage() + "/" + kind.wireName();
        Map<String, @Nullable Object> raw = names(kind, locale, country, facts, false);
        Map<String, @Nullable Object> clean = names(kind, locale, country, facts, true);
        return composed(
                engine.render(name + SUBJECT, raw, locale),
                engine.render(name + TEXT, clean, locale),
                engine.render(name + HTML, clean, locale),
                locale,
                name);
    }

    /// A person's words, in the layout of the kind that they stand for.
    ///
    /// @throws PebbleException with file and line
    Composition.Composed renderEdited(
            MessageKind kind,
            Locale locale,
            @Nullable String country,
            Map<String, @Nullable Object> facts,
            OwnWords words) {
        String name = locale.getLanguage() + "/" + EDITED;
        Map<String, @Nullable Object> names = names(kind, locale, country, facts, true);
        List<String> paragraphs = OwnWords.paragraphs(words.body());
        names.put(
                EDITED,
                Map.of(
                        "subject", words.subject(),
                        "opening", paragraphs.getFirst(),
                        "paragraphs",
                                paragraphs.stream()
                                        .map(paragraph -> List.of(paragraph.split("\n", -1)))
                                        .map(lines -> Map.of(
                                                "first", lines.getFirst(), "others", lines.subList(1, lines.size())))
                                        .toList()));
        return engine.withinLimit(() -> composed(
                words.subject(),
                engine.render(name + TEXT, names, locale),
                engine.render(name + HTML, names, locale),
                locale,
                name));
    }

    /// The template's own words between greeting and signature, in plain text: where editing starts.
    ///
    /// @throws PebbleException with file and line
    String renderMain(MessageKind kind, Locale locale, @Nullable String country, Map<String, @Nullable Object> facts) {
        String name = locale.getLanguage() + "/" + kind.wireName() + TEXT;
        Map<String, @Nullable Object> names = names(kind, locale, country, facts, true);
        return engine.withinLimit(() -> TextLines.unwrapped(engine.renderBlock(name, "main", names, locale)));
    }

    private Composition.Composed composed(String subject, String text, String html, Locale locale, String name) {
        return new Composition.Composed(
                cut(typeset(subject, locale).strip()),
                TextLines.tidied(typeset(text, locale)),
                typeset(html, locale),
                locale,
                name + "@" + digest);
    }

    private static String cut(String subject) {
        return subject.codePointCount(0, subject.length()) <= LONGEST_SUBJECT
                ? subject
                : subject.substring(0, subject.offsetByCodePoints(0, LONGEST_SUBJECT - 1)) + "…";
    }

    private static String typeset(String text, Locale locale) {
        return locale.getLanguage().equals("fr") ? FrenchSpacing.apply(text) : text;
    }

    /// Every name that templates may use.
    ///
    /// @param clean whether control characters become spaces; not in a subject, where they must be noticed
    Map<String, @Nullable Object> names(
            MessageKind kind,
            Locale locale,
            @Nullable String country,
            Map<String, @Nullable Object> facts,
            boolean clean) {
        Map<String, @Nullable Object> names = TemplateFacts.of(facts, shop.timeZone(), clean);
        names.put("amount", names.get("refund") instanceof Map<?, ?> refund ? amount(refund, locale) : null);
        names.put("kind", kind.wireName());
        names.put("lang", locale.getLanguage());
        boolean choiceOpen = kind.offersChoice()
                || kind == MessageKind.STILL_SEARCHING && CHOICES.contains(String.valueOf(names.get("about")));
        names.put("asks", kind.asksCustomer() || choiceOpen);
        names.put("offersChoice", choiceOpen);
        List<?> parcels = names.get("parcels") instanceof List<?> list ? list : List.of();
        names.put("several", kind != MessageKind.PARTIAL_ORDER && parcels.size() > 1);
        names.computeIfPresent(
                "otherParcels", (_, others) -> parcels.size() > 1 ? without(parcels, (List<?>) others) : others);
        names.put("offersStop", kind.isProgress() && kind != MessageKind.DELIVERED);
        Map<String, @Nullable Object> nothing = new LinkedHashMap<>();
        nothing.put("subject", null);
        nothing.put("opening", null);
        nothing.put("paragraphs", List.of());
        names.put(EDITED, nothing);
        names.put("shop", shopNames(country));
        return names;
    }

    /// The parcels that a message does not tell of itself.
    private static List<?> without(List<?> told, List<?> others) {
        Set<Object> numbers = told.stream().map(TemplateSet::number).collect(Collectors.toSet());
        return others.stream().filter(other -> !numbers.contains(number(other))).toList();
    }

    private static Object number(Object parcel) {
        return parcel instanceof Map<?, ?> box && box.get("number") != null ? box.get("number") : parcel;
    }

    private Map<String, @Nullable Object> shopNames(@Nullable String country) {
        BrandSettings brand = shop.brand();
        Logo logo = brand.logo();
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        own.put("name", shop.name());
        own.put("signature", shop.signature());
        own.put("url", shop.url());
        own.put("legal", shop.legal());
        own.put("phone", shop.phoneFor(country == null ? shop.country() : country));
        own.put("email", shop.replyTo() == null ? shop.sender() : shop.replyTo());
        own.put("logo", logo == null ? null : "cid:" + Logo.CONTENT_ID);
        own.put("logoWidth", logo == null ? null : logo.shownWidth());
        own.put("accent", brand.accent());
        own.put("accentDark", brand.accentDark());
        return own;
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
}
