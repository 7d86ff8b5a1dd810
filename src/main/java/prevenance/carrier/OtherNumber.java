package prevenance.carrier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import prevenance.tracking.TrackingNumber;

/// Another number in the place of a real one: of the same shape, with the check digit that belongs to it, the same each
/// time, and no two alike.
final class OtherNumber {
    private static final int ATTEMPTS = 40;

    private final List<NumberFormat> formats;
    private final Map<TrackingNumber, TrackingNumber> known = new HashMap<>();
    private final Set<TrackingNumber> taken = new HashSet<>();

    OtherNumber(CarrierDefinition definition) {
        formats = definition.numbers();
    }

    /// Whether a format of this carrier takes it, check digit included.
    boolean takes(TrackingNumber number) {
        return formats.stream().anyMatch(format -> format.takes(number));
    }

    TrackingNumber of(TrackingNumber number) {
        TrackingNumber before = known.get(number);
        if (before != null) {
            return before;
        }
        TrackingNumber other = formats.stream()
                .filter(format -> format.takes(number))
                .flatMap(format -> like(number, format).stream())
                .findFirst()
                .orElseGet(() -> shaped(number));
        known.put(number, other);
        taken.add(other);
        return other;
    }

    private Optional<TrackingNumber> like(TrackingNumber number, NumberFormat format) {
        Matcher match = format.pattern().matcher(number.value());
        boolean serial = match.matches() && format.pattern().namedGroups().containsKey("serial");
        int from = serial ? match.start("serial") : 0;
        int to = serial ? match.end("serial") : number.value().length();
        // What stands in front may belong to the shape: keep as little of it as the shape allows.
        for (int keep = from; keep < to; keep++) {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                TrackingNumber changed = changed(number, keep, to, attempt);
                TrackingNumber other = format.corrected(changed).orElse(changed);
                if (format.takes(other) && isOther(number, other)) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }

    private TrackingNumber shaped(TrackingNumber number) {
        for (int attempt = 0; ; attempt++) {
            TrackingNumber other = changed(number, 0, number.value().length(), attempt);
            if (isOther(number, other) || attempt > ATTEMPTS) {
                return other;
            }
        }
    }

    private boolean isOther(TrackingNumber number, TrackingNumber other) {
        return !other.equals(number) && !taken.contains(other) && !known.containsKey(other);
    }

    private static TrackingNumber changed(TrackingNumber number, int from, int to, int attempt) {
        Random digits = new Random(31L * attempt + from);
        StringBuilder changed = new StringBuilder(number.value());
        for (int i = from; i < to; i++) {
            if (Character.isDigit(changed.charAt(i))) {
                changed.setCharAt(i, (char) ('0' + digits.nextInt(10)));
            }
        }
        return new TrackingNumber(changed.toString());
    }
}
