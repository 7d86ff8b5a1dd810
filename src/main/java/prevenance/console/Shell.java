package prevenance.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HttpStatus;
import io.javalin.http.SameSite;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.console.access.Gate;
import prevenance.console.access.StaffMember;
import prevenance.web.Html;
import prevenance.web.Texts;

/// The frame around every page of the console: navigation, what waits, who is signed in, what was just done.
///
/// Every template gets: `person` (null on pages open to all), `formToken`, `section` (the path's first part), `now`,
/// `zone`, `lang`, `said`
/// (what was just done, null for nothing), `waiting` (counts for the navigation), `banners`.
public final class Shell {
    private static final String SAID = "said";
    private static final int SAID_SECONDS = 60;

    /// What the navigation shows beside its entries.
    ///
    /// @param cases    cases to be done now
    /// @param messages messages that wait for approval
    /// @param feeds    carriers that do not answer
    public record Waiting(int cases, int messages, int feeds) {
        static final Waiting NONE = new Waiting(0, 0, 0);
    }

    /// Counts what waits; asked once for every page.
    public interface Counting {
        Waiting count(Instant now);
    }

    /// Something everybody should know while it lasts, above every page.
    ///
    /// @param tone      `bad`, `wait` or `good`
    /// @param key       of its text
    /// @param arguments of its text
    /// @param link      where to look at it, null for nowhere
    public record Banner(
            String tone,
            String key,
            List<@Nullable Object> arguments,
            @Nullable String link) {}

    /// Says what stands above every page; asked once for every page.
    public interface Banners {
        List<Banner> now(Instant now, ZoneId zone, Locale locale);
    }

    private final Html html;
    private final Texts texts;
    private final InstantSource time;
    private final ZoneId zone;
    private final Counting counting;
    private final Banners banners;

    public Shell(Html html, Texts texts, InstantSource time, ZoneId zone, Counting counting, Banners banners) {
        this.html = html;
        this.texts = texts;
        this.time = time;
        this.zone = zone;
        this.counting = counting;
        this.banners = banners;
    }

    public Texts texts() {
        return texts;
    }

    public ZoneId zone() {
        return zone;
    }

    public Instant now() {
        return time.instant();
    }

    /// The language of a request: the person's own, else the browser's first that we speak.
    public static Locale locale(Context context) {
        return Gate.findPerson(context)
                .map(StaffMember::locale)
                .map(Texts::language)
                .orElseGet(() -> Texts.language(firstWanted(context)));
    }

    /// A text in the request's language.
    public String text(Context context, String key, @Nullable Object... arguments) {
        return texts.text(locale(context), key, arguments);
    }

    /// Answers with a page.
    public void page(Context context, String template, Map<String, ? extends @Nullable Object> model) {
        Instant now = time.instant();
        Optional<StaffMember> person = Gate.findPerson(context);
        Map<String, @Nullable Object> names = new HashMap<>(model);
        names.put("person", person.orElse(null));
        names.put("formToken", Gate.formToken(context));
        names.put("section", context.path().replaceFirst("^/([^/]*).*", "$1"));
        names.put("now", now);
        names.put("said", takeSaid(context));
        names.put("waiting", person.isPresent() ? counting.count(now) : Waiting.NONE);
        names.put("banners", person.isPresent() ? said(banners.now(now, zone, locale(context)), context) : List.of());
        context.html(html.render(template, locale(context), zone, names));
    }

    /// Answers a form that was carried out: the browser goes on to a page, which says what was done.
    ///
    /// @param said key of a text without arguments, null to say nothing
    public void goOn(Context context, String path, @Nullable String said) {
        if (said != null) {
            Cookie cookie = new Cookie(SAID, said);
            cookie.setPath("/");
            cookie.setHttpOnly(true);
            cookie.setMaxAge(SAID_SECONDS);
            cookie.setSameSite(SameSite.LAX);
            context.cookie(cookie);
        }
        context.redirect(path, HttpStatus.SEE_OTHER);
    }

    private List<Map<String, @Nullable Object>> said(List<Banner> now, Context context) {
        List<Map<String, @Nullable Object>> said = new ArrayList<>();
        for (Banner banner : now) {
            Map<String, @Nullable Object> names = new HashMap<>();
            names.put("tone", banner.tone());
            names.put("text", text(context, banner.key(), banner.arguments().toArray()));
            names.put("link", banner.link());
            said.add(names);
        }
        return said;
    }

    private @Nullable String takeSaid(Context context) {
        String key = context.cookie(SAID);
        if (key == null || !key.startsWith("said.") || !texts.has(key)) {
            return null;
        }
        context.removeCookie(SAID, "/");
        return text(context, key);
    }

    private static Locale firstWanted(Context context) {
        String wanted = context.header("Accept-Language");
        if (wanted == null || wanted.isBlank()) {
            return Locale.FRENCH;
        }
        try {
            return Locale.LanguageRange.parse(wanted).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()))
                    .filter(locale -> Texts.LANGUAGES.stream()
                            .anyMatch(ours -> ours.getLanguage().equals(locale.getLanguage())))
                    .findFirst()
                    .orElse(Locale.ENGLISH);
        } catch (IllegalArgumentException unreadable) {
            return Locale.ENGLISH;
        }
    }
}
