package prevenance.message;

import java.util.Locale;

/// What we have to say. Template files are named like [#wireName()].
public enum MessageKind {
    SHIPPED,
    /// The carrier has not got it yet although the shop said so.
    NOT_LEFT_YET,
    DELAY_KNOWN,
    DELAY_UNKNOWN,
    /// Many parcels of one place are late for one cause.
    MASS_DELAY,
    ATTEMPT_FAILED,
    ADDRESS_NEEDED,
    PICKUP_READY,
    PICKUP_REMINDER,
    PICKUP_LAST_DAY,
    PICKUP_MISSED,
    DAMAGED_CARRIER,
    /// To a customer who said that it arrived damaged.
    DAMAGED_RECEIVED,
    SEARCHING,
    /// A promised day has come without anything new.
    STILL_SEARCHING,
    LOST,
    /// To a customer who said that it did not arrive.
    NOT_RECEIVED_ACK,
    /// To a customer who told us anything else: a wrong article, another address.
    REPORT_RECEIVED,
    DELIVERED_THIRD_PARTY,
    DELIVERED,
    RETURNING,
    CUSTOMS_DOCS,
    PARTIAL_ORDER,
    NEW_NUMBER,
    RETURN_RECEIVED,
    EXCHANGE_PROMISED,
    EXCHANGE_SHIPPED,
    EXCHANGE_BLOCKED,
    REFUND_DECIDED,
    REFUND_TRIGGERED,
    /// Has the money arrived?
    REFUND_LATE_CHECK,
    REFUND_FAILED,
    GOODWILL,
    /// What was done, and one question.
    RESOLVED,
    /// To the staff: what to do this morning.
    STAFF_DIGEST,
    /// To the staff: what cannot wait.
    STAFF_ALERT;

    /// Lower-case kebab: `delay-known`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The customer is to do or to decide something: what we ask stands before what we do.
    public boolean asksCustomer() {
        return switch (this) {
            case ADDRESS_NEEDED,
                    ATTEMPT_FAILED,
                    PICKUP_READY,
                    PICKUP_REMINDER,
                    PICKUP_LAST_DAY,
                    PICKUP_MISSED,
                    DAMAGED_CARRIER,
                    DAMAGED_RECEIVED,
                    LOST,
                    NOT_RECEIVED_ACK,
                    DELIVERED_THIRD_PARTY,
                    RETURNING,
                    CUSTOMS_DOCS,
                    EXCHANGE_BLOCKED,
                    REFUND_LATE_CHECK,
                    REFUND_FAILED -> true;
            case SHIPPED,
                    NOT_LEFT_YET,
                    DELAY_KNOWN,
                    DELAY_UNKNOWN,
                    MASS_DELAY,
                    SEARCHING,
                    STILL_SEARCHING,
                    REPORT_RECEIVED,
                    DELIVERED,
                    PARTIAL_ORDER,
                    NEW_NUMBER,
                    RETURN_RECEIVED,
                    EXCHANGE_PROMISED,
                    EXCHANGE_SHIPPED,
                    REFUND_DECIDED,
                    REFUND_TRIGGERED,
                    GOODWILL,
                    RESOLVED,
                    STAFF_DIGEST,
                    STAFF_ALERT -> false;
        };
    }

    /// The customer may choose between a new parcel and a refund.
    public boolean offersChoice() {
        return this == LOST
                || this == DAMAGED_CARRIER
                || this == RETURNING
                || this == PICKUP_MISSED
                || this == EXCHANGE_BLOCKED;
    }

    /// Tells of mere progress, which a customer may have stopped; everything else he is told in any case.
    public boolean isProgress() {
        return this == SHIPPED || this == PARTIAL_ORDER || this == EXCHANGE_SHIPPED || this == DELIVERED;
    }

    /// Written to the staff and not to a customer.
    public boolean isForStaff() {
        return this == STAFF_DIGEST || this == STAFF_ALERT;
    }
}
