package prevenance.privacy;

/// A text by which a person can be recognised.
public record Trace(Kind kind, String text) {
    private static final int SHORTEST_NAME = 6;
    private static final int SHORTEST_NUMBER = 6;

    /// What it is.
    public enum Kind {
        EMAIL,
        NAME,
        PHONE,
        /// An order's number.
        ORDER,
        /// A tracking number.
        NUMBER
    }

    /// Long enough to be looked for among all bytes: a short number, or a single word, stands everywhere by chance.
    boolean isTelling() {
        return switch (kind) {
            case EMAIL -> text.length() > 3;
            case NAME -> text.length() >= SHORTEST_NAME && text.strip().contains(" ");
            case PHONE -> text.chars().filter(Character::isDigit).count() >= SHORTEST_NUMBER;
            case ORDER, NUMBER ->
                text.length() >= SHORTEST_NUMBER && text.chars().anyMatch(Character::isDigit);
        };
    }
}
