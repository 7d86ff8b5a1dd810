package prevenance.intake;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/// What a row says about a parcel. What is null was not said.
///
/// @param promiseFrom   start of the promised window, at the destination
/// @param promiseUntil  its end
/// @param originCountry where it leaves from, ISO 3166-1 alpha-2
/// @param realCarrier   who takes it, as people call it, where an aggregator is asked about it
record ParcelFields(
        @Nullable Instant shippedAt,
        @Nullable LocalDate promiseDate,
        @Nullable LocalTime promiseFrom,
        @Nullable LocalTime promiseUntil,
        @Nullable String service,
        @Nullable Long valueMinor,
        @Nullable String currency,
        @Nullable String items,
        @Nullable String originCountry,
        @Nullable String originPostcode,
        @Nullable String realCarrier) {
    /// These, and where they say nothing, the others. Another day promised has its own window, or none;
    /// another country its own postcode.
    ParcelFields over(ParcelFields others) {
        boolean sameDay = promiseDate == null || promiseDate.equals(others.promiseDate);
        boolean sameCountry = originCountry == null || originCountry.equals(others.originCountry);
        return new ParcelFields(
                shippedAt == null ? others.shippedAt : shippedAt,
                promiseDate == null ? others.promiseDate : promiseDate,
                promiseFrom == null && sameDay ? others.promiseFrom : promiseFrom,
                promiseUntil == null && sameDay ? others.promiseUntil : promiseUntil,
                service == null ? others.service : service,
                valueMinor == null ? others.valueMinor : valueMinor,
                valueMinor == null ? others.currency : currency,
                items == null ? others.items : items,
                originCountry == null ? others.originCountry : originCountry,
                originPostcode == null && sameCountry ? others.originPostcode : originPostcode,
                realCarrier == null ? others.realCarrier : realCarrier);
    }
}
