package prevenance.message;

import org.jspecify.annotations.Nullable;

/// Why a customer could not be told something by mail.
public enum Unmailed {
    /// The order has no address.
    NO_ADDRESS,
    /// A mail server said for good that the address takes no mail.
    ADDRESS_REFUSED,
    /// A mail server took it, and gave it back later.
    BOUNCED,
    /// A mail server put it off for so long that it was given up.
    GIVEN_UP,
    /// A mail server refused this message, or no mail could be made of it.
    MESSAGE_REFUSED;

    static final String NO_ADDRESS_REASON = "no e-mail address";
    static final String REFUSED_BEFORE = "address refused before: ";
    static final String REFUSED = "address refused: ";
    static final String CAME_BACK = "came back: ";
    static final String CALLED = "called: ";
    static final String GAVE_UP = "given up: ";

    /// What the outbox wrote down as its reason says.
    static Unmailed of(@Nullable String reason) {
        if (reason == null) {
            return MESSAGE_REFUSED;
        }
        if (reason.equals(NO_ADDRESS_REASON)) {
            return NO_ADDRESS;
        }
        if (reason.startsWith(REFUSED) || reason.startsWith(REFUSED_BEFORE)) {
            return ADDRESS_REFUSED;
        }
        if (reason.startsWith(CAME_BACK)) {
            return BOUNCED;
        }
        return reason.startsWith(GAVE_UP) ? GIVEN_UP : MESSAGE_REFUSED;
    }
}
