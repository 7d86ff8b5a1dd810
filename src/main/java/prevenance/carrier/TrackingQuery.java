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
/// @param carrier  an aggregator's own code of the carrier that takes the parcel; null when unknown, and for carriers
///                 that ask for nobody but themselves
public record TrackingQuery(
        TrackingNumber number,
        @Nullable String postcode,
        @Nullable String country,
        @Nullable LocalDate shipDate,
        @Nullable String service,
        @Nullable String carrier) {
    /// Of a carrier that takes its parcels itself.
    public TrackingQuery(
            TrackingNumber number,
            @Nullable String postcode,
            @Nullable String country,
            @Nullable LocalDate shipDate,
            @Nullable String service) {
        this(number, postcode, country, shipDate, service, null);
    }

    /// A parcel whose service is unknown.
    public TrackingQuery(
            TrackingNumber number, @Nullable String postcode, @Nullable String country, @Nullable LocalDate shipDate) {
        this(number, postcode, country, shipDate, null);
    }
}
