package prevenance.tracking;

import java.util.Locale;

/// A carrier's identifier of one parcel, upper case and without spaces, dots or dashes around and within.
public record TrackingNumber(String value) implements Comparable<TrackingNumber> {
    /// The longest number taken; the longest published one has 34 characters.
    public static final int MAX_LENGTH = 64;

    public TrackingNumber {
        value = value.toUpperCase(Locale.ROOT).replaceAll("[\\s.\\-\\u00A0\\u202F\\uFEFF]", "");
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
