package prevenance.transit;

import java.time.Duration;
import prevenance.tracking.TrackingStatus;

/// The silence after a kind of statement that 99 of 100 finally delivered parcels of a carrier never exceeded.
///
/// @param limit      calendar time
/// @param sampleSize delivered parcels behind it
public record UsualSilence(String carrier, TrackingStatus status, Duration limit, int sampleSize) {}
