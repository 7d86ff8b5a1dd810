package prevenance.cases;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an agent works on a kind of case, in one language.
///
/// @param aim     what is reached when it is done well, one sentence
/// @param steps   in their order
/// @param ask     what to ask the customer; empty when there is nothing to ask
/// @param never   what is never said or done
/// @param replies words to start from
public record Playbook(String aim, List<String> steps, List<String> ask, List<String> never, List<Reply> replies) {
    public Playbook {
        steps = List.copyOf(steps);
        ask = List.copyOf(ask);
        never = List.copyOf(never);
        replies = List.copyOf(replies);
    }

    /// Words to the customer, to be read and completed before they leave.
    ///
    /// @param title what they are for
    /// @param text  with `{name}`, `{order}`, `{number}`, `{carrier}`, `{case}`, `{amount}`, `{reference}`
    ///              and `{date}`
    public record Reply(String title, String text) {
        /// What a text may leave to be filled in.
        public static final Set<String> NAMES =
                Set.of("name", "order", "number", "carrier", "case", "amount", "reference", "date");

        private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");
        private static final String GAP = "…";

        /// The text with what is known; what is not known stands as `…` for the agent to fill in.
        public String filled(Map<String, String> known) {
            return NAME.matcher(text)
                    .replaceAll(name -> Matcher.quoteReplacement(known.getOrDefault(name.group(1), GAP)));
        }

        List<String> names() {
            return NAME.matcher(text).results().map(name -> name.group(1)).toList();
        }
    }
}
