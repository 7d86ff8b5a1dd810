package prevenance.node;

import java.time.Duration;
import prevenance.config.YamlSection;

/// How several daemons on one database know of each other.
///
/// @param checkIn  how often each says that it lives
/// @param joinsAfter a daemon uses no part of what all share before: calls that others began when they did not know of
///                 it are over by then
/// @param warnSkew a clock that is further off the database's is told of
/// @param mostSkew with a clock that is further off nothing starts, and what only one daemon may do is left to others.
///                 Quartz asks for one second; measured with it: none was wrong at 3 s, jobs ran twice at 15 s
public record NodeSettings(Duration checkIn, Duration joinsAfter, Duration warnSkew, Duration mostSkew) {
    private static final int MISSED = 4;

    /// The standard ones.
    public static NodeSettings defaults() {
        return new NodeSettings(
                Duration.ofSeconds(2), Duration.ofSeconds(15), Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    /// Reads the section `nodes`.
    public static NodeSettings read(YamlSection section) {
        NodeSettings standard = defaults();
        NodeSettings read = new NodeSettings(
                section.duration("check-in", standard.checkIn()),
                section.duration("joins-after", standard.joinsAfter()),
                section.duration("warn-skew", standard.warnSkew()),
                section.duration("most-skew", standard.mostSkew()));
        if (read.checkIn().compareTo(Duration.ofMillis(100)) < 0
                || read.checkIn().compareTo(Duration.ofMinutes(1)) > 0) {
            section.problem("check-in", "is not between 100ms and 1m", "2s is usual");
        }
        return read;
    }

    /// Who has not been seen for so long is dead.
    public Duration deadAfter() {
        return checkIn.multipliedBy(MISSED);
    }

    /// Who could not say that it lives for so long must assume that others will take it for dead.
    Duration fencedAfter() {
        return checkIn.multipliedBy(MISSED - 1);
    }
}
