package prevenance.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierReport;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// What a parcel's row will say after an outcome: what it said, changed step by step.
///
/// @param told whether the carrier said or took back anything
record ParcelUpdate(
        TrackingStatus status,
        @Nullable Instant statusAt,
        @Nullable Instant lastEventAt,
        @Nullable Instant firstScanAt,
        @Nullable Instant deliveredAt,
        @Nullable LocalDate estimatedDate,
        @Nullable String pickupPlace,
        @Nullable LocalDate pickupUntilDate,
        @Nullable String customerPage,
        @Nullable Instant lastAnsweredAt,
        @Nullable Instant unknownSince,
        int failedPolls,
        @Nullable String lastDetail,
        boolean told) {
    static ParcelUpdate keeping(WatchedParcel parcel) {
        return new ParcelUpdate(
                parcel.status(),
                parcel.statusAt(),
                parcel.lastEventAt(),
                parcel.firstScanAt(),
                parcel.deliveredAt(),
                parcel.estimatedDate(),
                parcel.pickupPlace(),
                parcel.pickupUntilDate(),
                parcel.customerPage(),
                parcel.lastAnsweredAt(),
                parcel.unknownSince(),
                parcel.failedPolls(),
                null,
                false);
    }

    /// The carrier answered, which ends every row of failures.
    ParcelUpdate answeredAt(Instant now) {
        return new ParcelUpdate(
                status,
                statusAt,
                lastEventAt,
                firstScanAt,
                deliveredAt,
                estimatedDate,
                pickupPlace,
                pickupUntilDate,
                customerPage,
                now,
                unknownSince,
                0,
                lastDetail,
                told);
    }

    ParcelUpdate unknownSince(@Nullable Instant since) {
        return new ParcelUpdate(
                status,
                statusAt,
                lastEventAt,
                firstScanAt,
                deliveredAt,
                estimatedDate,
                pickupPlace,
                pickupUntilDate,
                customerPage,
                lastAnsweredAt,
                since,
                failedPolls,
                lastDetail,
                told);
    }

    ParcelUpdate failedPolls(int failures) {
        return new ParcelUpdate(
                status,
                statusAt,
                lastEventAt,
                firstScanAt,
                deliveredAt,
                estimatedDate,
                pickupPlace,
                pickupUntilDate,
                customerPage,
                lastAnsweredAt,
                unknownSince,
                failures,
                lastDetail,
                told);
    }

    ParcelUpdate detail(String detail) {
        return new ParcelUpdate(
                status,
                statusAt,
                lastEventAt,
                firstScanAt,
                deliveredAt,
                estimatedDate,
                pickupPlace,
                pickupUntilDate,
                customerPage,
                lastAnsweredAt,
                unknownSince,
                failedPolls,
                detail,
                told);
    }

    /// Where the parcel stands by all that is known of it.
    ParcelUpdate story(ParcelHistory history, boolean told) {
        return new ParcelUpdate(
                history.status(),
                history.current().map(TrackingEvent::occurredAt).orElse(null),
                history.lastEventAt().orElse(null),
                history.firstScan().map(TrackingEvent::occurredAt).orElse(null),
                history.current()
                        .filter(event -> event.status().milestone() == Milestone.DELIVERED)
                        .map(TrackingEvent::occurredAt)
                        .orElse(null),
                estimatedDate,
                pickupPlace,
                pickupUntilDate,
                customerPage,
                lastAnsweredAt,
                unknownSince,
                failedPolls,
                lastDetail,
                told);
    }

    /// What the carrier says beside the statements.
    ParcelUpdate report(CarrierReport report) {
        return new ParcelUpdate(
                status,
                statusAt,
                lastEventAt,
                firstScanAt,
                deliveredAt,
                report.estimatedDelivery(),
                report.pickupPlace(),
                report.pickupUntil(),
                report.customerPage() == null ? customerPage : report.customerPage(),
                lastAnsweredAt,
                unknownSince,
                failedPolls,
                lastDetail,
                told);
    }

    /// Whether there is something new to judge: a statement, another fact, or the first answer.
    boolean differsFrom(WatchedParcel parcel) {
        return told
                || status != parcel.status()
                || !Objects.equals(estimatedDate, parcel.estimatedDate())
                || !Objects.equals(pickupPlace, parcel.pickupPlace())
                || !Objects.equals(pickupUntilDate, parcel.pickupUntilDate())
                || !Objects.equals(customerPage, parcel.customerPage())
                || (unknownSince == null) != (parcel.unknownSince() == null)
                || (lastAnsweredAt == null) != (parcel.lastAnsweredAt() == null);
    }
}
