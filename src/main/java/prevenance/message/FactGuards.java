package prevenance.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds facts that a template prints without asking first whether they are known.
final class FactGuards {
    private static final Pattern TAG =
            Pattern.compile("(?s)\\{%-?\\s*(if|elseif|else|endif|for|endfor)\\b(.*?)%\\}|\\{\\{(.*?)\\}\\}");
    private static final Pattern FACT = Pattern.compile("[A-Za-z]\\w*(?:\\.\\w+)*");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Set<String> KNOWN_GROUPS = Stream.concat(
                    FactNames.GROUPS.keySet().stream(), FactNames.LISTS.keySet().stream())
            .map(name -> name.replaceFirst("\\..*", ""))
            .collect(Collectors.toSet());

    private FactGuards() {}

    /// By line, the first one of each.
    static Map<Integer, String> unguarded(String source) {
        Map<Integer, String> found = new TreeMap<>();
        Deque<String> asked = new ArrayDeque<>();
        for (MatchResult tag : TAG.matcher(source).results().toList()) {
            String word = tag.group(1);
            if (word == null) {
                String fact = printed(tag.group(3));
                if (isFact(fact) && asked.stream().noneMatch(condition -> asksFor(condition, fact))) {
                    found.putIfAbsent(lineOf(source, tag.start()), fact);
                }
            } else {
                follow(asked, word, tag.group(2));
            }
        }
        return found;
    }

    private static void follow(Deque<String> asked, String word, String condition) {
        switch (word) {
            case "if", "for" -> asked.push(condition);
            case "elseif" -> asked.push((asked.isEmpty() ? "" : asked.pop()) + " " + condition);
            case "endif", "endfor" -> {
                if (!asked.isEmpty()) {
                    asked.pop();
                }
            }
            case "else" -> {}
            default -> throw new IllegalArgumentException(word);
        }
    }

    private static String printed(String expression) {
        return FACT.matcher(QUOTED.matcher(expression).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElse("");
    }

    private static boolean isFact(String name) {
        String top = name.replaceFirst("\\..*", "");
        return name.equals("amount")
                || FactNames.SINGLE.contains(name)
                || name.contains(".") && KNOWN_GROUPS.contains(top);
    }

    /// Asked for itself, or for a sibling two groups down: `digest.readToday.read` answers for
    /// `digest.readToday.open`.
    private static boolean asksFor(String condition, String fact) {
        int last = fact.lastIndexOf('.');
        String parent = last > fact.indexOf('.') ? fact.substring(0, last) : fact;
        return Pattern.compile("(?<![\\w.])" + Pattern.quote(parent) + "(?!\\w)")
                .matcher(condition)
                .find();
    }

    private static int lineOf(String source, int at) {
        return 1 + (int) source.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
