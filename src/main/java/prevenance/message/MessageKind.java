package prevenance.message;

import java.util.Locale;

/// What we have to say. Template files are named like [#wireName()].
public enum MessageKind {
    SHIPPED,
    DELAY_KNOWN,
    DELAY_UNKNOWN,
    ATTEMPT_FAILED,
    ADDRESS_NEEDED,
    PICKUP_READY,
    PICKUP_REMINDER,
    RETURNING,
    SEARCHING,
    LOST,
    DELIVERED,
    EXCHANGE_SHIPPED,
    REFUND_TRIGGERED;

    /// Lower-case kebab: `delay-known`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
