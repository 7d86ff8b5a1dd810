package prevenance.carrier;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the polling side needs to know of a carrier.
///
/// @param code      lower-case kebab, the folder's name
/// @param name      as customers know it
/// @param batchSize numbers per request, at least 1
/// @param limits    as declared by the carrier or overridden by the shop; all hold at once
/// @param inFlight  requests under way at the same time, at least 1
/// @param zone      where the carrier's own calendar is kept
/// @param needs     what a parcel must have to be asked about
/// @param carriers  those an aggregator asks on our behalf; none for a carrier that takes its parcels itself
/// @param registration how numbers are registered before they can be asked about; null when they need not be
public record CarrierTraits(
        String code,
        String name,
        int batchSize,
        List<RateLimit> limits,
        int inFlight,
        ZoneId zone,
        Set<Need> needs,
        CarrierList carriers,
        @Nullable Registration registration) {
    /// How numbers are registered.
    ///
    /// @param batchSize numbers per request, at least 1
    /// @param limits    of registrations alone; all hold at once
    /// @param firstLook how long after it a number is asked about first
    public record Registration(int batchSize, List<RateLimit> limits, Duration firstLook) {}

    /// A carrier that takes its parcels itself and wants none registered.
    public CarrierTraits(
            String code,
            String name,
            int batchSize,
            List<RateLimit> limits,
            int inFlight,
            ZoneId zone,
            Set<Need> needs) {
        this(code, name, batchSize, limits, inFlight, zone, needs, CarrierList.none(), null);
    }

    /// A carrier that needs nothing but the number, takes its parcels itself and wants none registered.
    public CarrierTraits(String code, String name, int batchSize, List<RateLimit> limits, int inFlight, ZoneId zone) {
        this(code, name, batchSize, limits, inFlight, zone, Set.of(), CarrierList.none(), null);
    }

    /// The registrations as a carrier of their own, whose limits are counted apart; null when there are none.
    public @Nullable CarrierTraits ofRegistration() {
        return registration == null
                ? null
                : new CarrierTraits(
                        code + "/registration",
                        name,
                        registration.batchSize(),
                        registration.limits(),
                        1,
                        zone,
                        Set.of(),
                        carriers,
                        null);
    }
}
