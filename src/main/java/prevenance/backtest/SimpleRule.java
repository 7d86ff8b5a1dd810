package prevenance.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The two rules of thumb that a shop would write first, to hold the others against.
enum SimpleRule {
    /// Not delivered seven calendar days after it was handed over.
    SEVEN_DAYS("7 calendar days"),
    /// No new statement for 72 hours while it is under way.
    SILENT_72_HOURS("72 h without a scan");

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration SILENT = Duration.ofDays(3);

    private final String words;

    SimpleRule(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// When it would first have raised its flag; empty when never before the end was known.
    Optional<Instant> raisedAt(PastParcel past, Instant until) {
        Instant over = past.inTheEnd().status().isFinal() && !past.events().isEmpty()
                ? past.events().getLast().recordedAt()
                : until;
        return switch (this) {
            case SEVEN_DAYS -> Optional.of(past.startedAt().plus(WEEK)).filter(at -> at.isBefore(over));
            case SILENT_72_HOURS -> silent(past, over);
        };
    }

    private static Optional<Instant> silent(PastParcel past, Instant over) {
        List<Instant> heard = new ArrayList<>(
                past.events().stream().map(PastEvent::recordedAt).distinct().toList());
        if (heard.isEmpty()) {
            return Optional.empty();
        }
        heard.add(over);
        return Stream.iterate(1, i -> i < heard.size(), i -> i + 1)
                .filter(i -> Duration.between(heard.get(i - 1), heard.get(i)).compareTo(SILENT) > 0)
                .map(i -> heard.get(i - 1).plus(SILENT))
                .filter(at -> at.isBefore(over))
                .findFirst();
    }
}
