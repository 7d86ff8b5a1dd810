package prevenance.web;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What templates of pages may say besides Pebble's own words.
///
/// Functions: `t('key', arguments…)`, `asset('name')`. Filters: `day` (Tuesday 17 November), `date` (17 Nov 2026),
/// `moment`
/// (17 Nov 14:05), `clock` (14:05), `language` (of a tag, in words), `iso` (for `<time datetime>`), `ago(now)` (3 h
/// ago, in 2 days), `money(currency)`.
final class PageWords extends AbstractExtension {
    private static final int MOST_ARGUMENTS = 6;

    private final Texts texts;
    private final Assets assets;

    PageWords(Texts texts, Assets assets) {
        this.texts = texts;
        this.assets = assets;
    }

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of("t", new Translated(), "asset", new AssetPath());
    }

    @Override
    public Map<String, Filter> getFilters() {
        return Map.of(
                "language", filter((value, _, locale, _) -> language(value.toString(), locale)),
                "day", filter((value, zone, locale, _) -> Dates.day(date(value, zone), locale)),
                "date", filter((value, zone, locale, _) -> Dates.date(date(value, zone), locale)),
                "moment", filter((value, zone, locale, _) -> Dates.moment((Instant) value, zone, locale)),
                "clock", filter((value, zone, locale, _) -> Dates.clock((Instant) value, zone, locale)),
                "iso", filter((value, _, _, _) -> String.valueOf(value)),
                "ago", filter((value, _, locale, now) -> Dates.ago((Instant) value, (Instant) now, locale)),
                "money",
                        filter((value, _, locale, currency) ->
                                Dates.money(((Number) value).longValue(), String.valueOf(currency), locale)));
    }

    private static LocalDate date(Object value, ZoneId zone) {
        return value instanceof Instant instant ? instant.atZone(zone).toLocalDate() : (LocalDate) value;
    }

    private interface Saying {
        String of(Object value, ZoneId zone, Locale locale, Object argument);
    }

    /// A language tag in words, `French (France)`, with a capital.
    private static String language(String tag, Locale reader) {
        String name = Locale.forLanguageTag(tag).getDisplayName(reader);
        return name.isEmpty() ? tag : name.substring(0, 1).toUpperCase(reader) + name.substring(1);
    }

    private static Filter filter(Saying saying) {
        return new Filter() {
            @Override
            public List<String> getArgumentNames() {
                return List.of("argument");
            }

            @Override
            public Object apply(
                    @Nullable Object input,
                    Map<String, Object> arguments,
                    PebbleTemplate self,
                    EvaluationContext context,
                    int line) {
                return input == null
                        ? ""
                        : saying.of(
                                input,
                                (ZoneId) context.getVariable("zone"),
                                context.getLocale(),
                                arguments.getOrDefault("argument", ""));
            }
        };
    }

    private final class Translated implements Function {
        @Override
        public List<String> getArgumentNames() {
            return List.of("key", "a0", "a1", "a2", "a3", "a4", "a5");
        }

        @Override
        public Object execute(Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int line) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int i = 0; i < MOST_ARGUMENTS && arguments.containsKey("a" + i); i++) {
                values.add(arguments.get("a" + i));
            }
            return texts.text(context.getLocale(), String.valueOf(arguments.get("key")), values.toArray());
        }
    }

    private final class AssetPath implements Function {
        @Override
        public List<String> getArgumentNames() {
            return List.of("name");
        }

        @Override
        public Object execute(Map<String, Object> arguments, PebbleTemplate self, EvaluationContext context, int line) {
            return assets.path(String.valueOf(arguments.get("name")));
        }
    }
}
