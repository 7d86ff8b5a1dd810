package prevenance.console;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.watch.CarrierHealth;
import prevenance.web.Texts;

/// Puts what a carrier last failed with into the reader's words.
final class FeedWords {
    private FeedWords() {}

    /// Null when it never failed.
    static @Nullable String error(Texts texts, Locale locale, @Nullable String error) {
        if (error == null) {
            return null;
        }
        return texts.text(locale, key(error), error);
    }

    private static String key(String error) {
        if (error.isBlank()) {
            return "carriers.error.refused";
        }
        if (error.matches(".*HTTP 40[13].*")) {
            return "carriers.error.credentials";
        }
        if (error.contains("HTTP 429")) {
            return "carriers.error.too-many";
        }
        if (error.matches(".*HTTP 5\\d\\d.*")) {
            return "carriers.error.server";
        }
        if (error.matches(".*HTTP 4\\d\\d.*")) {
            return "carriers.error.request";
        }
        if (error.contains("no whole") || error.contains("cannot be read") || error.contains("reply")) {
            return "carriers.error.unreadable";
        }
        if (error.toLowerCase(Locale.ROOT).matches(".*(timeout|timed out|connect|reset|closed|host|answer).*")) {
            return "carriers.error.silent";
        }
        return "carriers.error.other";
    }

    /// How a feed does: `off`, `untried`, `open`, `resting` or `refused`.
    static String state(boolean enabled, @Nullable CarrierHealth health) {
        if (!enabled) {
            return "off";
        }
        if (health == null) {
            return "untried";
        }
        return health.state().name().toLowerCase(Locale.ROOT);
    }
}
