package prevenance.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A carrier's word for a place as a customer reads it: the town, without its postcode, not in capitals.
final class Town {
    private static final int LONGEST = 40;

    private Town() {}

    /// Empty when the carrier named none, or nothing that reads like one.
    static Optional<String> of(@Nullable String place) {
        if (place == null) {
            return Optional.empty();
        }
        String town = Arrays.stream(place.strip().split("[\\s,]+"))
                .filter(word -> !word.isEmpty() && word.chars().noneMatch(Character::isDigit))
                .collect(Collectors.joining(" "));
        if (town.isEmpty() || town.length() > LONGEST || town.codePoints().noneMatch(Character::isLetter)) {
            return Optional.empty();
        }
        return Optional.of(town.equals(town.toUpperCase(Locale.ROOT)) && town.length() > 3 ? inLowerCase(town) : town);
    }

    private static String inLowerCase(String town) {
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (int point : town.codePoints().toArray()) {
            text.appendCodePoint(first ? point : Character.toLowerCase(point));
            first = !Character.isLetter(point);
        }
        return text.toString();
    }
}
