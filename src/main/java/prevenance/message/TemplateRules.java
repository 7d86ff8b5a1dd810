package prevenance.message;

import io.pebbletemplates.pebble.extension.Extension;
import io.pebbletemplates.pebble.extension.ExtensionCustomizer;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.Test;
import io.pebbletemplates.pebble.operator.BinaryOperator;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the template language keeps for us: asking, repeating, including, printing. Everything else is taken out,
/// above
/// all whatever could reach beyond the facts, leave a value unescaped, or grow a text out of nothing (`~`, `+`,
/// `replace`, ranges, macros, variables).
final class TemplateRules extends ExtensionCustomizer {
    private static final Set<String> TAGS = Set.of("if", "include", "extends", "block", "verbatim");
    private static final Set<String> FILTERS = Set.of("escape", "upper", "lower", "capitalize", "trim", "length");
    private static final Set<String> TESTS = Set.of("empty", "even", "odd", "null");
    private static final Set<String> OPERATORS =
            Set.of("or", "and", "is", "is not", "==", "equals", "!=", ">", "<", ">=", "<=", "|");

    TemplateRules(Extension delegate) {
        super(delegate);
    }

    @Override
    public @Nullable Map<String, Filter> getFilters() {
        return only(super.getFilters(), FILTERS);
    }

    @Override
    public @Nullable Map<String, Test> getTests() {
        return only(super.getTests(), TESTS);
    }

    @Override
    public Map<String, Function> getFunctions() {
        return Map.of();
    }

    @Override
    public List<TokenParser> getTokenParsers() {
        List<TokenParser> all = super.getTokenParsers();
        return all == null
                ? List.of()
                : all.stream().filter(tag -> TAGS.contains(tag.getTag())).toList();
    }

    @Override
    public List<BinaryOperator> getBinaryOperators() {
        List<BinaryOperator> all = super.getBinaryOperators();
        return all == null
                ? List.of()
                : all.stream()
                        .filter(operator -> OPERATORS.contains(operator.getSymbol()))
                        .toList();
    }

    private static <T> @Nullable Map<String, T> only(@Nullable Map<String, T> all, Set<String> names) {
        if (all == null) {
            return null;
        }
        Map<String, T> kept = new HashMap<>(all);
        kept.keySet().retainAll(names);
        return kept;
    }
}
