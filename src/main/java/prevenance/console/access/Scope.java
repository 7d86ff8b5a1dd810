package prevenance.console.access;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a token may do. To write does not include to read.
public enum Scope {
    ORDERS_READ,
    ORDERS_WRITE,
    PARCELS_READ,
    REFUNDS_READ,
    REFUNDS_WRITE,
    EXCHANGES_READ,
    EXCHANGES_WRITE,
    CASES_READ,
    CASES_WRITE,
    MESSAGES_READ,
    FLAGS_READ;

    private static final Pattern BLANKS = Pattern.compile("[\\s,]+");

    /// `orders:write`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ':');
    }

    /// The scopes of a text parted by blanks or commas.
    ///
    /// @throws IllegalArgumentException for a word that is none, or no word; the message says what there is
    public static Set<Scope> read(String text) {
        Set<Scope> scopes = new TreeSet<>();
        for (String word : BLANKS.split(text.strip(), -1)) {
            scopes.add(Stream.of(values())
                    .filter(scope -> scope.word().equals(word.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no scope; there are "
                            + Stream.of(values()).map(Scope::word).collect(Collectors.joining(", ")))));
        }
        return scopes;
    }

    static String write(Set<Scope> scopes) {
        return scopes.stream().map(Scope::word).collect(Collectors.joining(" "));
    }
}
