package prevenance.intake;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What a row says about a parcel. What is null was not said.
record ParcelFields(
        @Nullable Instant shippedAt,
        @Nullable LocalDate promiseDate,
        @Nullable String service,
        @Nullable Long valueMinor,
        @Nullable String currency,
        @Nullable String items) {
    /// These, and where they say nothing, the others.
    ParcelFields over(ParcelFields others) {
        return new ParcelFields(
                shippedAt == null ? others.shippedAt : shippedAt,
                promiseDate == null ? others.promiseDate : promiseDate,
                service == null ? others.service : service,
                valueMinor == null ? others.valueMinor : valueMinor,
                valueMinor == null ? others.currency : currency,
                items == null ? others.items : items);
    }
}
