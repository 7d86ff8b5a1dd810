package prevenance.carrier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text with variables: `{number}`, `{credentials.key}`, `{ship-date-3}`. Braces around anything but one such name
/// are
/// plain text, so JSON needs no escaping. What stands between `{?` and `?}` is left out when a variable in it has no
/// value.
public final class Template {
    private static final Pattern TOKEN =
            Pattern.compile("\\{\\?|\\?\\}|\\{([a-z][a-z0-9-]*?(?:\\.[a-z0-9][a-z0-9-]*)?)([+-]\\d{1,3})?\\}");

    private final String source;
    private final List<Part> parts;

    private sealed interface Part {
        record Literal(String text) implements Part {}

        record Variable(String name, int shift) implements Part {}

        record Optional(List<Part> parts) implements Part {}
    }

    /// Gives a variable's value; null when it has none.
    @FunctionalInterface
    public interface Values {
        @Nullable
        String value(String name, int shift);
    }

    private Template(String source, List<Part> parts) {
        this.source = source;
        this.parts = parts;
    }

    /// @throws IllegalArgumentException when `{?` and `?}` do not pair
    public static Template parse(String text) {
        Matcher token = TOKEN.matcher(text);
        List<Part> outer = new ArrayList<>();
        List<Part> inner = null;
        int from = 0;
        while (token.find()) {
            List<Part> target = inner == null ? outer : inner;
            if (token.start() > from) {
                target.add(new Part.Literal(text.substring(from, token.start())));
            }
            from = token.end();
            switch (token.group()) {
                case "{?" -> {
                    if (inner != null) {
                        throw new IllegalArgumentException("'{?' within '{?'");
                    }
                    inner = new ArrayList<>();
                }
                case "?}" -> {
                    if (inner == null) {
                        throw new IllegalArgumentException("'?}' without '{?'");
                    }
                    outer.add(new Part.Optional(inner));
                    inner = null;
                }
                default -> {
                    String shift = token.group(2);
                    target.add(new Part.Variable(token.group(1), shift == null ? 0 : Integer.parseInt(shift)));
                }
            }
        }
        if (inner != null) {
            throw new IllegalArgumentException("'{?' without '?}'");
        }
        if (from < text.length()) {
            outer.add(new Part.Literal(text.substring(from)));
        }
        return new Template(text, List.copyOf(outer));
    }

    /// The names in use, without shifts.
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        collect(parts, names);
        return names;
    }

    private static void collect(Collection<Part> parts, Set<String> names) {
        for (Part part : parts) {
            switch (part) {
                case Part.Literal _ -> {}
                case Part.Variable variable -> names.add(variable.name());
                case Part.Optional optional -> collect(optional.parts(), names);
            }
        }
    }

    /// Whether a variable stands only between `{?` and `?}`.
    boolean isOptional(String name) {
        return parts.stream()
                .noneMatch(part -> part instanceof Part.Variable variable
                        && variable.name().equals(name));
    }

    /// The text with every value escaped; null when a variable outside of `{? ?}` has no value.
    public @Nullable String fill(Values values, UnaryOperator<String> escape) {
        return fill(parts, values, escape);
    }

    private static @Nullable String fill(List<Part> parts, Values values, UnaryOperator<String> escape) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal literal -> text.append(literal.text());
                case Part.Variable variable -> {
                    String value = values.value(variable.name(), variable.shift());
                    if (value == null) {
                        return null;
                    }
                    // The join of a batch was escaped number by number.
                    text.append(variable.name().equals("numbers") ? value : escape.apply(value));
                }
                case Part.Optional optional -> {
                    String inner = fill(optional.parts(), values, escape);
                    text.append(inner == null ? "" : inner);
                }
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return source;
    }
}
