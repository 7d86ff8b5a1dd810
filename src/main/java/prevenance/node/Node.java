package prevenance.node;

import java.time.Duration;
import java.time.Instant;

/// A daemon at work.
///
/// @param id   see [prevenance.store.Database#node]
/// @param skew its clock minus the database's
public record Node(
        String id, String host, long pid, String version, Instant startedAt, Instant seenAt, Duration skew) {}
