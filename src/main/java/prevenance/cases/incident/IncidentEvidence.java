package prevenance.cases.incident;

import java.util.Map;

/// The counts and limits that made flags an incident, as they were then.
///
/// @param parcels      with a new flag in the window
/// @param minutes      from the first of these flags to the last
/// @param usual        parcels usual there in that window of the day
/// @param days         days of history behind that; 0: nothing is known yet
/// @param limit        so many parcels were needed
/// @param burst        parcels within the ten minutes of a burst
/// @param underWay     the carrier's parcels then under way
/// @param kinds        new flags by kind
public record IncidentEvidence(
        int parcels,
        long minutes,
        double usual,
        int days,
        int limit,
        int burst,
        long underWay,
        Map<String, Integer> kinds) {
    public IncidentEvidence {
        kinds = Map.copyOf(kinds);
    }
}
