package prevenance.app;

import static prevenance.app.DayInTheLifeTest.chronopost;
import static prevenance.app.DayInTheLifeTest.laposte;
import static prevenance.app.ScriptedParcel.parcel;

import java.util.ArrayList;
import java.util.List;
import prevenance.assess.FlagKind;
import prevenance.cases.CaseKind;
import prevenance.cases.CloseReason;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;

/// Parcels of the month whose point is what is said of them, and what is not.
final class MonthOfMessages {
    private static final String LAPOSTE = "laposte";
    private static final String CHRONOPOST = "chronopost";

    private MonthOfMessages() {}

    static List<ScriptedParcel> parcels() {
        List<ScriptedParcel> all = new ArrayList<>();
        // With a neighbour.
        all.add(parcel("neighbour", CHRONOPOST, chronopost(11), "fr")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Tue 12 11:00", TrackingStatus.DELIVERED_THIRD_PARTY)
                .told("Tue 12", MessageKind.DELIVERED_THIRD_PARTY));
        // Customs want a paper, twice.
        all.add(parcel("customs", CHRONOPOST, chronopost(12), "en")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Tue 12 11:00", TrackingStatus.CUSTOMS_DOCS_NEEDED)
                .flagged(FlagKind.CUSTOMS_DOCS)
                .told("Tue 12", MessageKind.CUSTOMS_DOCS)
                .says("Wed 13 10:00", TrackingStatus.CUSTOMS_RELEASED)
                .says("Wed 13 16:00", TrackingStatus.CUSTOMS_DOCS_NEEDED)
                .flagged(FlagKind.CUSTOMS_DOCS)
                .told("Wed 13", MessageKind.CUSTOMS_DOCS)
                .says("Fri 15 10:00", TrackingStatus.CUSTOMS_RELEASED)
                .says("Sat 16 10:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Sat 16", MessageKind.DELIVERED));
        // Broken on the way: what she said to the customer waits for nobody's order, so it is approved and leaves.
        all.add(parcel("dented", CHRONOPOST, chronopost(13), "fr")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Tue 12 10:00", TrackingStatus.EXC_DAMAGED)
                .flagged(FlagKind.DAMAGED)
                .told("Wed 13", MessageKind.DAMAGED_CARRIER)
                .closed("Thu 14 11:00", CloseReason.REFUNDED)
                .worked(CaseKind.DAMAGED, CloseReason.REFUNDED)
                .told("Fri 15", MessageKind.RESOLVED)
                .says("Fri 15 10:00", TrackingStatus.RETURN_UNDER_WAY)
                .flagged(FlagKind.RETURNING)
                .says("Mon 18 10:00", TrackingStatus.RETURN_ARRIVED)
                .flagged(FlagKind.RETURNED)
                .closed("Tue 19 10:00", CloseReason.RETURN_BOOKED_IN)
                .worked(CaseKind.RETURNED, CloseReason.RETURN_BOOKED_IN)
                // Nobody claimed from the carrier; with its last day there is nothing left to do.
                .flagged(FlagKind.CLAIM_DEADLINE)
                .worked(CaseKind.CLAIM_DEADLINE, CloseReason.RESOLVED_BY_ITSELF));
        // Two boxes that come the same day are one mail each time.
        ScriptedParcel first = parcel("twins", LAPOSTE, laposte(21), "en")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Wed 13 08:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Wed 13 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Wed 13", MessageKind.DELIVERED);
        all.add(first);
        all.add(parcel("twins2", LAPOSTE, laposte(22), "en")
                .belongsTo(first)
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Wed 13 08:00", TrackingStatus.OUT_ON_VEHICLE)
                .says("Wed 13 16:00", TrackingStatus.DELIVERED_RECIPIENT));
        // One box is there, the other two business days behind.
        ScriptedParcel here = parcel("divided", LAPOSTE, laposte(23), "fr")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Tue 12 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Tue 12", MessageKind.DELIVERED);
        all.add(here);
        all.add(parcel("divided2", LAPOSTE, laposte(24), "fr")
                .belongsTo(here)
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Tue 12 10:00", TrackingStatus.TRANSIT_MOVING)
                .told("Thu 14", MessageKind.PARTIAL_ORDER)
                .flagged(FlagKind.PARTIAL_ORDER)
                .says("Fri 15 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Fri 15", MessageKind.DELIVERED));
        // Wants no news of mere progress since the first noon, but gets those that need her.
        all.add(parcel("quiet", LAPOSTE, laposte(25), "en")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .says("Wed 13 13:00", TrackingStatus.ATTEMPT_ABSENT)
                .flagged(FlagKind.ATTEMPT_FAILED)
                .told("Wed 13", MessageKind.ATTEMPT_FAILED)
                .says("Thu 14 11:00", TrackingStatus.DELIVERED_RECIPIENT));
        // What somebody rejects is not said.
        all.add(parcel("rejected", LAPOSTE, laposte(26), "fr")
                .ships("Mon 11")
                .says("Mon 11 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Mon 11", MessageKind.SHIPPED)
                .says("Tue 12 10:00", TrackingStatus.TRANSIT_MOVING)
                .flagged(FlagKind.STALLED)
                .worked(CaseKind.STALLED, CloseReason.RESOLVED_BY_ITSELF)
                .says("Wed 20 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Wed 20", MessageKind.DELIVERED));
        // From Thursday 15:00 to Friday 7:00 the shop sends nothing.
        all.add(parcel("paused", LAPOSTE, laposte(27), "en")
                .ships("Thu 14")
                .says("Thu 14 16:00", TrackingStatus.ACCEPTED_SCANNED)
                .told("Fri 15", MessageKind.SHIPPED)
                .says("Sat 16 11:00", TrackingStatus.DELIVERED_RECIPIENT)
                .told("Sat 16", MessageKind.DELIVERED));
        return all;
    }
}
