package prevenance.tracking;

import java.util.Locale;
import java.util.regex.Pattern;

/// A carrier's identifier of one parcel, upper case and without spaces, dots or dashes around and within.
public record TrackingNumber(String value) implements Comparable<TrackingNumber> {
    /// The longest number taken; the longest published one has 34 characters.
    public static final int MAX_LENGTH = 64;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s.\\-\\u00A0\\u202F\\uFEFF]");

    public TrackingNumber {
        value = SEPARATORS.matcher(value.toUpperCase(Locale.ROOT)).replaceAll("");
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a tracking number has 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public int compareTo(TrackingNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
