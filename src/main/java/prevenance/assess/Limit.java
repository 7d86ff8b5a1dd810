package prevenance.assess;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The limits that rules go by. Their values stand in the threshold book, and each can be set in the
/// configuration under its key.
public enum Limit {
    /// How long after dispatch a carrier may not know a number.
    UNKNOWN_AFTER(Measure.HOURS, FlagKind.NUMBER_UNKNOWN),
    /// Until staff look at a parcel that was only announced.
    NOT_HANDED_OVER_DAYS(Measure.BUSINESS_DAYS, FlagKind.NOT_HANDED_OVER),
    NOT_HANDED_OVER_CUSTOMER_DAYS(Measure.BUSINESS_DAYS, FlagKind.NOT_HANDED_OVER),
    /// Without progress within one country.
    STALLED_DAYS(Measure.BUSINESS_DAYS, FlagKind.STALLED),
    STALLED_CUSTOMER_DAYS(Measure.BUSINESS_DAYS, FlagKind.STALLED),
    /// Without progress between two countries.
    STALLED_INTERNATIONAL_DAYS(Measure.BUSINESS_DAYS, FlagKind.STALLED),
    STALLED_INTERNATIONAL_CUSTOMER_DAYS(Measure.BUSINESS_DAYS, FlagKind.STALLED),
    /// Scans go on at the same stage and place.
    NO_PROGRESS_DAYS(Measure.DAYS, FlagKind.NO_PROGRESS_LOOP),
    /// After the promise.
    LATE_DAYS(Measure.BUSINESS_DAYS, FlagKind.LATE),
    LATE_CUSTOMER_DAYS(Measure.BUSINESS_DAYS, FlagKind.LATE),
    /// How long a parcel waits to be collected, the day of arrival not counted. Where it is unknown no
    /// last day is named.
    PICKUP_HOLD_DAYS(Measure.DAYS, FlagKind.PICKUP_WAITING),
    /// Before the last one, to remind.
    PICKUP_REMINDER_DAYS(Measure.DAYS, FlagKind.PICKUP_WAITING),
    /// For booking in what came back.
    RETURNED_DAYS(Measure.BUSINESS_DAYS, FlagKind.RETURNED),
    /// Without any statement within one country, when the promise has passed.
    LOST_DAYS(Measure.DAYS, FlagKind.LOST_SUSPECTED),
    /// The same when nothing was promised.
    LOST_UNPROMISED_DAYS(Measure.DAYS, FlagKind.LOST_SUSPECTED),
    /// Without any statement between two countries.
    LOST_INTERNATIONAL_DAYS(Measure.DAYS, FlagKind.LOST_SUSPECTED),
    CUSTOMS_HELD_DAYS(Measure.BUSINESS_DAYS, FlagKind.CUSTOMS_HELD),
    /// A parcel of the order came, and this one is so far behind.
    PARTIAL_ORDER_DAYS(Measure.BUSINESS_DAYS, FlagKind.PARTIAL_ORDER),
    /// After a replacement was promised.
    REPLACEMENT_DAYS(Measure.BUSINESS_DAYS, FlagKind.REPLACEMENT_SILENT),
    /// Before the last day to claim.
    CLAIM_WARNING_DAYS(Measure.DAYS, FlagKind.CLAIM_DEADLINE),
    /// After the day a refund became due, of the legal fourteen.
    REFUND_WARNING_DAYS(Measure.DAYS, FlagKind.REFUND_DUE),
    /// After the contract, of the legal thirty.
    LEGAL_DELIVERY_WARNING_DAYS(Measure.DAYS, FlagKind.LEGAL_DELIVERY_30D),
    /// Watched without an end.
    TRACKING_END_DAYS(Measure.DAYS, FlagKind.TRACKING_END),
    /// To claim for a loss, after dispatch.
    CLAIM_LOSS_DAYS(Measure.DAYS, FlagKind.CLAIM_DEADLINE),
    /// To claim for a damage, after delivery, or after dispatch when there was none.
    CLAIM_DAMAGE_DAYS(Measure.DAYS, FlagKind.CLAIM_DEADLINE),
    /// To claim for lateness, after delivery, or after dispatch when there was none.
    CLAIM_LATE_DAYS(Measure.DAYS, FlagKind.CLAIM_DEADLINE),
    /// From when a carrier takes an inquiry, after the last statement or the day it was due.
    INQUIRY_AFTER(Measure.HOURS, null),
    /// The carrier's answer to an inquiry.
    INQUIRY_ANSWER_DAYS(Measure.DAYS, null),
    /// To dispute a delivery with the carrier, after it.
    DISPUTE_DAYS(Measure.DAYS, null),
    /// What a carrier said so long before dispatch is about an earlier parcel of the same number. Holds for a carrier
    /// as
    /// a whole.
    OLD_EVENTS_MARGIN(Measure.HOURS, null),
    /// The weekdays that count.
    WORKING_DAYS(Measure.WEEKDAYS, null),
    /// What is handed over later counts from the next business day.
    CUT_OFF(Measure.TIME, null);

    private final Measure measure;
    private final @Nullable FlagKind kind;

    Limit(Measure measure, @Nullable FlagKind kind) {
        this.measure = measure;
        this.kind = kind;
    }

    /// The name in configuration and book, such as `stalled-days`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// In what it is usually counted; an entry of the book may count otherwise.
    public Measure measure() {
        return measure;
    }

    /// Cannot be told apart by shop, service, country or place.
    boolean isOfTheWholeCarrier() {
        return this == OLD_EVENTS_MARGIN;
    }

    /// The flag it decides; empty for one that serves several.
    public Optional<FlagKind> kind() {
        return Optional.ofNullable(kind);
    }

    /// The limit of that name; empty when there is none.
    public static Optional<Limit> find(String key) {
        for (Limit limit : values()) {
            if (limit.key().equals(key)) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }
}
