package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// How what was read from a sample differs from what was expected, in few lines for people.
final class SampleDiff {
    private static final String EVENT = "event: ";
    private static final List<String> FIELDS =
            List.of("occurred", "status", "code", "text", "place", "country", "informational");
    /// In the order of likeness: two statements are the same one when these of their fields agree.
    private static final List<List<Integer>> SAME = List.of(List.of(0, 2, 3), List.of(0, 2), List.of(2, 3), List.of(0));

    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> deciders;

    private SampleDiff(Map<String, String> deciders) {
        this.deciders = deciders;
    }

    /// The differences; empty when there are none.
    ///
    /// @param deciders per line read, what gave it its status
    static List<String> lines(List<String> expected, List<String> read, Map<String, String> deciders) {
        SampleDiff diff = new SampleDiff(deciders);
        List<String> missing = without(expected, read);
        List<String> surplus = without(read, expected);
        diff.events(missing, surplus);
        diff.values(missing, surplus);
        if (missing.isEmpty() && surplus.isEmpty() && !expected.equals(read)) {
            diff.lines.add("the same events in another order; expected is the newest first:");
            read.stream()
                    .filter(line -> line.startsWith(EVENT))
                    .forEach(line -> diff.lines.add("  " + line.substring(EVENT.length())));
        }
        return List.copyOf(diff.lines);
    }

    private static List<String> without(List<String> some, List<String> others) {
        List<String> rest = new ArrayList<>(some);
        others.forEach(rest::remove);
        return rest;
    }

    private void events(List<String> missing, List<String> surplus) {
        List<String> wanted = new ArrayList<>(
                missing.stream().filter(l -> l.startsWith(EVENT)).toList());
        List<String> read = new ArrayList<>(
                surplus.stream().filter(l -> l.startsWith(EVENT)).toList());
        for (List<Integer> fields : SAME) {
            for (String one : List.copyOf(wanted)) {
                read.stream()
                        .filter(other -> alike(cells(one), cells(other), fields))
                        .findFirst()
                        .ifPresent(other -> {
                            pair(one, other);
                            wanted.remove(one);
                            read.remove(other);
                        });
            }
        }
        wanted.forEach(one -> lines.add("- expected, not read: " + brief(one)));
        read.forEach(one -> lines.add("+ read, not expected: " + brief(one) + decider(one)));
    }

    private static boolean alike(List<String> one, List<String> other, List<Integer> fields) {
        return one.size() == FIELDS.size()
                && other.size() == FIELDS.size()
                && fields.stream().allMatch(field -> one.get(field).equals(other.get(field)))
                && fields.stream().anyMatch(field -> !one.get(field).isEmpty());
    }

    private void pair(String expected, String read) {
        List<String> wanted = cells(expected);
        List<String> found = cells(read);
        lines.add("  event " + wanted.get(0) + " " + wanted.get(2)
                + (wanted.get(2).isEmpty() ? "'" + wanted.get(3) + "'" : ""));
        for (int i = 0; i < FIELDS.size(); i++) {
            if (!wanted.get(i).equals(found.get(i))) {
                lines.add("-   " + FIELDS.get(i) + ": " + shown(i, wanted.get(i)));
                lines.add("+   " + FIELDS.get(i) + ": " + shown(i, found.get(i)) + (i == 1 ? decider(read) : ""));
            }
        }
    }

    private static String shown(int field, String value) {
        if (field == FIELDS.size() - 1) {
            return value.isEmpty() ? "false" : "true";
        }
        return value.isEmpty() ? "(nothing)" : value;
    }

    private String decider(String line) {
        String by = deciders.get(line);
        return by == null || by.isEmpty() ? "" : "   (by " + by + ")";
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(EVENT.length()).split(" \\| ", -1));
    }

    private static String brief(String line) {
        return String.join(
                " | ", cells(line).stream().filter(cell -> !cell.isEmpty()).toList());
    }

    private void values(List<String> missing, List<String> surplus) {
        List<String> read = new ArrayList<>(
                surplus.stream().filter(l -> !l.startsWith(EVENT)).toList());
        for (String one : missing) {
            if (one.startsWith(EVENT)) {
                continue;
            }
            String key = one.substring(0, one.indexOf(": "));
            String other = read.stream()
                    .filter(line -> line.startsWith(key + ": "))
                    .findFirst()
                    .orElse(key + ": (nothing)");
            read.remove(other);
            lines.add("- " + one);
            lines.add("+ " + other);
        }
        read.forEach(one -> lines.add("+ " + one + "   (not expected)"));
    }
}
