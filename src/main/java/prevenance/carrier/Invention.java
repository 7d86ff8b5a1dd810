package prevenance.carrier;

import java.util.List;
import java.util.function.Predicate;

/// Invented people for recorded replies, each value another one.
final class Invention {
    private static final List<String> NAMES = List.of(
            "Camille Exemple", "Dominique Specimen", "Claude Invente", "Alex Muster", "Robin Fulano", "Sascha Jansen");

    private int names;
    private int streets;
    private int phones;
    private int emails;
    private int references;
    private int others;

    String name() {
        int n = names++;
        return NAMES.get(n % NAMES.size()) + (n < NAMES.size() ? "" : " " + n);
    }

    String street() {
        return ++streets + " rue de l'Exemple";
    }

    /// Numbers beginning so are given to nobody (ARCEP: 01 99 00 is kept for works of fiction).
    String phone() {
        return String.format("+33 1 99 00 %02d %02d", phones / 100 % 100, phones++ % 100);
    }

    String email() {
        return "camille" + ++emails + "@example.org";
    }

    /// A reference that is a number stays one.
    String reference(String value) {
        references++;
        return value.matches("[1-9][0-9]{3,17}")
                ? String.valueOf(9L * (long) Math.pow(10, value.length() - 1.0) + references)
                : String.format("REF%04d", references);
    }

    /// Another value where the usual one would hold something that must go.
    String other(Predicate<String> unfit) {
        String other;
        do {
            other = "Zq" + ++others;
        } while (unfit.test(other));
        return other;
    }
}
