package prevenance.carrier;

import java.time.Duration;

/// At most so many requests in each window of that length.
public record RateLimit(int requests, Duration window) {}
