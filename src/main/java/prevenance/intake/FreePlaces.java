package prevenance.intake;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.transit.Lane;

/// Places as foreign files write them: a country or state, a postcode, a city, or two of these.
final class FreePlaces {
    private static final Pattern REGION_FIRST =
            Pattern.compile("(?<r>[A-Z]{2})[ ,/-]*(?<a>\\d.*)|(?<s>[A-Z]{2})[ ,/-]+(?<b>\\S.*)");
    private static final Pattern REGION_LAST = Pattern.compile("(?<a>.*\\S)[ ,/-]+\\(?(?<r>[A-Z]{2})\\)?");

    private FreePlaces() {}

    static Lane lane(
            @Nullable String carrier, @Nullable String service, @Nullable String origin, @Nullable String destination) {
        String[] from = place(origin);
        String[] to = place(destination);
        return new Lane(carrier == null ? "" : carrier, service, from[0], area(from[1]), to[0], area(to[1]));
    }

    private static @Nullable String area(String text) {
        return text.isEmpty() ? null : text;
    }

    /// Country or state, then the finer part; empty where there is none.
    private static String[] place(@Nullable String written) {
        if (written == null) {
            return new String[] {"", ""};
        }
        String text = written.strip().toUpperCase(Locale.ROOT);
        Matcher first = REGION_FIRST.matcher(text);
        if (first.matches()) {
            return first.group("r") != null
                    ? new String[] {first.group("r"), first.group("a")}
                    : new String[] {first.group("s"), first.group("b")};
        }
        Matcher last = REGION_LAST.matcher(text);
        if (last.matches()) {
            return new String[] {last.group("r"), last.group("a")};
        }
        return text.length() == 2 ? new String[] {text, ""} : new String[] {"", text};
    }
}
