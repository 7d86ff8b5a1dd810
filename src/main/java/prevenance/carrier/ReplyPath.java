package prevenance.carrier;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSONata expression over a carrier's reply, bounded in time and depth, safe for many threads. `$item` and `$root`
/// are the whole entry of the parcel and the whole reply, from wherever it is evaluated.
public final class ReplyPath {
    /// On the wall clock, with the first load of classes on a busy machine in it: far above what is needed.
    private static final long MAX_MILLIS = 2_000;

    private static final int MAX_DEPTH = 100;

    private final String source;
    private final Optional<PlainPath> plain;
    private volatile @Nullable Jsonata expression;

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

    /// @param plain      the same when it is names alone
    /// @param expression null as long as nobody needed it
    private ReplyPath(String source, Optional<PlainPath> plain, @Nullable Jsonata expression) {
        this.source = source;
        this.plain = plain;
        this.expression = expression;
    }

    /// @throws IllegalArgumentException when it is no JSONata, with what is wrong and near which character
    public static ReplyPath parse(String text) {
        Optional<PlainPath> plain = PlainPath.parse(text);
        return new ReplyPath(text, plain, plain.isPresent() ? null : compiled(text));
    }

    private static Jsonata compiled(String text) {
        try {
            Jsonata expression = Jsonata.jsonata(text);
            // It walks the whole reply to see that it is made of groups, lists and texts, as ours always is.
            expression.setValidateInput(false);
            return expression;
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
        if (source.equals("$")) {
            return place.here();
        }
        if (plain.isPresent() && place.here() instanceof Map<?, ?> group) {
            try {
                return plain.get().value(group);
            } catch (PlainPath.Nested _) {
                return evaluated(place);
            }
        }
        return evaluated(place);
    }

    private @Nullable Object evaluated(Place place) {
        Jsonata known = expression;
        if (known == null) {
            known = compiled(source);
            expression = known;
        }
        // One at a time: while it evaluates, it keeps in itself what it is about.
        synchronized (known) {
            try {
                Jsonata.Frame frame = known.createFrame();
                frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
                frame.bind("item", place.item());
                frame.bind("root", place.root());
                return known.evaluate(place.here(), frame);
            } catch (RuntimeException | StackOverflowError failed) {
                throw new PathException("the path '" + source + "' does not fit the reply", failed);
            }
        }
    }

    /// The text there, of several values the first; empty when there is none or it is blank.
    public Optional<String> text(Place place) {
        Object value = value(place);
        if (value instanceof List<?> list) {
            value = list.stream().filter(Objects::nonNull).findFirst().orElse(null);
        }
        if (value == null || value instanceof Map) {
            return Optional.empty();
        }
        String text = value.toString().strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
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
