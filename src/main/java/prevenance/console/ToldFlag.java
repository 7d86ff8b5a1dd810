package prevenance.console;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import prevenance.assess.EvidenceWords;
import prevenance.assess.Flag;
import prevenance.assess.Reasons;

/// A flag with its reasons in words.
///
/// @param end      why it ended, null while open
/// @param evidence what it rests on, line by line
record ToldFlag(Flag flag, String why, @Nullable String end, List<EvidenceWords.Line> evidence) {
    static ToldFlag of(Flag flag, Locale locale, ZoneId zone) {
        return new ToldFlag(
                flag,
                Reasons.text(flag.reason(), locale, zone),
                flag.closedBy() == null ? null : Reasons.text(flag.closedBy(), locale, zone),
                EvidenceWords.lines(flag.evidence(), locale, zone));
    }
}
