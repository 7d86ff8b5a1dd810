package prevenance.assess;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A place's name as it is compared: carriers write one depot in many ways.
public final class PlaceKey {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private PlaceKey() {}

    /// Lower case, without accents, words parted by one blank; empty when there is no name.
    public static Optional<String> of(@Nullable String place) {
        return Optional.of(fold(place)).filter(key -> !key.isEmpty());
    }

    static String fold(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
        String bare = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
        return BETWEEN.matcher(bare).replaceAll(" ").strip();
    }
}
