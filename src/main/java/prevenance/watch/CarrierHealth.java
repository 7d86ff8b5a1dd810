package prevenance.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a carrier's feed is doing.
///
/// @param pausedUntil    no question before, null when it may be asked
/// @param failures       failed requests in a row
/// @param lastAnsweredAt null when it never answered
/// @param lastError      what it last failed with, null when it never did
public record CarrierHealth(
        String carrier,
        State state,
        @Nullable Instant pausedUntil,
        int failures,
        @Nullable Instant lastAnsweredAt,
        @Nullable Instant lastFailedAt,
        @Nullable String lastError) {
    /// What the carrier does.
    public enum State {
        /// It answers.
        OPEN,
        /// It failed too often or asked for a pause, and is left alone until one probe succeeds.
        RESTING,
        /// It refuses our credentials or contract; a person must act.
        REFUSED
    }

    /// A carrier not asked yet.
    static CarrierHealth untried(String carrier) {
        return new CarrierHealth(carrier, State.OPEN, null, 0, null, null, null);
    }

    CarrierHealth answered(Instant now) {
        return new CarrierHealth(carrier, State.OPEN, null, 0, now, lastFailedAt, lastError);
    }

    CarrierHealth heardWhileResting(Instant now) {
        return new CarrierHealth(carrier, state, pausedUntil, failures, now, lastFailedAt, lastError);
    }

    CarrierHealth failed(State next, @Nullable Instant until, Instant now, String error) {
        return new CarrierHealth(carrier, next, until, failures + 1, lastAnsweredAt, now, error);
    }
}
