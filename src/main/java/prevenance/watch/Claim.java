package prevenance.watch;

import java.time.Instant;

/// The right to ask about one parcel until then.
public record Claim(long parcelId, Instant until) {}
