package prevenance.intake;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What a file holds.
public enum ImportKind {
    ORDERS,
    REFUNDS,
    EXCHANGES;

    /// The word in file names and reports: `orders`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind that a file's name begins with.
    static Optional<ImportKind> ofName(String file) {
        String lower = file.toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(kind -> lower.startsWith(kind.word())).findFirst();
    }
}
