package prevenance.demo;

import java.time.Instant;
import java.time.ZonedDateTime;
import prevenance.tracking.TrackingStatus;

/// One thing that happens to a parcel, in our words; the carrier's desk puts it into the carrier's.
record Step(Instant at, TrackingStatus status, Place place) {
    /// On the clock of the place.
    ZonedDateTime local() {
        return at.atZone(place.zone());
    }
}
