package prevenance.carrier;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// What the polling side needs to know of a carrier.
///
/// @param code      lower-case kebab, the folder's name
/// @param name      as customers know it
/// @param batchSize numbers per request, at least 1
/// @param limits    as declared by the carrier or overridden by the shop; all hold at once
/// @param inFlight  requests under way at the same time, at least 1
/// @param zone      where the carrier's own calendar is kept
/// @param needs     what a parcel must have to be asked about
public record CarrierTraits(
        String code, String name, int batchSize, List<RateLimit> limits, int inFlight, ZoneId zone, Set<Need> needs) {
    /// A carrier that needs nothing but the number.
    public CarrierTraits(String code, String name, int batchSize, List<RateLimit> limits, int inFlight, ZoneId zone) {
        this(code, name, batchSize, limits, inFlight, zone, Set.of());
    }
}
