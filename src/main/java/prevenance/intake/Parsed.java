package prevenance.intake;

/// A cell's meaning, or why it has none.
sealed interface Parsed<T> {
    record Good<T>(T value) implements Parsed<T> {}

    /// @param message what is wrong, to stand after the column's name and value
    record Bad<T>(String message, String remedy) implements Parsed<T> {}

    static <T> Parsed<T> good(T value) {
        return new Good<>(value);
    }

    static <T> Parsed<T> bad(String message, String remedy) {
        return new Bad<>(message, remedy);
    }
}
