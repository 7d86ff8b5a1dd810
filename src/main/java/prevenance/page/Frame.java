package prevenance.page;

import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.ShopSettings;
import prevenance.web.Html;
import prevenance.web.ListenerSettings;
import prevenance.web.Texts;

/// What stands around every page: the shop's name, the other language, how to reach the shop.
///
/// Every template gets: `base` (what stands before every path), `style`, `logo`, `shop`, `here` (this address without
/// its
/// query), `switchTo` (the other language), `query` and `plus` (what own links carry on to keep the language).
final class Frame {
    private final PageParts parts;
    private final Html html;
    private final Texts texts;
    private final Looks looks;
    private final String base;

    Frame(PageParts parts, Html html, Texts texts, Looks looks, ListenerSettings listener) {
        this.parts = parts;
        this.html = html;
        this.texts = texts;
        this.looks = looks;
        this.base = listener.publicUrl() == null ? "" : listener.publicUrl().getPath();
    }

    /// Answers somebody whose order we know.
    void page(Context context, Visit visit, String template, Map<String, ? extends @Nullable Object> model) {
        OrderStory order = visit.order();
        page(context, visit.speech(), order.shop(), order.order().country(), template, model);
    }

    /// Answers somebody of whom we know nothing.
    void page(Context context, String template, Map<String, ? extends @Nullable Object> model) {
        ZoneId zone = parts.desk().zone();
        page(context, new Speech(texts, visitorsLanguage(context), zone), null, null, template, model);
    }

    private void page(
            Context context,
            Speech speech,
            @Nullable String shop,
            @Nullable String country,
            String template,
            Map<String, ? extends @Nullable Object> model) {
        Map<String, @Nullable Object> names = new HashMap<>(model);
        names.put("base", base);
        ShopSettings seller = parts.shops().of(shop);
        names.put("style", looks.style(seller));
        names.put("logo", looks.logo(seller));
        names.put("shop", ShopCard.of(seller, parts.desk(), speech, country));
        names.put("here", base + context.path());
        names.put("switchTo", speech.locale().equals(Locale.FRENCH) ? "en" : "fr");
        names.put(
                "query",
                wanted(context) == null ? "" : "?lang=" + speech.locale().getLanguage());
        names.put(
                "plus",
                wanted(context) == null ? "" : "&lang=" + speech.locale().getLanguage());
        context.html(html.render(template, speech.locale(), speech.zone(), names));
    }

    /// The language of a page about an order: the one asked for, else the order's.
    Speech speech(Context context, OrderStory order) {
        Locale wanted = wanted(context);
        Locale own = order.order().locale();
        Locale spoken = isOurs(own) ? own : parts.shops().of(order.shop()).locale();
        return new Speech(texts, Texts.language(wanted == null ? spoken : wanted), order.zone());
    }

    private static @Nullable Locale wanted(Context context) {
        String language = context.queryParam("lang");
        return "fr".equals(language) || "en".equals(language) ? Locale.of(language) : null;
    }

    private static boolean isOurs(Locale locale) {
        return Texts.LANGUAGES.stream().anyMatch(ours -> ours.getLanguage().equals(locale.getLanguage()));
    }

    private Locale visitorsLanguage(Context context) {
        Locale wanted = wanted(context);
        if (wanted != null) {
            return wanted;
        }
        String accepted = context.header("Accept-Language");
        if (accepted == null || accepted.isBlank()) {
            return Texts.language(parts.shops().main().locale());
        }
        try {
            return Locale.LanguageRange.parse(accepted).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(Frame::isOurs)
                    .findFirst()
                    .map(Texts::language)
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}
