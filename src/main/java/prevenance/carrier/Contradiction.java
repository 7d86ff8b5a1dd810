package prevenance.carrier;

import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Something in a carrier's answer that cannot be true together with the rest of it. A table may be wrong, or the
/// carrier.
///
/// @param event the statement
/// @param code  what its code means by the carrier's tables, which is not always what was made of it
public record Contradiction(Kind kind, TrackingEvent event, TrackingStatus code) {
    /// What contradicts what.
    public enum Kind {
        /// The code says that the journey has ended so, the words deny it: the statement is left without a meaning.
        WORDS_DENY_THE_END,
        /// The words say "delivered", the code says something else, which is believed.
        WORDS_SAY_DELIVERED,
        /// Delivered after it had arrived back at the sender.
        DELIVERED_AFTER_RETURN,
        /// Under way again after it had been delivered, and not on its way back.
        MOVING_AFTER_DELIVERY
    }
}
