package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import prevenance.config.YamlSection;

/// When a reply, or the entry of one parcel, means what. All conditions given must hold; the first rule that holds
/// decides.
///
/// @param statuses HTTP statuses such as `404` or `5xx`; empty for all
/// @param when     a condition on the body
/// @param text     searched for in the raw body
/// @param outcome  what it means
/// @param detail   where the carrier's own words stand, the first that is there
/// @param because  our words, when the carrier has none
/// @param where    file, line and path
public record OutcomeRule(
        List<String> statuses,
        Optional<ReplyPath> when,
        Optional<Pattern> text,
        Word outcome,
        List<ReplyPath> detail,
        Optional<String> because,
        String where) {
    /// The five outcomes as words.
    public enum Word {
        ANSWERED,
        NOT_FOUND,
        THROTTLED,
        REFUSED,
        UNREACHABLE
    }

    boolean takesStatus(int status) {
        return statuses.isEmpty()
                || statuses.stream()
                        .anyMatch(s -> s.equals(String.valueOf(status))
                                || s.endsWith("xx") && s.charAt(0) == Character.forDigit(status / 100, 10));
    }

    static List<OutcomeRule> read(YamlSection section, String key) {
        List<OutcomeRule> rules = new ArrayList<>();
        for (YamlSection rule : section.list(key)) {
            List<String> statuses = rule.texts("status").stream()
                    .map(text -> text.toLowerCase(Locale.ROOT))
                    .toList();
            for (String status : statuses) {
                if (!status.matches("[1-5](\\d\\d|xx)")) {
                    rule.problem("status", "'" + status + "' is no HTTP status", "write 404 or 5xx");
                }
            }
            if (rule.text("outcome").isEmpty()) {
                continue;
            }
            rules.add(new OutcomeRule(
                    statuses,
                    Written.path(rule, "when"),
                    Written.pattern(rule, "text"),
                    rule.choice("outcome", Word.class, Word.UNREACHABLE),
                    Written.paths(rule, "detail"),
                    rule.optionalText("because"),
                    rule.where()));
        }
        return rules;
    }
}
