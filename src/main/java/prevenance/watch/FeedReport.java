package prevenance.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a carrier's feed has done lately.
///
/// @param reads    questions answered within the last day
/// @param failures questions that failed within it
/// @param events   new statements within it
/// @param usual    how many are usual for these hours; null while too little is known
/// @param median   half of the week's statements were seen sooner after they were made; null when there was none
/// @param p90      nine of ten were
/// @param hours    the last two days, oldest first
/// @param open     the outage it is in, null when it works
/// @param outages  of the last thirty days, newest first
public record FeedReport(
        String carrier,
        long reads,
        long failures,
        long events,
        @Nullable Double usual,
        @Nullable Duration median,
        @Nullable Duration p90,
        List<Hour> hours,
        @Nullable FeedOutage open,
        List<FeedOutage> outages) {
    /// One hour.
    ///
    /// @param usual null while too little is known
    public record Hour(
            Instant at,
            long events,
            long failures,
            @Nullable Double usual) {}

    public FeedReport {
        hours = List.copyOf(hours);
        outages = List.copyOf(outages);
    }

    /// Percent of the questions that were answered; null when none was asked.
    public @Nullable Long readPercent() {
        return reads + failures == 0 ? null : Long.valueOf(reads * 100 / (reads + failures));
    }
}
