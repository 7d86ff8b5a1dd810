package prevenance.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// What the shop told of a parcel when it was imported.
///
/// @param service    the carrier's product, as the shop names it; null when it did not say
/// @param shippedAt  handed over, as the shop says; null when it did not say
/// @param importedAt when we heard of it first
/// @param realCarrier who takes it, as people call it, where an aggregator is asked about it; null when the carrier
///                    that is asked takes it itself
public record Shipment(
        @Nullable String service,
        @Nullable Instant shippedAt,
        Instant importedAt,
        Promise promise,
        Goods goods,
        Origin origin,
        @Nullable String realCarrier) {

    /// Taken by the carrier that is asked.
    public Shipment(
            @Nullable String service,
            @Nullable Instant shippedAt,
            Instant importedAt,
            Promise promise,
            Goods goods,
            Origin origin) {
        this(service, shippedAt, importedAt, promise, goods, origin, null);
    }

    /// What the shop told the buyer of the day; times are the destination's.
    ///
    /// @param date      null when it told nothing
    /// @param fromTime  start of the promised window on that day; null for none
    /// @param untilTime its end; null for the end of the day
    public record Promise(
            @Nullable LocalDate date,
            @Nullable LocalTime fromTime,
            @Nullable LocalTime untilTime) {
        /// A buyer who was told nothing.
        public static final Promise NONE = new Promise(null, null, null);

        /// A whole day.
        public static Promise of(@Nullable LocalDate date) {
            return new Promise(date, null, null);
        }
    }

    /// What is in the box.
    ///
    /// @param valueMinor value in the currency's smallest unit; null when not given
    /// @param currency   ISO 4217; null when no value is given
    /// @param items      in the shop's words; null when not given
    public record Goods(
            @Nullable Long valueMinor,
            @Nullable String currency,
            @Nullable String items) {
        /// A box of which nothing is told.
        public static final Goods UNTOLD = new Goods(null, null, null);
    }

    /// Where it leaves from.
    ///
    /// @param country ISO 3166-1 alpha-2; null for the shop's usual place
    public record Origin(@Nullable String country, @Nullable String postcode) {
        /// The shop's usual place.
        public static final Origin USUAL = new Origin(null, null);
    }

    /// A shop that told nothing but the number.
    public static Shipment untold(Instant importedAt) {
        return new Shipment(null, null, importedAt, Promise.NONE, Goods.UNTOLD, Origin.USUAL);
    }

    /// The same, promised otherwise.
    public Shipment promised(Promise other) {
        return new Shipment(service, shippedAt, importedAt, other, goods, origin, realCarrier);
    }

    /// The same, with other goods.
    public Shipment holding(Goods other) {
        return new Shipment(service, shippedAt, importedAt, promise, other, origin, realCarrier);
    }
}
