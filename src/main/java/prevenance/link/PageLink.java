package prevenance.link;

import java.time.Instant;

/// What a link that we signed, and that still holds, gives access to.
///
/// @param expiresAt the first instant at which it holds no longer
public record PageLink(long orderId, Purpose purpose, Instant expiresAt) {}
