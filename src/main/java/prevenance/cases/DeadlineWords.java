package prevenance.cases;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/// What a deadline is and where its length comes from, in French and in English.
public final class DeadlineWords {
    private static final Map<String, Properties> TEXTS = Map.of("fr", load("fr"), "en", load("en"));

    private DeadlineWords() {}

    /// What must be done, in a few words.
    ///
    /// @param locale French for `fr`, English for every other
    public static String name(DeadlineKind kind, Locale locale) {
        return texts(locale).getProperty("kind." + kind, kind.name());
    }

    /// Where the length comes from, in one sentence; the key itself when another version of the program wrote
    /// it.
    public static String source(String key, Locale locale) {
        return texts(locale).getProperty("source." + key, key);
    }

    static Set<String> keys(Locale locale) {
        return texts(locale).stringPropertyNames();
    }

    private static Properties texts(Locale locale) {
        return Objects.requireNonNull(TEXTS.get(locale.getLanguage().equals("fr") ? "fr" : "en"));
    }

    private static Properties load(String language) {
        String name = "deadlines_" + language + ".properties";
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(DeadlineWords.class.getResourceAsStream(name), name), StandardCharsets.UTF_8)) {
            texts.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name, unreadable);
        }
        return texts;
    }
}
