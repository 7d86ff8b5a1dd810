package prevenance.console;

import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.Reasons;

/// A flag with its reasons in words.
///
/// @param end why it ended, null while open
record ToldFlag(Flag flag, String why, @Nullable String end) {
    static ToldFlag of(Flag flag, Locale locale, ZoneId zone) {
        return new ToldFlag(
                flag,
                Reasons.text(flag.reason(), locale, zone),
                flag.closedBy() == null ? null : Reasons.text(flag.closedBy(), locale, zone));
    }
}
