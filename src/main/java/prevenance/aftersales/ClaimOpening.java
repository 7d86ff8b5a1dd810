package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Limit;
import prevenance.assess.Threshold;
import prevenance.cases.CaseDecisions.Open;
import prevenance.cases.CaseDecisions.Result;
import prevenance.cases.Deadline;
import prevenance.cases.DeadlineKind;
import prevenance.cases.DeadlineStore;
import prevenance.tracking.Milestone;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.WatchedParcel;

/// Starts a claim: what is wanted, what is there already, and until when the carrier takes it.
final class ClaimOpening {
    private final AftersalesSettings settings;
    private final ZoneId zone;
    private final ClaimStore claims = new ClaimStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final EventStore events = new EventStore();

    ClaimOpening(AftersalesSettings settings, ZoneId zone) {
        this.settings = settings;
        this.zone = zone;
    }

    Result open(Open open, WatchedParcel parcel, CustomerOrder order, ClaimKind kind, Instant now) {
        long caseId = open.serviceCase().id();
        ParcelHistory history = events.history(open.tx(), parcel.id());
        Map<ClaimDocument, ClaimDocument.State> documents = new EnumMap<>(ClaimDocument.wanted(kind));
        if (history.firstScan().isPresent()) {
            have(documents, ClaimDocument.PROOF_OF_DISPATCH);
        }
        if (claims.attachments(open.tx(), caseId) > 0) {
            have(documents, ClaimDocument.PHOTOS);
        }
        boolean added = claims.add(
                open.tx(),
                new Claim(
                        caseId,
                        kind,
                        ClaimState.GATHERING,
                        parcel.valueMinor(),
                        parcel.currency(),
                        null,
                        documents,
                        now,
                        null,
                        null,
                        1));
        if (!added) {
            return new Result.NotPossible("the case has a claim already");
        }
        Threshold days = settings.limits(parcel, order).find(limit(kind)).orElse(null);
        LocalDate last = days == null ? null : last(parcel, history, kind, days.number());
        if (days == null || last == null) {
            return new Result.Made(
                    "Claim: " + kind + "; until when the carrier takes it is not known, read the contract", null);
        }
        deadlines.set(
                open.tx(),
                new Deadline(
                        Decisions.claimKey(caseId),
                        DeadlineKind.CLAIM,
                        parcel.orderId(),
                        parcel.id(),
                        caseId,
                        Decisions.endOf(last, zone),
                        parcel.valueMinor(),
                        parcel.currency(),
                        days.sure() ? "terms.claim" : "terms.claim-unconfirmed"),
                now);
        return new Result.Made(
                "Claim: " + kind + ", to be sent by " + last + (days.sure() ? "" : " (unconfirmed, read the contract)"),
                null);
    }

    private static void have(Map<ClaimDocument, ClaimDocument.State> documents, ClaimDocument document) {
        documents.computeIfPresent(
                document, (_, state) -> state == ClaimDocument.State.MISSING ? ClaimDocument.State.HAVE : state);
    }

    private static Limit limit(ClaimKind kind) {
        return switch (kind) {
            case LOSS -> Limit.CLAIM_LOSS_DAYS;
            case DAMAGE -> Limit.CLAIM_DAMAGE_DAYS;
            case LATE -> Limit.CLAIM_LATE_DAYS;
        };
    }

    private @Nullable LocalDate last(WatchedParcel parcel, ParcelHistory history, ClaimKind kind, int days) {
        Optional<LocalDate> delivered = kind == ClaimKind.LOSS
                ? Optional.empty()
                : history.lastUnderstood()
                        .filter(event -> event.status().milestone() == Milestone.DELIVERED)
                        .map(ClaimOpening::day);
        Instant shippedAt = parcel.shippedAt();
        return delivered
                .or(() -> history.firstScan().map(ClaimOpening::day))
                .or(() ->
                        Optional.ofNullable(shippedAt).map(at -> at.atZone(zone).toLocalDate()))
                .map(day -> day.plusDays(days))
                .orElse(null);
    }

    private static LocalDate day(TrackingEvent event) {
        return event.occurredLocal().toLocalDate();
    }
}
