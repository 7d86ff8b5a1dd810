package prevenance.health;

import java.time.Instant;
import java.util.Locale;

/// What is told of a trouble, when it begins and when it ends.
///
/// @param name   of the [Condition]
/// @param begins false: it ends
/// @param grave  the program cannot do its work
/// @param what   in the shop's language, without personal data; what it was, when it ends
/// @param locale the shop's language
public record Alarm(
        String name, boolean begins, boolean grave, Instant since, String what, String remedy, Locale locale) {
    /// One line.
    String title() {
        return begins
                ? ConditionWords.text(locale, "alarm.title", what)
                : ConditionWords.text(locale, "alarm.title.over", name);
    }

    String text() {
        if (!begins) {
            return ConditionWords.text(locale, "alarm.text.over", what, since.toString());
        }
        return ConditionWords.text(locale, "alarm.text", what, since.toString())
                + (remedy.isEmpty() ? "" : ConditionWords.text(locale, "alarm.remedy", remedy));
    }
}
