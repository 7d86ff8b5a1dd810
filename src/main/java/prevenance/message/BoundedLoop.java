package prevenance.message;

import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.extension.NodeVisitor;
import io.pebbletemplates.pebble.lexer.Token;
import io.pebbletemplates.pebble.node.ForNode;
import io.pebbletemplates.pebble.node.RenderableNode;
import io.pebbletemplates.pebble.node.expression.Expression;
import io.pebbletemplates.pebble.parser.Parser;
import io.pebbletemplates.pebble.template.EvaluationContextImpl;
import io.pebbletemplates.pebble.template.PebbleTemplateImpl;
import io.pebbletemplates.pebble.tokenParser.ForTokenParser;
import io.pebbletemplates.pebble.tokenParser.TokenParser;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The tag `for`, with so many rounds for one mail in all, however loops stand in each other.
final class BoundedLoop implements TokenParser {
    private static final int MOST_ROUNDS = 10_000;
    /// What is left of a rendering's rounds.
    static final ScopedValue<AtomicInteger> LEFT = ScopedValue.newInstance();

    static AtomicInteger fresh() {
        return new AtomicInteger(MOST_ROUNDS);
    }

    @Override
    public String getTag() {
        return "for";
    }

    @Override
    public RenderableNode parse(Token token, Parser parser) {
        ForNode loop = (ForNode) new ForTokenParser().parse(token, parser);
        return new ForNode(
                loop.getLineNumber(),
                loop.getIterationVariable(),
                new Counted(loop.getIterable()),
                loop.getBody(),
                loop.getElseBody());
    }

    private record Counted(Expression<?> list) implements Expression<Object> {
        @Override
        public @Nullable Object evaluate(PebbleTemplateImpl self, EvaluationContextImpl context) {
            Object value = list.evaluate(self, context);
            if (!(value instanceof Iterable<?> items)) {
                return value;
            }
            return (Iterable<Object>) () -> new Iterator<>() {
                private final Iterator<?> rest = items.iterator();

                @Override
                public boolean hasNext() {
                    return rest.hasNext();
                }

                @Override
                public Object next() {
                    if (LEFT.isBound() && LEFT.get().decrementAndGet() < 0
                            || Thread.currentThread().isInterrupted()) {
                        throw new PebbleException(null, "repeats without end", getLineNumber(), self.getName());
                    }
                    return rest.next();
                }
            };
        }

        @Override
        public int getLineNumber() {
            return list.getLineNumber();
        }

        @Override
        public void accept(NodeVisitor visitor) {
            list.accept(visitor);
        }
    }
}
