package prevenance.carrier;

import java.util.Map;
import prevenance.tracking.TrackingNumber;

/// What came of one request.
///
/// @param outcomes for every number asked, exactly once
/// @param replies  what was replied about a number; absent where nothing came, or where a token could not be had
public record CarrierAnswer(Map<TrackingNumber, PollOutcome> outcomes, Map<TrackingNumber, CarrierReply> replies) {}
