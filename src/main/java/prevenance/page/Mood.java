package prevenance.page;

/// How a piece of news feels to the customer; decides its colour.
enum Mood {
    /// All goes as it should.
    CALM,
    /// It has arrived, or is back.
    GOOD,
    /// It takes longer, or waits for him.
    WAIT,
    /// Something went wrong.
    BAD;

    /// As style sheets name it.
    String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
