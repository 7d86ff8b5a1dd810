package prevenance.carrier;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Finds in one answer what cannot be true together.
final class Contradictions {
    private Contradictions() {}

    /// @param meanings by the identity of the statement
    static Doubts in(ParcelHistory history, Map<String, MeaningReader.Meaning> meanings) {
        Map<String, String> unmapped = new HashMap<>();
        List<Contradiction> found = new ArrayList<>();
        boolean returned = false;
        boolean delivered = false;
        for (TrackingEvent event : history.events()) {
            MeaningReader.Meaning meaning = meanings.get(event.identity());
            TrackingStatus code = meaning == null ? null : meaning.byCode();
            boolean unknown = event.status() == TrackingStatus.UNKNOWN_UNMAPPED && code == null;
            if (meaning != null && meaning.key() != null && unknown) {
                unmapped.put(event.identity(), meaning.key());
            }
            if (event.informational()) {
                continue;
            }
            // What was made of it by its words and the code, before the history turned a delivery into a return.
            TrackingStatus said = meaning == null ? event.status() : meaning.status();
            if (code != null) {
                byWords(event, code, said).ifPresent(found::add);
            }
            if (returned && said.milestone() == Milestone.DELIVERED) {
                found.add(new Contradiction(Contradiction.Kind.DELIVERED_AFTER_RETURN, event, said));
            }
            if (delivered && isUnderWay(said)) {
                found.add(new Contradiction(Contradiction.Kind.MOVING_AFTER_DELIVERY, event, said));
            }
            returned = returned || said == TrackingStatus.RETURN_ARRIVED;
            delivered = event.status().milestone() == Milestone.DELIVERED
                    || delivered && event.status().milestone() == Milestone.UNKNOWN;
        }
        return new Doubts(unmapped, found);
    }

    private static Optional<Contradiction> byWords(TrackingEvent event, TrackingStatus code, TrackingStatus said) {
        String folded = Accents.fold(event.carrierText());
        if (said == TrackingStatus.UNKNOWN_UNMAPPED && StatementWords.deny(code, folded)) {
            return Optional.of(new Contradiction(Contradiction.Kind.WORDS_DENY_THE_END, event, code));
        }
        return said != TrackingStatus.UNKNOWN_UNMAPPED && StatementWords.sayDelivery(said, folded)
                ? Optional.of(new Contradiction(Contradiction.Kind.WORDS_SAY_DELIVERED, event, code))
                : Optional.empty();
    }

    /// Somewhere on its way to the recipient.
    private static boolean isUnderWay(TrackingStatus status) {
        return switch (status.milestone()) {
            case ANNOUNCED, ACCEPTED, IN_TRANSIT, HELD, OUT_FOR_DELIVERY, ATTEMPT_FAILED, AVAILABLE_FOR_PICKUP -> true;
            case UNKNOWN, EXCEPTION, RETURNING, RETURNED, DELIVERED -> false;
        };
    }
}
