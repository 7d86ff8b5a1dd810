package prevenance.carrier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A path of names alone, such as `shipment.event`: most of all expressions, walked without an interpreter. It finds
/// what JSONata finds.
final class PlainPath {
    private static final Pattern NAME = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)|`([^`]+)`");
    /// What these words mean depends on where they stand.
    private static final Set<String> WORDS = Set.of("and", "or", "in", "true", "false", "null", "function");

    private final List<String> names;

    private PlainPath(List<String> names) {
        this.names = names;
    }

    /// Where lists lie in lists, JSONata tells apart what one path cannot: there it must be asked.
    static final class Nested extends Exception {
        private static final long serialVersionUID = 1;

        private Nested() {
            super("a list in a list", null, false, false);
        }
    }

    /// Empty for an expression that is more than names; that it is one is not said then.
    static Optional<PlainPath> parse(String text) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(text);
        int from = 0;
        while (name.find(from) && name.start() == from) {
            String plain = name.group(1);
            if (plain != null && WORDS.contains(plain)) {
                return Optional.empty();
            }
            names.add(plain == null ? name.group(2) : plain);
            if (name.end() == text.length()) {
                return Optional.of(new PlainPath(List.copyOf(names)));
            }
            if (text.charAt(name.end()) != '.') {
                return Optional.empty();
            }
            from = name.end() + 1;
        }
        return Optional.empty();
    }

    /// What stands there: nothing, a value, or a list.
    @Nullable
    Object value(Map<?, ?> here) throws Nested {
        Object at = here;
        for (String name : names) {
            at = switch (at) {
                case Map<?, ?> group -> group.get(name);
                case List<?> list -> each(list, name);
                case null, default -> null;
            };
        }
        return at;
    }

    /// Of the members of a list, those that have something there: none, the only one's, or all together.
    private static @Nullable Object each(List<?> list, String name) throws Nested {
        List<Object> found = new ArrayList<>();
        Object only = null;
        int having = 0;
        for (Object member : list) {
            if (member instanceof List) {
                throw new Nested();
            }
            Object value = member instanceof Map<?, ?> group ? group.get(name) : null;
            if (value == null) {
                continue;
            }
            having++;
            only = value;
            if (value instanceof List<?> several) {
                for (Object one : several) {
                    if (one instanceof List) {
                        throw new Nested();
                    }
                    found.add(one);
                }
            } else {
                found.add(value);
            }
        }
        return having <= 1 ? only : found;
    }
}
