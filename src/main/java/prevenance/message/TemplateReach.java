package prevenance.message;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// What a template pulls in: only files that it names plainly, and not so many times that rendering would not end.
final class TemplateReach {
    private static final Pattern TAG = Pattern.compile(
            "(?s)\\{%-?\\s*(?:(include|extends|import|from|embed)\\s+(.*?)|(for)\\b.*?|(endfor)\\s*)-?%\\}");
    private static final Pattern PLAIN = Pattern.compile("(?s)[\"']([\\w./-]+)[\"']\\s*(?:with\\b.*)?");
    private static final Pattern BLOCK_CALL = Pattern.compile("\\b(?:block|parent)\\s*\\(");
    /// A list of facts has at most 50 entries.
    private static final int ROUNDS = 50;

    private static final long MOST = 20_000;
    private static final int MOST_CALLS = 8;

    private TemplateReach() {}

    /// What is wrong with what a file pulls in; empty when nothing is.
    static Optional<String> problem(String name, TemplateFiles all) {
        try {
            return weight(name, all, new HashSet<>()) > MOST
                    ? Optional.of("pulls in other files far too often")
                    : Optional.empty();
        } catch (IllegalArgumentException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    private static long weight(String name, TemplateFiles all, Set<String> above) {
        String source = all.text(name);
        if (source == null) {
            throw new IllegalArgumentException("includes " + name + ", which is not there");
        }
        if (!above.add(name)) {
            throw new IllegalArgumentException("includes itself");
        }
        if (BLOCK_CALL.matcher(source).results().count() > MOST_CALLS) {
            throw new IllegalArgumentException("repeats blocks too often");
        }
        long weight = 1;
        long times = 1;
        List<MatchResult> tags = TAG.matcher(source).results().toList();
        for (MatchResult tag : tags) {
            if (tag.group(3) != null) {
                times = Math.min(MOST, times * ROUNDS);
            } else if (tag.group(4) != null) {
                times = Math.max(1, times / ROUNDS);
            } else {
                var plain = PLAIN.matcher(tag.group(2).strip());
                if (!plain.matches()) {
                    throw new IllegalArgumentException("includes a file without naming it plainly");
                }
                weight = Math.min(MOST + 1, weight + times * weight(plain.group(1), all, above));
            }
            if (weight > MOST) {
                break;
            }
        }
        above.remove(name);
        return weight;
    }
}
