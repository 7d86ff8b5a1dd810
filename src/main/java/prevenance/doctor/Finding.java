package prevenance.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import prevenance.web.Texts;

/// One thing that was looked at.
///
/// @param subject   what, as people call it: a carrier, a host, a file
/// @param key       of its texts: `key` says what was found, `key.do` what to do, where there is something to do
/// @param arguments of both texts
public record Finding(Topic topic, Standing standing, String subject, String key, List<Object> arguments) {
    private static final Texts TEXTS = Texts.load("/prevenance/doctor", List.of("doctor"));

    static Finding of(Topic topic, Standing standing, String subject, String key, Object... arguments) {
        return new Finding(topic, standing, subject, key, List.of(arguments));
    }

    /// What was found.
    public String found(Locale locale) {
        return TEXTS.text(locale, key, arguments.toArray());
    }

    /// What to do; empty when nothing is to be done.
    public Optional<String> remedy(Locale locale) {
        return standing != Standing.FINE && TEXTS.has(key + ".do")
                ? Optional.of(TEXTS.text(locale, key + ".do", arguments.toArray()))
                : Optional.empty();
    }

    /// A word of the doctor's own, such as the name of a topic.
    public static String word(Locale locale, String key, Object... arguments) {
        return TEXTS.text(locale, key, arguments);
    }
}
