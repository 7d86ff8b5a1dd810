package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// What the shop says about an exchange. What is null was not said, and leaves what is known.
///
/// @param order            the shop's order number
/// @param carrier          carrier code; null exactly when there is no number yet
/// @param realCarrier      who takes it, as people call it, where an aggregator is asked about it
/// @param promiseDate      what the customer was told about the replacement
/// @param service          the carrier's product, as the shop names it
/// @param state            [ExchangeState#PROMISED], `RETURN_RECEIVED`, `BLOCKED` or `CANCELLED`; null when a
///                         number or a shipping date says it all
/// @param shipByDate       until when it should leave
/// @param awaitsReturn     whether it leaves only after a return
/// @param returnReceivedAt when the return came
/// @param blockedWhy       why it cannot leave
public record ExchangeNotice(
        String reference,
        String order,
        @Nullable String carrier,
        @Nullable String realCarrier,
        @Nullable TrackingNumber number,
        @Nullable Instant shippedAt,
        @Nullable String items,
        @Nullable LocalDate promiseDate,
        @Nullable String service,
        @Nullable ExchangeState state,
        @Nullable LocalDate shipByDate,
        @Nullable Boolean awaitsReturn,
        @Nullable Instant returnReceivedAt,
        @Nullable BlockedWhy blockedWhy) {
    /// One of which only the parcel is told.
    public ExchangeNotice(
            String reference,
            String order,
            @Nullable String carrier,
            @Nullable TrackingNumber number,
            @Nullable Instant shippedAt,
            @Nullable String items,
            @Nullable LocalDate promiseDate,
            @Nullable String service) {
        this(
                reference,
                order,
                carrier,
                null,
                number,
                shippedAt,
                items,
                promiseDate,
                service,
                null,
                null,
                null,
                null,
                null);
    }
}
