package prevenance.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts for one rule.
final class Counter {
    private final String name;
    private final boolean judged;
    private final List<Long> beforePromise = new ArrayList<>();
    private final List<Long> beforeEnd = new ArrayList<>();
    private final List<Long> beforeContact = new ArrayList<>();
    private int raised;
    private int right;
    private int wrong;
    private int wanted;
    private int found;
    private int cases;
    private int mails;

    /// @param judged whether the end can prove it wrong
    Counter(String name, boolean judged) {
        this.name = name;
        this.judged = judged;
    }

    void flag(Truth truth, Instant raisedAt, PastParcel past, Ending ending) {
        raised++;
        if (truth == Truth.WRONG) {
            wrong++;
        }
        if (truth != Truth.RIGHT) {
            return;
        }
        right++;
        lead(beforePromise, raisedAt, ending.promisedBy());
        lead(beforeEnd, raisedAt, ending.deliveredAt());
        lead(beforeContact, raisedAt, past.firstContactAt());
    }

    /// A parcel that should have been flagged, and whether it was.
    void wanted(boolean was) {
        wanted++;
        found += was ? 1 : 0;
    }

    void opened() {
        cases++;
    }

    void mailed() {
        mails++;
    }

    RuleFigures figures() {
        return new RuleFigures(
                name,
                raised,
                judged ? Integer.valueOf(right) : null,
                judged ? Integer.valueOf(wrong) : null,
                judged ? Integer.valueOf(wanted - found) : null,
                judged ? share(right, right + wrong) : null,
                judged ? share(found, wanted) : null,
                median(beforePromise),
                median(beforeEnd),
                median(beforeContact),
                cases,
                mails);
    }

    private static void lead(List<Long> leads, Instant raisedAt, @Nullable Instant end) {
        if (end != null) {
            leads.add(Duration.between(raisedAt, end).toMillis());
        }
    }

    private static @Nullable Double share(int part, int whole) {
        return whole == 0 ? null : Double.valueOf((double) part / whole);
    }

    private static @Nullable Duration median(List<Long> millis) {
        if (millis.isEmpty()) {
            return null;
        }
        List<Long> sorted = millis.stream().sorted().toList();
        return Duration.ofMillis(sorted.get((sorted.size() - 1) / 2));
    }
}
