package prevenance.assess;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Why a flag ends, as a reason.
final class Closing {
    /// A person has dealt with it.
    static final Reason BY_STAFF = Facts.of("closed.by-staff").reason();

    /// These do not end by what the carrier says.
    private static final Set<FlagKind> OF_THE_ORDER = EnumSet.of(
            FlagKind.NUMBER_REPLACED,
            FlagKind.NOT_RECEIVED,
            FlagKind.CLAIM_DEADLINE,
            FlagKind.REFUND_DUE,
            FlagKind.REPLACEMENT_SILENT,
            FlagKind.MAIL_FAILED);

    private Closing() {}

    static Reason of(FlagKind kind, Dossier dossier, Judgement judgement) {
        FlagKind graver = judgement.superseded().get(kind);
        if (graver != null) {
            return Facts.of("closed.superseded").with("by", graver.name()).reason();
        }
        if (dossier.parcel().replacedBy() != null && kind != FlagKind.NUMBER_REPLACED) {
            return Facts.of("closed.replaced").reason();
        }
        if (kind == FlagKind.CLAIM_DEADLINE && !dossier.around().order().claimed()) {
            return Facts.of("closed.claim-passed").reason();
        }
        if (OF_THE_ORDER.contains(kind)) {
            return Facts.of("closed.no-longer").reason();
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
        if (kind == FlagKind.WILL_MISS) {
            return "closed.chance-fell";
        }
        return kind == FlagKind.NUMBER_UNKNOWN ? "closed.number-known" : "closed.moved";
    }
}
