package prevenance.watch;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierReport;

/// What the carrier says of a parcel beside its statements, by its newest answer.
///
/// @param estimatedDate   its current estimate of the delivery; null when it gives none
/// @param pickupPlace     where the parcel can be fetched; null when it is not told
/// @param pickupUntilDate last day there; null when it is not told
/// @param customerPage    the carrier's page for this parcel; null when it has none
public record Announced(
        @Nullable LocalDate estimatedDate,
        @Nullable String pickupPlace,
        @Nullable LocalDate pickupUntilDate,
        @Nullable String customerPage) {
    /// A carrier that says nothing beside its statements.
    public static final Announced NOTHING = new Announced(null, null, null, null);

    /// What a newer answer makes of it: a page once told stays, all else is as the answer says.
    Announced by(CarrierReport report) {
        return new Announced(
                report.estimatedDelivery(),
                report.pickupPlace(),
                report.pickupUntil(),
                report.customerPage() == null ? customerPage : report.customerPage());
    }
}
