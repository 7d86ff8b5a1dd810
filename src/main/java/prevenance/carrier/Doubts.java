package prevenance.carrier;

import java.util.List;
import java.util.Map;

/// What of an answer somebody should look at.
///
/// @param unmapped       of statements that no table knows, by [prevenance.tracking.TrackingEvent#identity], the key
///                       that a table would have to list; none where the carrier has no codes
/// @param contradictions in the order of the history
public record Doubts(Map<String, String> unmapped, List<Contradiction> contradictions) {
    /// Nothing to look at.
    public static final Doubts NONE = new Doubts(Map.of(), List.of());

    public Doubts {
        unmapped = Map.copyOf(unmapped);
        contradictions = List.copyOf(contradictions);
    }
}
