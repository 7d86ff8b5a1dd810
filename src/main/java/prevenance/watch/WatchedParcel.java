package prevenance.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// One box we watch, with the newest that is known of it. The columns are described in the migration.
///
/// @param shippedAt      handed over, as the shop says; null when it did not say
/// @param promiseDate    what the shop told the buyer; null when it told nothing
/// @param valueMinor     value of the goods in the currency's smallest unit, null when not given
/// @param lastAnsweredAt last poll that the carrier answered, be it "not found"; null before the first
/// @param unknownSince   since when the carrier answers "not found"; null when it knows the number or was never asked
/// @param nextPollAt     null when it is no longer asked about
/// @param assessAfter    null when there is nothing to judge any more
/// @param deskDueAt      null when the desk has seen all
/// @param promiseFromTime  start of the promised window on the promised day, at the destination; null for none
/// @param promiseUntilTime its end; null for the end of the day
/// @param originCountry  where it leaves from; null for the shop's usual place
/// @param replacedBy     the parcel whose number has taken its place; null for none
/// @param firstScanAt    the carrier's first physical scan; null before it
/// @param deliveredAt    when the recipient got it, as the carrier says; null before
public record WatchedParcel(
        long id,
        long orderId,
        String carrier,
        TrackingNumber trackingNumber,
        Leg leg,
        @Nullable String service,
        @Nullable Instant shippedAt,
        @Nullable LocalDate promiseDate,
        @Nullable Long valueMinor,
        @Nullable String currency,
        @Nullable String items,
        Instant importedAt,
        TrackingStatus status,
        Milestone milestone,
        @Nullable Instant statusAt,
        @Nullable Instant lastEventAt,
        @Nullable LocalDate estimatedDate,
        @Nullable String pickupPlace,
        @Nullable LocalDate pickupUntilDate,
        @Nullable String customerPage,
        @Nullable Instant nextPollAt,
        @Nullable Instant lastPolledAt,
        @Nullable Instant lastAnsweredAt,
        @Nullable String lastOutcome,
        @Nullable String lastDetail,
        int failedPolls,
        @Nullable Instant unknownSince,
        @Nullable Instant assessAfter,
        @Nullable Instant deskDueAt,
        @Nullable LocalTime promiseFromTime,
        @Nullable LocalTime promiseUntilTime,
        @Nullable String originCountry,
        @Nullable String originPostcode,
        @Nullable Long replacedBy,
        @Nullable Instant firstScanAt,
        @Nullable Instant deliveredAt) {}
