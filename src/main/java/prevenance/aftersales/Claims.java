package prevenance.aftersales;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseBook;
import prevenance.cases.DeadlineState;
import prevenance.cases.DeadlineStore;
import prevenance.cases.DeskSettings;
import prevenance.cases.EntryKind;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What a person does with a claim. Each is one transaction; when two do it at once, the second is told.
///
/// A `seenVersion` is [Claim#version()] as the person saw it; null when he did not look.
public final class Claims {
    private final Database database;
    private final CaseBook book;
    private final ClaimStore claims = new ClaimStore();
    private final DeadlineStore deadlines = new DeadlineStore();

    public Claims(Database database, DeskSettings desk) {
        this.database = database;
        this.book = new CaseBook(desk);
    }

    /// Marks a document as there, missing or not needed.
    public ClaimOutcome mark(
            long caseId,
            ClaimDocument document,
            ClaimDocument.State state,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return act(caseId, seenVersion, (tx, seen) -> {
            if (seen.state() != ClaimState.GATHERING) {
                return new ClaimOutcome.Refused("the claim has been sent; its documents stand");
            }
            Map<ClaimDocument, ClaimDocument.State> documents = new EnumMap<>(seen.documents());
            documents.put(document, state);
            return written(
                    tx,
                    seen,
                    "Claim: " + document + " " + state,
                    author,
                    now,
                    claim -> with(
                            claim,
                            claim.state(),
                            claim.carrierReference(),
                            documents,
                            claim.sentAt(),
                            claim.answeredAt(),
                            claim.amountMinor()));
        });
    }

    /// It went to the carrier. Refused while a wanted document is missing.
    ///
    /// @param carrierReference what the carrier calls it, null when it said nothing yet
    public ClaimOutcome sent(
            long caseId, @Nullable String carrierReference, String author, @Nullable Integer seenVersion, Instant now) {
        return act(caseId, seenVersion, (tx, seen) -> {
            if (seen.state() != ClaimState.GATHERING) {
                return new ClaimOutcome.Refused("the claim has been sent before, or was given up");
            }
            if (!seen.missing().isEmpty()) {
                return new ClaimOutcome.Refused(
                        "documents are missing: " + seen.missing() + "; get them, or mark them as not needed");
            }
            deadlines.end(tx, Decisions.claimKey(caseId), DeadlineState.KEPT, now);
            String text = "Claim sent" + (carrierReference == null ? "" : ", " + carrierReference);
            return written(
                    tx,
                    seen,
                    text,
                    author,
                    now,
                    claim -> with(
                            claim,
                            ClaimState.SENT,
                            carrierReference,
                            claim.documents(),
                            now,
                            null,
                            claim.amountMinor()));
        });
    }

    /// The carrier pays.
    ///
    /// @param amountMinor what it pays, null: what was claimed
    public ClaimOutcome accepted(
            long caseId, @Nullable Long amountMinor, String author, @Nullable Integer seenVersion, Instant now) {
        return answered(caseId, ClaimState.ACCEPTED, amountMinor, "Claim accepted", author, seenVersion, now);
    }

    /// The carrier does not pay.
    ///
    /// @param why as the carrier says, null when it does not
    public ClaimOutcome refused(
            long caseId, @Nullable String why, String author, @Nullable Integer seenVersion, Instant now) {
        String text = "Claim refused" + (why == null || why.isBlank() ? "" : ": " + why.strip());
        return answered(caseId, ClaimState.REFUSED, null, text, author, seenVersion, now);
    }

    /// It is not worth it, or the time has run out.
    public ClaimOutcome drop(long caseId, String why, String author, @Nullable Integer seenVersion, Instant now) {
        return act(caseId, seenVersion, (tx, seen) -> {
            if (seen.state() != ClaimState.GATHERING) {
                return new ClaimOutcome.Refused("only a claim that was not sent can be given up");
            }
            deadlines.end(tx, Decisions.claimKey(caseId), DeadlineState.DROPPED, now);
            return written(
                    tx,
                    seen,
                    "Claim given up: " + why.strip(),
                    author,
                    now,
                    claim -> with(
                            claim,
                            ClaimState.DROPPED,
                            claim.carrierReference(),
                            claim.documents(),
                            null,
                            now,
                            claim.amountMinor()));
        });
    }

    private ClaimOutcome answered(
            long caseId,
            ClaimState state,
            @Nullable Long amountMinor,
            String text,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return act(
                caseId,
                seenVersion,
                (tx, seen) -> seen.state() == ClaimState.SENT
                        ? written(
                                tx,
                                seen,
                                text,
                                author,
                                now,
                                claim -> with(
                                        claim,
                                        state,
                                        claim.carrierReference(),
                                        claim.documents(),
                                        claim.sentAt(),
                                        now,
                                        amountMinor == null ? claim.amountMinor() : amountMinor))
                        : new ClaimOutcome.Refused("the claim does not wait for an answer; mark it as sent first"));
    }

    private ClaimOutcome act(long caseId, @Nullable Integer seenVersion, BiFunction<Tx, Claim, ClaimOutcome> act) {
        return database.<ClaimOutcome>write(tx -> {
            Claim seen = claims.ofCase(tx, caseId).orElse(null);
            if (seen == null) {
                return new ClaimOutcome.NotFound(caseId);
            }
            return seenVersion != null && seen.version() != seenVersion
                    ? new ClaimOutcome.Conflict(caseId)
                    : act.apply(tx, seen);
        });
    }

    private ClaimOutcome written(
            Tx tx, Claim seen, String text, String author, Instant now, UnaryOperator<Claim> change) {
        Claim after = claims.change(tx, seen, change).orElse(null);
        if (after == null) {
            return new ClaimOutcome.Conflict(seen.caseId());
        }
        book.append(tx, seen.caseId(), EntryKind.REPORTED, author, text, now);
        return new ClaimOutcome.Done(after);
    }

    private static Claim with(
            Claim claim,
            ClaimState state,
            @Nullable String carrierReference,
            Map<ClaimDocument, ClaimDocument.State> documents,
            @Nullable Instant sentAt,
            @Nullable Instant answeredAt,
            @Nullable Long amountMinor) {
        return new Claim(
                claim.caseId(),
                claim.kind(),
                state,
                amountMinor,
                claim.currency(),
                carrierReference,
                documents,
                claim.createdAt(),
                sentAt,
                answeredAt,
                claim.version());
    }
}
