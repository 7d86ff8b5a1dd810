package prevenance.carrier;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that hears what others take the time to be. A carrier's answer carries its server's (RFC 9110, 6.6.1).
public interface LearningClock extends InstantSource {
    /// @param theirs the time of a server, just now, to the second
    void heard(Instant theirs);
}
