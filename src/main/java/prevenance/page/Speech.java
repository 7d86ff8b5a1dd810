package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.web.Dates;
import prevenance.web.Texts;

/// Speaks to one customer: in his language, on the clock of the place where his parcels go.
record Speech(Texts texts, Locale locale, ZoneId zone) {
    String say(String key, @Nullable Object... arguments) {
        return texts.text(locale, key, arguments);
    }

    /// A text that some cases have and others do not need.
    Optional<String> sayIf(String key, @Nullable Object... arguments) {
        return texts.has(key) ? Optional.of(say(key, arguments)) : Optional.empty();
    }

    /// `mardi 17 novembre`.
    String day(LocalDate date) {
        return Dates.day(date, locale);
    }

    String day(Instant at) {
        return day(at.atZone(zone).toLocalDate());
    }

    /// `49,90 €`.
    String money(long minor, String currency) {
        return Dates.money(minor, currency, locale);
    }
}
