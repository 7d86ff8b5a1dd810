package prevenance.transit;

import java.time.Duration;

/// The silence that 99 of 100 finally delivered parcels never exceeded after such a statement.
///
/// @param limit      calendar time
/// @param sampleSize delivered parcels behind it
/// @param group      the group of parcels it was learned from, for people
public record SilenceLimit(Duration limit, int sampleSize, String group) {}
