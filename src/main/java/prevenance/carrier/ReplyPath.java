package prevenance.carrier;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSONata expression over a carrier's reply, bounded in time and depth, safe for many threads. `$item` and `$root`
/// are the whole entry of the parcel and the whole reply, from wherever it is evaluated.
public final class ReplyPath {
    /// On the wall clock, with the first load of classes on a busy machine in it: far above what is needed.
    private static final long MAX_MILLIS = 2_000;

    private static final int MAX_DEPTH = 100;

    private final String source;
    private final Jsonata expression;

    /// Where an expression stands in the reply.
    ///
    /// @param here what plain names are looked up in, null when the reply is empty
    public record Place(
            @Nullable Object here,
            @Nullable Object item,
            @Nullable Object root) {
        static Place root(@Nullable Object root) {
            return new Place(root, null, root);
        }

        Place item(Object entry) {
            return new Place(entry, entry, root);
        }

        Place event(Object entry) {
            return new Place(entry, item, root);
        }
    }

    /// The expression met something it was not written for.
    public static final class PathException extends RuntimeException {
        private static final long serialVersionUID = 1;

        PathException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private ReplyPath(String source, Jsonata expression) {
        this.source = source;
        this.expression = expression;
    }

    /// @throws IllegalArgumentException when it is no JSONata, with what is wrong and near which character
    public static ReplyPath parse(String text) {
        try {
            return new ReplyPath(text, Jsonata.jsonata(text));
        } catch (JException broken) {
            String place =
                    broken.getLocation() < 0 ? "" : ", near character " + Math.min(broken.getLocation(), text.length());
            throw new IllegalArgumentException(broken.getMessage() + place, broken);
        } catch (RuntimeException broken) {
            // Some texts it cannot even refuse: a regular expression in it that is none, an end in the middle.
            throw new IllegalArgumentException(String.valueOf(broken.getMessage()), broken);
        }
    }

    /// @throws PathException when it fails or runs too long
    public @Nullable Object value(Place place) {
        synchronized (expression) {
            try {
                Jsonata.Frame frame = expression.createFrame();
                frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
                frame.bind("item", place.item());
                frame.bind("root", place.root());
                return expression.evaluate(place.here(), frame);
            } catch (RuntimeException | StackOverflowError failed) {
                throw new PathException("the path '" + source + "' does not fit the reply", failed);
            }
        }
    }

    /// The text there, of several values the first; empty when there is none or it is blank.
    public Optional<String> text(Place place) {
        List<Object> all = all(place);
        if (all.isEmpty() || all.getFirst() instanceof java.util.Map) {
            return Optional.empty();
        }
        return Optional.of(all.getFirst().toString().strip()).filter(text -> !text.isEmpty());
    }

    /// The values there: none, one, or the members of a list, empty ones left out.
    public List<Object> all(Place place) {
        Object value = value(place);
        List<Object> all = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object entry : list) {
                if (entry != null) {
                    all.add(entry);
                }
            }
        } else if (value != null) {
            all.add(value);
        }
        return all;
    }

    /// True for anything but nothing, false, an empty text or an empty list.
    public boolean holds(Place place) {
        Object value = value(place);
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }

    /// The first text that one of several paths finds.
    static Optional<String> first(List<ReplyPath> paths, Place place) {
        for (ReplyPath path : paths) {
            Optional<String> text = path.text(place);
            if (text.isPresent()) {
                return text;
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return source;
    }
}
