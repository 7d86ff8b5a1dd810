package prevenance.carrier;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingNumber;

/// One parcel to ask a carrier about, with the second keys that some of them want.
///
/// @param postcode the recipient's postcode, null when unknown
/// @param country  the recipient's country, ISO 3166-1 alpha-2, null when unknown
/// @param shipDate when it was handed over, null when unknown
/// @param service  the carrier's product as the shop names it, null when unknown
public record TrackingQuery(
        TrackingNumber number,
        @Nullable String postcode,
        @Nullable String country,
        @Nullable LocalDate shipDate,
        @Nullable String service) {
    /// A parcel whose service is unknown.
    public TrackingQuery(
            TrackingNumber number, @Nullable String postcode, @Nullable String country, @Nullable LocalDate shipDate) {
        this(number, postcode, country, shipDate, null);
    }
}
