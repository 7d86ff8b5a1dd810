package prevenance.demo;

import java.time.Instant;

/// One carrier's tracking interface, in its published format.
interface CarrierService {
    /// The answer as of `now`. Reads nothing but the scripts, so that the same question at the same time has the same
    /// answer.
    CarrierReply answer(CarrierRequest request, Instant now);

    /// The carrier's own shape of "too many questions".
    CarrierReply throttled();
}
