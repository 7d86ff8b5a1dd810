package prevenance.watch;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierReport;

/// What the carrier says of a parcel beside its statements, by its newest answer.
///
/// @param estimatedDate   its current estimate of the delivery; null when it gives none
/// @param promisedDate    the day to which it commits itself; null when it commits itself to none
/// @param proof           a reference of its proof of delivery, or an https link to it; null when it names none
/// @param pickupPlace     where the parcel can be fetched; null when it is not told
/// @param pickupUntilDate last day there; null when it is not told
/// @param customerPage    the carrier's page for this parcel; null when it has none
public record Announced(
        @Nullable LocalDate estimatedDate,
        @Nullable LocalDate promisedDate,
        @Nullable String proof,
        @Nullable String pickupPlace,
        @Nullable LocalDate pickupUntilDate,
        @Nullable String customerPage) {
    /// A carrier that says nothing beside its statements.
    public static final Announced NOTHING = new Announced(null, null, null, null, null, null);

    /// A carrier that neither promises nor proves.
    public Announced(
            @Nullable LocalDate estimatedDate,
            @Nullable String pickupPlace,
            @Nullable LocalDate pickupUntilDate,
            @Nullable String customerPage) {
        this(estimatedDate, null, null, pickupPlace, pickupUntilDate, customerPage);
    }

    /// What a newer answer makes of it: a page or a proof once told stays, all else is as the answer says.
    Announced by(CarrierReport report) {
        return new Announced(
                report.estimatedDelivery(),
                report.promisedDelivery(),
                report.proofOfDelivery() == null ? proof : report.proofOfDelivery(),
                report.pickupPlace(),
                report.pickupUntil(),
                report.customerPage() == null ? customerPage : report.customerPage());
    }

    /// Whether the proof can be opened; else it is a reference to name to the carrier.
    public boolean isProofLink() {
        return proof != null && proof.startsWith("https://");
    }
}
