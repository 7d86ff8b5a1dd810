package prevenance.fault;

import java.time.Instant;

/// One statement of a carrier.
///
/// @param code    in the carrier's own words
/// @param at      when it happened, as the carrier says
/// @param visible from when on the carrier tells it
record Said(String code, String label, Instant at, Instant visible) {}
