package prevenance.intake;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import prevenance.config.Suggestions;

/// Countries and languages as files write them: by code, or by their French or English name.
final class Places {
    private static final Set<String> COUNTRY_CODES = Set.of(Locale.getISOCountries());
    private static final Set<String> LANGUAGE_CODES = Set.of(Locale.getISOLanguages());
    private static final Map<String, String> COUNTRIES = countries();
    private static final Map<String, String> LANGUAGES = languages();

    private Places() {}

    /// ISO 3166-1 alpha-2.
    static Parsed<String> country(String text) {
        String code = text.toUpperCase(Locale.ROOT);
        if (COUNTRY_CODES.contains(code)) {
            return Parsed.good(code);
        }
        String key = Words.key(text);
        String named = COUNTRIES.get(key);
        return named != null
                ? Parsed.good(named)
                : Parsed.bad(
                        "is no country",
                        Suggestions.nearest(key, new TreeSet<>(COUNTRIES.keySet()))
                                .filter(near -> key.length() > 3)
                                .map(near -> "did you mean " + COUNTRIES.get(near) + "? Write the two-letter code")
                                .orElse("write the two-letter code, such as FR"));
    }

    static Parsed<Locale> locale(String text) {
        String named = LANGUAGES.get(Words.key(text));
        try {
            Locale locale = new Locale.Builder()
                    .setLanguageTag(named == null ? text.replace('_', '-') : named)
                    .build();
            if (LANGUAGE_CODES.contains(locale.getLanguage())
                    && (locale.getCountry().isEmpty() || COUNTRY_CODES.contains(locale.getCountry()))) {
                return Parsed.good(locale);
            }
        } catch (IllformedLocaleException notOne) {
            // said below
        }
        return Parsed.bad("is no language", "write a language tag such as fr, fr-FR or en");
    }

    private static Map<String, String> countries() {
        Map<String, String> names = new HashMap<>();
        for (String code : COUNTRY_CODES) {
            Locale place = Locale.of("", code);
            for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
                names.put(Words.key(place.getDisplayCountry(language)), code);
            }
            names.put(Words.key(place.getISO3Country()), code);
        }
        Map.of(
                        "uk", "GB",
                        "great britain", "GB",
                        "grande bretagne", "GB",
                        "england", "GB",
                        "angleterre", "GB",
                        "usa", "US",
                        "holland", "NL",
                        "hollande", "NL",
                        "république tchèque", "CZ",
                        "czech republic", "CZ")
                .forEach((name, code) -> names.put(Words.key(name), code));
        return Map.copyOf(names);
    }

    private static Map<String, String> languages() {
        Map<String, String> names = new HashMap<>();
        for (String code : List.of("fr", "en", "de", "es", "it", "nl", "pt")) {
            Locale language = Locale.of(code);
            for (Locale in : List.of(Locale.FRENCH, Locale.ENGLISH, language)) {
                names.put(Words.key(language.getDisplayLanguage(in)), code);
            }
        }
        return Map.copyOf(names);
    }
}
