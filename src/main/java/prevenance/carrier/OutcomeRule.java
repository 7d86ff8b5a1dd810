package prevenance.carrier;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
/// @param pause    how long it is left alone after "too many" when the reply does not say
/// @param where    file, line and path
public record OutcomeRule(
        List<String> statuses,
        Optional<ReplyPath> when,
        Optional<Pattern> text,
        Word outcome,
        List<ReplyPath> detail,
        Optional<String> because,
        Optional<Duration> pause,
        String where) {
    /// The outcomes as words: of a question, and of a registration.
    public enum Word {
        ANSWERED,
        REGISTERED,
        ALREADY_REGISTERED,
        UNREGISTERED,
        NOT_FOUND,
        THROTTLED,
        REFUSED,
        UNREACHABLE
    }

    /// What a question may come to.
    static final Set<Word> OF_A_QUESTION = EnumSet.complementOf(EnumSet.of(Word.REGISTERED, Word.ALREADY_REGISTERED));

    boolean takesStatus(int status) {
        return statuses.isEmpty()
                || statuses.stream()
                        .anyMatch(s -> s.equals(String.valueOf(status))
                                || s.endsWith("xx") && s.charAt(0) == Character.forDigit(status / 100, 10));
    }

    /// Whether all conditions hold.
    ///
    /// @param readable whether the reply's body could be read
    /// @param place    what the condition on the body looks at
    boolean holds(RawReply reply, boolean readable, ReplyPath.Place place) {
        return takesStatus(reply.status())
                && (text.isEmpty() || text.get().matcher(reply.beginning()).find())
                && (when.isEmpty() || readable && when.get().holds(place));
    }

    static List<OutcomeRule> read(YamlSection section, String key, Set<Word> words) {
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
            Word word = rule.choice("outcome", Word.class, Word.UNREACHABLE);
            if (!words.contains(word)) {
                rule.problem("outcome", "does not belong here", "write one of " + names(words));
            }
            Optional<Duration> wait = rule.optionalDuration("wait");
            if (wait.isPresent() && word != Word.THROTTLED) {
                rule.problem("wait", "belongs to outcome: throttled", "leave it out");
            }
            rules.add(new OutcomeRule(
                    statuses,
                    Written.path(rule, "when"),
                    Written.pattern(rule, "text"),
                    word,
                    Written.paths(rule, "detail"),
                    rule.optionalText("because"),
                    wait,
                    rule.where()));
        }
        return rules;
    }

    private static String names(Set<Word> words) {
        return words.stream()
                .map(word -> word.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }
}
