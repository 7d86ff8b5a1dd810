package prevenance.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.assess.OrderFacts;
import prevenance.assess.Surroundings;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;
import prevenance.watch.Agenda;
import prevenance.watch.Announced;
import prevenance.watch.FeedOutage;
import prevenance.watch.LastLook;
import prevenance.watch.Standing;
import prevenance.watch.WatchedParcel;

/// Takes back from a parcel's row what was not yet known at an instant.
///
/// Not kept over time, and so left out: the carrier's estimates and what customers reported. What the carrier said of
/// the pickup point counts as known from the arrival there on.
final class AsItWas {
    private AsItWas() {}

    /// @param known what was known then
    static WatchedParcel parcel(PastParcel past, ParcelHistory known, Instant now) {
        WatchedParcel end = past.parcel();
        boolean silent = known.events().isEmpty();
        boolean arrived =
                known.events().stream().anyMatch(event -> event.status().milestone() == Milestone.AVAILABLE_FOR_PICKUP);
        Long replacedBy = end.replacedBy();
        boolean replaced = replacedBy != null
                && past.siblings().stream()
                        .anyMatch(other ->
                                other.id() == replacedBy && !other.importedAt().isAfter(now));
        Instant answered = answeredAt(past.outages(), end.importedAt(), now);
        return end.knowing(
                Standing.of(known),
                new Announced(
                        null,
                        arrived ? end.pickupPlace() : null,
                        arrived ? end.pickupUntilDate() : null,
                        end.customerPage()),
                new LastLook(
                        answered,
                        answered,
                        silent ? "not found" : "answered",
                        null,
                        0,
                        silent ? end.importedAt() : null),
                new Agenda(null, now, now),
                replaced ? replacedBy : null);
    }

    static Surroundings around(PastParcel past, TransitModel model, Instant now) {
        return new Surroundings(
                past.outages().stream()
                        .filter(outage -> outage.beganAt().isBefore(now))
                        .map(outage -> isOverAt(outage, now) ? outage : stillDown(outage))
                        .toList(),
                new OrderFacts(
                        past.siblings().stream()
                                .filter(other -> !other.importedAt().isAfter(now))
                                .map(other -> sibling(other, now))
                                .toList(),
                        null,
                        List.of()),
                model);
    }

    private static boolean isOverAt(FeedOutage outage, Instant now) {
        Instant ended = outage.endedAt();
        return ended != null && !ended.isAfter(now);
    }

    private static FeedOutage stillDown(FeedOutage outage) {
        return new FeedOutage(outage.carrier(), outage.beganAt(), null, outage.cause(), outage.detail());
    }

    /// A carrier that could be read was read; null when the feed has been down ever since we knew the parcel.
    private static @Nullable Instant answeredAt(List<FeedOutage> outages, Instant importedAt, Instant now) {
        for (FeedOutage outage : outages) {
            if (outage.within(now.minus(Duration.ofMillis(1)), now).isPositive()) {
                return outage.beganAt().isBefore(importedAt) ? null : outage.beganAt();
            }
        }
        return now;
    }

    /// Of a sibling only the end is at hand: before its last statement it counts as under way.
    private static WatchedParcel sibling(WatchedParcel end, Instant now) {
        Instant statusAt = end.statusAt();
        if (statusAt == null || !statusAt.isAfter(now)) {
            return end;
        }
        Instant scanned = end.firstScanAt();
        boolean underWay = scanned != null && !scanned.isAfter(now);
        TrackingStatus status = underWay ? TrackingStatus.TRANSIT_MOVING : TrackingStatus.PRE_NO_DATA;
        Instant movedAt = underWay ? scanned : null;
        return end.knowing(
                new Standing(status, movedAt, movedAt, movedAt, null),
                new Announced(null, null, null, end.customerPage()),
                new LastLook(now, now, "answered", null, 0, null),
                new Agenda(null, now, now),
                null);
    }
}
