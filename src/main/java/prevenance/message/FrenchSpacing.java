package prevenance.message;

/// French wants a space before `: ; ! ?` and inside guillemets, and no line may break there.
final class FrenchSpacing {
    private static final char NO_BREAK = '\u00a0';

    private FrenchSpacing() {}

    /// Makes the spaces that stand there unbreakable; adds none.
    static String apply(String text) {
        return text.replaceAll(" (?=[:;!?»])", String.valueOf(NO_BREAK))
                .replaceAll("(?<=«) ", String.valueOf(NO_BREAK));
    }
}
