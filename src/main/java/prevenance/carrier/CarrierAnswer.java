package prevenance.carrier;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import prevenance.tracking.TrackingNumber;

/// What came of one request.
///
/// @param outcomes for every number asked, exactly once
/// @param replies  what was replied about a number; absent where nothing came, or where a token could not be had
public record CarrierAnswer(Map<TrackingNumber, PollOutcome> outcomes, Map<TrackingNumber, CarrierReply> replies) {
    /// With the outcomes of numbers that were not asked, in the order of the queries.
    CarrierAnswer with(Map<TrackingNumber, PollOutcome> notAsked, List<TrackingQuery> queries) {
        Map<TrackingNumber, PollOutcome> all = new LinkedHashMap<>();
        for (TrackingQuery query : queries) {
            PollOutcome outcome = notAsked.get(query.number());
            all.put(query.number(), outcome == null ? Objects.requireNonNull(outcomes.get(query.number())) : outcome);
        }
        return new CarrierAnswer(all, replies);
    }
}
