package prevenance.assess;

import java.util.Optional;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Why a flag ends, as a reason.
final class Closing {
    /// A person has dealt with it.
    static final Reason BY_STAFF = Facts.of("closed.by-staff").reason();

    private Closing() {}

    static Reason of(FlagKind kind, Dossier dossier, Judgement judgement) {
        FlagKind graver = judgement.superseded().get(kind);
        if (graver != null) {
            return Facts.of("closed.superseded").with("by", graver.name()).reason();
        }
        Optional<TrackingEvent> standing = dossier.story().standing();
        if (standing.isEmpty()) {
            return Facts.of("closed.no-longer").reason();
        }
        return Facts.of(key(kind, standing.get().status()))
                .statement(dossier, standing.get())
                .reason();
    }

    private static String key(FlagKind kind, TrackingStatus status) {
        if (status.milestone() == Milestone.DELIVERED) {
            return "closed.delivered";
        }
        if (status.milestone() == Milestone.RETURNED) {
            return "closed.returned";
        }
        if (status == TrackingStatus.CANCELLED) {
            return "closed.cancelled";
        }
        return kind == FlagKind.NUMBER_UNKNOWN ? "closed.number-known" : "closed.moved";
    }
}
