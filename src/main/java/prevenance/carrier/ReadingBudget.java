package prevenance.carrier;

import java.time.Duration;

/// How much of one reply is read at most. A carrier tells of a parcel in a hundred statements, of a batch in some
/// thousands; whoever sends more wants to keep us busy.
final class ReadingBudget {
    static final int MOST_STEPS = 10_000;
    /// Of a real clock: it bounds our own work, not the parcel's time.
    static final Duration LONGEST = Duration.ofSeconds(10);

    private final long until = System.nanoTime() + LONGEST.toNanos();
    private int left = MOST_STEPS;

    /// One entry or statement more.
    ///
    /// @throws UnreadableReplyException when it is too much
    void spend() {
        if (--left < 0) {
            throw new UnreadableReplyException("the reply has more than " + MOST_STEPS + " entries and statements");
        }
        if (System.nanoTime() - until > 0) {
            throw new UnreadableReplyException("the reply takes more than " + LONGEST.toSeconds() + " s to read");
        }
    }
}
