package prevenance.carrier;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;

/// What one answer says about one parcel.
///
/// @param history           the statements, translated
/// @param estimatedDelivery the carrier's own estimate, at the destination; null when it gives none
/// @param promisedDelivery  the day to which the carrier commits itself, at the destination; null when it gives none
/// @param proofOfDelivery   its reference, or an https link to it; null when the carrier names none
/// @param pickupPlace       name and place of the pickup point, null when none
/// @param pickupUntil       last day of the pickup point's hold as the carrier says, null when it does not
/// @param doubts            what somebody should look at
/// @param customerPage      the carrier's page for the recipient, null when the definition has none
public record CarrierReport(
        ParcelHistory history,
        @Nullable LocalDate estimatedDelivery,
        @Nullable LocalDate promisedDelivery,
        @Nullable String proofOfDelivery,
        @Nullable String pickupPlace,
        @Nullable LocalDate pickupUntil,
        @Nullable String customerPage,
        Doubts doubts) {
    /// An answer in which nothing is doubtful.
    public CarrierReport(
            ParcelHistory history,
            @Nullable LocalDate estimatedDelivery,
            @Nullable LocalDate promisedDelivery,
            @Nullable String proofOfDelivery,
            @Nullable String pickupPlace,
            @Nullable LocalDate pickupUntil,
            @Nullable String customerPage) {
        this(
                history,
                estimatedDelivery,
                promisedDelivery,
                proofOfDelivery,
                pickupPlace,
                pickupUntil,
                customerPage,
                Doubts.NONE);
    }

    /// An answer of a carrier that neither promises nor proves.
    public CarrierReport(
            ParcelHistory history,
            @Nullable LocalDate estimatedDelivery,
            @Nullable String pickupPlace,
            @Nullable LocalDate pickupUntil,
            @Nullable String customerPage) {
        this(history, estimatedDelivery, null, null, pickupPlace, pickupUntil, customerPage);
    }
}
