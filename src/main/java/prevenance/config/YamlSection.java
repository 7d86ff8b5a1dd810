package prevenance.config;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A mapping in a YAML file, read strictly: each method names a key it knows, everything wrong is added to the
/// [Problems], and reading goes on with the default (or a harmless placeholder) so that all problems are found at once.
/// [#rejectUnknown()] then reports every key that nobody asked for.
public final class YamlSection {
    private final String file;
    private final String path;
    private final UnaryOperator<@Nullable String> lookup;
    private final Problems problems;
    private final @Nullable Integer line;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Map<String, Problem> missing = new LinkedHashMap<>();
    private final List<YamlSection> children = new ArrayList<>();
    private final Map<String, YamlSection> sections = new LinkedHashMap<>();

    YamlSection(
            String file,
            String path,
            @Nullable MappingNode node,
            UnaryOperator<@Nullable String> lookup,
            Problems problems) {
        this.file = file;
        this.path = path;
        this.lookup = lookup;
        this.problems = problems;
        this.line = node == null ? null : lineOf(node);
        if (node != null) {
            for (NodeTuple tuple : node.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    problems.add(
                            file, lineOf(tuple.getKeyNode()), path, "a key is no plain word", "write 'name: value'");
                } else if (entries.putIfAbsent(key.getValue(), tuple) != null) {
                    problems.add(file, lineOf(key), at(key.getValue()), "stands twice", "keep one of them");
                }
            }
        }
    }

    static YamlSection empty(String file, UnaryOperator<@Nullable String> lookup, Problems problems) {
        return new YamlSection(file, "", null, lookup, problems);
    }

    /// The path of a key below this section, as problems print it.
    public String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// The path of this section, empty for the whole file.
    public String path() {
        return path;
    }

    /// Where this section stands, for people: `file:line path`.
    public String where() {
        return (line == null ? file : file + ":" + line) + (path.isEmpty() ? "" : " " + path);
    }

    /// Adds a problem about a key of this section, with its line.
    public void problem(String key, String message, String remedy) {
        problems.add(file, lineOf(key), at(key), message, remedy);
    }

    /// The one-based line of a key, or of the section when the key is absent; null when nothing is there.
    public @Nullable Integer lineOf(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null ? line : Integer.valueOf(lineOf(tuple.getKeyNode()));
    }

    public boolean has(String key) {
        known.add(key);
        return node(key) != null;
    }

    /// The keys written in the file, in their order. Asking for them makes none of them known.
    public Set<String> keys() {
        return java.util.Collections.unmodifiableSet(entries.keySet());
    }

    /// A required text; a problem and `""` when absent.
    public String text(String key) {
        Optional<String> value = optionalText(key);
        if (value.isEmpty() && node(key) == null) {
            Problem absent = new Problem(
                    file,
                    lineOf(key),
                    at(key),
                    entries.containsKey(key) ? "has no value" : "is missing",
                    entries.containsKey(key)
                            ? "write it behind '" + key + ":'"
                            : "add '" + key + ": …'" + (path.isEmpty() ? "" : " below '" + path + "'"));
            missing.put(key, absent);
            problems.add(absent);
        }
        return value.orElse("");
    }

    public String text(String key, String fallback) {
        return optionalText(key).orElse(fallback);
    }

    /// The scalar under a key with a reference ([References]) replaced; empty when absent.
    public Optional<String> optionalText(String key) {
        known.add(key);
        Node node = node(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return resolve(key, scalar.getValue());
        }
        boolean braces = node instanceof MappingNode group && group.getFlowStyle() == FlowStyle.FLOW;
        problem(
                key,
                "should be a single value",
                braces
                        ? "put quotes around what begins with a brace: " + key + ": \"{…}\""
                        : "write '" + key + ": value' on one line");
        return Optional.empty();
    }

    /// A secret. A value written out in the file works but is warned about.
    public Optional<Secret> optionalSecret(String key) {
        Optional<String> value = optionalText(key);
        if (node(key) instanceof ScalarNode scalar && value.isPresent()) {
            WeakPlace.of(scalar.getValue(), lookup)
                    .ifPresent(weak -> problems.warn(file, lineOf(key), at(key), weak.message(), weak.remedy()));
        }
        return value.filter(v -> !v.isEmpty()).map(Secret::of);
    }

    public int integer(String key, int fallback, int min, int max) {
        return parsed(key, "a whole number from " + min + " to " + max, text -> {
                    int n = Integer.parseInt(text);
                    if (n < min || n > max) {
                        throw new NumberFormatException(text);
                    }
                    return n;
                })
                .orElse(fallback);
    }

    public Optional<Integer> optionalInteger(String key, int min, int max) {
        return has(key) ? Optional.of(integer(key, min, min, max)) : Optional.empty();
    }

    public Optional<BigDecimal> optionalDecimal(String key) {
        return parsed(key, "a number such as 12.50", BigDecimal::new);
    }

    public boolean yesNo(String key, boolean fallback) {
        return parsed(key, "true or false", text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                })
                .orElse(fallback);
    }

    public Duration duration(String key, Duration fallback) {
        return optionalDuration(key).orElse(fallback);
    }

    /// A length of time above zero.
    public Optional<Duration> optionalDuration(String key) {
        return parsed(
                key,
                "a length of time such as 30s, 5m, 2h or 1d",
                text -> Durations.parse(text).orElseThrow(() -> new IllegalArgumentException(text)));
    }

    public ZoneId zone(String key, ZoneId fallback) {
        return parsed(key, "a time zone such as Europe/Paris", ZoneId::of).orElse(fallback);
    }

    public LocalTime time(String key, LocalTime fallback) {
        return parsed(key, "a time of day such as 09:00", LocalTime::parse).orElse(fallback);
    }

    public Optional<LocalDate> optionalDate(String key) {
        return parsed(key, "a date such as 2026-12-24", LocalDate::parse);
    }

    /// A constant, written in any case with `-` or `_`.
    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        return optionalChoice(key, type).orElse(fallback);
    }

    public <E extends Enum<E>> Optional<E> optionalChoice(String key, Class<E> type) {
        List<String> names =
                Stream.of(type.getEnumConstants()).map(YamlSection::kebab).toList();
        return optionalText(key).flatMap(text -> {
            for (E constant : type.getEnumConstants()) {
                if (kebab(constant).equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                    return Optional.of(constant);
                }
            }
            problem(key, "'" + text + "' is not one of " + String.join(", ", names), Suggestions.remedy(text, names));
            return Optional.empty();
        });
    }

    /// The value under a key read by a function that throws for what it does not take.
    ///
    /// @param expected what is taken, for the remedy: "a whole number from 1 to 10"
    public <T> Optional<T> parsed(String key, String expected, Function<String, T> parse) {
        return optionalText(key).flatMap(text -> {
            try {
                return Optional.of(parse.apply(text));
            } catch (IllegalArgumentException | DateTimeException notTaken) {
                String why = notTaken instanceof PatternSyntaxException broken
                        ? ": " + broken.getDescription() + ", at its character " + (broken.getIndex() + 1)
                        : "";
                problem(key, "'" + text + "' is not " + expected + why, "write " + expected);
                return Optional.empty();
            }
        });
    }

    /// The section under a key; empty (but known) when absent. The same one each time, so that several readers of a
    /// section share what is known.
    public YamlSection section(String key) {
        return sections.computeIfAbsent(key, this::open);
    }

    private YamlSection open(String key) {
        known.add(key);
        Node node = node(key);
        if (node != null && !(node instanceof MappingNode)) {
            problem(key, "should be a group of settings", "indent 'name: value' lines below it");
        }
        YamlSection section =
                new YamlSection(file, at(key), node instanceof MappingNode m ? m : null, lookup, problems);
        children.add(section);
        return section;
    }

    /// Every entry as a section, by its key, for mappings whose keys the file's writer chooses.
    public Map<String, YamlSection> sections() {
        Map<String, YamlSection> all = new LinkedHashMap<>();
        entries.keySet().forEach(key -> all.put(key, section(key)));
        return all;
    }

    /// A list of groups under a key.
    public List<YamlSection> list(String key) {
        known.add(key);
        List<YamlSection> items = new ArrayList<>();
        Node node = node(key);
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                String at = at(key) + "[" + items.size() + "]";
                if (item instanceof MappingNode mapping) {
                    items.add(new YamlSection(file, at, mapping, lookup, problems));
                } else {
                    problems.add(file, lineOf(item), at, "should be a group of settings", "write '- name: value'");
                }
            }
        } else if (node != null) {
            problem(key, "should be a list", "start each entry with '- '");
        }
        children.addAll(items);
        return items;
    }

    /// A list of texts, or one text as a list of one; empty when absent.
    public List<String> texts(String key) {
        known.add(key);
        Node node = node(key);
        if (node == null) {
            return List.of();
        }
        List<Node> items = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
            if (item instanceof ScalarNode scalar) {
                resolve(key, scalar.getValue()).ifPresent(texts::add);
            } else {
                problem(key, "should be a list of single values", "start each with '- '");
            }
        }
        return texts;
    }

    /// A mapping of texts under a key, in the file's order; empty when absent.
    public Map<String, String> textMap(String key) {
        YamlSection section = section(key);
        Map<String, String> map = new LinkedHashMap<>();
        for (String name : section.entries.keySet()) {
            section.optionalText(name).ifPresent(value -> map.put(name, value));
        }
        return map;
    }

    /// A setting that stands elsewhere now: what is still written under the old key is a problem that says where.
    ///
    /// @param to the path of the new key, from the top of the file
    public void moved(String key, String to) {
        if (entries.containsKey(key)) {
            known.add(key);
            problem(key, "has moved to '" + to + "'", "write it there and remove it here");
        }
    }

    /// Nothing in this section is looked at, because the whole of it was already reported.
    public void ignore() {
        known.addAll(entries.keySet());
    }

    /// Every key that was asked for, here and below, as dotted paths; `[]` stands for each entry of a list.
    public Set<String> asked() {
        Set<String> asked = new TreeSet<>();
        known.forEach(key -> asked.add(at(key).replaceAll("\\[\\d+]", "[]")));
        children.forEach(child -> asked.addAll(child.asked()));
        return asked;
    }

    /// Reports, here and below, every key that no method asked for.
    public void rejectUnknown() {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                // A mistyped key that must be there is one mistake, not two.
                Suggestions.nearest(key, known).map(missing::remove).ifPresent(problems::remove);
                problem(key, "is not a setting", Suggestions.remedy(key, known));
            }
        }
        children.forEach(YamlSection::rejectUnknown);
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private @Nullable Node node(String key) {
        NodeTuple tuple = entries.get(key);
        return tuple == null || tuple.getValueNode().getTag().equals(Tag.NULL) ? null : tuple.getValueNode();
    }

    private Optional<String> resolve(String key, String text) {
        ReferenceKind kind = ReferenceKind.of(text).orElse(null);
        if (kind == null) {
            return Optional.of(text);
        }
        String value = lookup.apply(text.substring(2, text.length() - 1));
        if (value == null) {
            String name = text.substring(kind.head().length(), text.length() - 1);
            problem(key, kind.absent(name), kind.remedy(name));
        }
        return Optional.ofNullable(value);
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(m -> m.getLine() + 1).orElse(1);
    }
}
