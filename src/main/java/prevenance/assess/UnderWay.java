package prevenance.assess;

import java.time.Instant;
import java.util.Optional;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.Journey;
import prevenance.transit.Lane;
import prevenance.watch.CustomerOrder;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// A dossier as the learned transit times see it.
public final class UnderWay {
    private UnderWay() {}

    /// Empty for a parcel that the customer sends, one that was not handed over yet as far as is known, and one whose
    /// journey has ended.
    public static Optional<Journey> of(Dossier dossier) {
        WatchedParcel parcel = dossier.parcel();
        Story story = dossier.story();
        Optional<Instant> handedOver = story.history()
                .firstScan()
                .map(TrackingEvent::occurredAt)
                .or(() -> Optional.ofNullable(parcel.shippedAt()));
        if (parcel.leg() == Leg.RETURN || story.isOver() || handedOver.isEmpty()) {
            return Optional.empty();
        }
        CustomerOrder order = dossier.order();
        Optional<TrackingEvent> last = story.history().last(_ -> true);
        String origin = parcel.shipment().origin().country();
        return Optional.of(new Journey(
                new Lane(
                        parcel.carrier(),
                        parcel.service(),
                        origin == null ? dossier.settings().originCountry() : origin,
                        origin == null
                                ? dossier.settings().originPostcode()
                                : parcel.shipment().origin().postcode(),
                        order.country(),
                        order.postcode()),
                order.orderedAt(),
                handedOver.get(),
                dossier.promiseEnd().orElse(null),
                story.milestone(),
                last.map(TrackingEvent::status).orElse(null),
                last.map(TrackingEvent::occurredAt).orElse(null),
                dossier.destination().zone()));
    }

    /// Still to come: not at its end, not on its way back, not waiting for its recipient, not declared lost.
    static boolean isStillToCome(Dossier dossier) {
        Story story = dossier.story();
        return story.isOnItsWay()
                || story.milestone() == Milestone.ANNOUNCED
                || story.status() == TrackingStatus.PRE_NO_DATA;
    }
}
