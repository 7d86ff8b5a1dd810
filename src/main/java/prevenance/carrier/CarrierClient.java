package prevenance.carrier;

import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingNumber;

/// Asks carriers. Never throws for what a network or a carrier does; blocks the calling thread, at most for the
/// carrier's call timeout (twice that when a token must be fetched).
public interface CarrierClient {
    /// One request about up to [CarrierTraits#batchSize] parcels of one carrier. The answer holds every number asked,
    /// exactly once.
    Map<TrackingNumber, PollOutcome> track(String carrier, List<TrackingQuery> queries);

    /// As [#track], with the replies themselves, for looking at; one that cannot show them shows none.
    default CarrierAnswer ask(String carrier, List<TrackingQuery> queries) {
        return new CarrierAnswer(track(carrier, queries), Map.of());
    }

    /// Tells an aggregator to watch up to [CarrierTraits.Registration#batchSize] numbers. What is registered already
    /// may be registered again. The answer holds every number, exactly once.
    default Map<TrackingNumber, RegistrationOutcome> register(String carrier, List<TrackingQuery> queries) {
        throw new IllegalArgumentException("nothing is registered with " + carrier);
    }
}
