package prevenance.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What pages say, by key, in French and English. Each bundle is a pair of files `name_fr.properties` and
/// `name_en.properties` in UTF-8; a text is a [MessageFormat] (an apostrophe is written `’`), plurals by its `choice`.
public final class Texts {
    /// The languages that all pages are written in.
    public static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private final Map<String, String> french;
    private final Map<String, String> english;

    private Texts(Map<String, String> french, Map<String, String> english) {
        this.french = french;
        this.english = english;
    }

    /// Reads bundles from a folder of resources such as `/prevenance/console/texts`.
    ///
    /// @throws IllegalStateException when a key is missing in one language or given twice
    public static Texts load(String folder, List<String> bundles) {
        Map<String, String> french = bundles(folder, bundles, Locale.FRENCH);
        Map<String, String> english = bundles(folder, bundles, Locale.ENGLISH);
        if (!french.keySet().equals(english.keySet())) {
            throw new IllegalStateException(
                    "texts in one language only: " + difference(french.keySet(), english.keySet()));
        }
        return new Texts(french, english);
    }

    private static Map<String, String> bundles(String folder, List<String> bundles, Locale language) {
        Map<String, String> texts = new HashMap<>();
        for (String bundle : bundles) {
            read(folder + "/" + bundle + "_" + language.getLanguage() + ".properties")
                    .forEach((key, text) -> {
                        if (texts.put((String) key, (String) text) != null) {
                            throw new IllegalStateException("text '" + key + "' is given twice");
                        }
                    });
        }
        return Map.copyOf(texts);
    }

    /// The text of a key, its `{0}`… filled.
    ///
    /// @throws IllegalArgumentException when there is none
    public String text(Locale locale, String key, @Nullable Object... arguments) {
        Locale language = language(locale);
        String pattern = (language.equals(Locale.FRENCH) ? french : english).get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("no text '" + key + "'");
        }
        return arguments.length == 0 && pattern.indexOf('{') < 0
                ? pattern
                : new MessageFormat(pattern, language).format(arguments);
    }

    public boolean has(String key) {
        return english.containsKey(key);
    }

    public Set<String> keys() {
        return english.keySet();
    }

    /// One of our languages: the wanted one, else English.
    public static Locale language(Locale wanted) {
        return wanted.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
    }

    private static Set<String> difference(Set<String> a, Set<String> b) {
        Set<String> rest = new java.util.TreeSet<>(a);
        rest.addAll(b);
        rest.removeIf(key -> a.contains(key) && b.contains(key));
        return rest;
    }

    private static Properties read(String file) {
        Properties properties = new Properties();
        try (var in = Texts.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no texts " + file);
            }
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return properties;
    }
}
