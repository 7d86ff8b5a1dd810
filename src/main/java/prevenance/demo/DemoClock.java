package prevenance.demo;

import java.time.Instant;
import java.time.InstantSource;

/// The simulated time, moved step by step by the demo alone.
final class DemoClock implements InstantSource {
    private volatile Instant now;

    DemoClock(Instant start) {
        this.now = start;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void set(Instant instant) {
        now = instant;
    }
}
