package prevenance.carrier;

import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingEvent;

/// What of an answer somebody should look at.
///
/// @param unmapped       of statements that no table knows, by [prevenance.tracking.TrackingEvent#identity], the key
///                       that a table would have to list; none where the carrier has no codes
/// @param contradictions in the order of the history
public record Doubts(Map<String, String> unmapped, List<Contradiction> contradictions) {
    /// Whether a statement has no meaning because its words deny its code, which a table does know.
    public boolean isDenied(TrackingEvent event) {
        return contradictions.stream()
                .anyMatch(one -> one.kind() == Contradiction.Kind.WORDS_DENY_THE_END
                        && one.event().equals(event));
    }

    /// Nothing to look at.
    public static final Doubts NONE = new Doubts(Map.of(), List.of());

    public Doubts {
        unmapped = Map.copyOf(unmapped);
        contradictions = List.copyOf(contradictions);
    }
}
