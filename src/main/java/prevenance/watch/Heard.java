package prevenance.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.PollOutcome;

/// What was heard of one parcel, to be written down.
///
/// @param reply     the carrier's own words, for looking at; null leaves the former
/// @param notBefore the carrier is left alone until then; null when it is not
/// @param at        when it was heard
record Heard(
        Claim claim,
        PollOutcome outcome,
        @Nullable KeptReply reply,
        @Nullable Instant notBefore,
        Instant at) {
    /// With nothing to look at, of a carrier that may be asked on.
    Heard(Claim claim, PollOutcome outcome, Instant at) {
        this(claim, outcome, null, null, at);
    }

    long parcelId() {
        return claim.parcelId();
    }
}
