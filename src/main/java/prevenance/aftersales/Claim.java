package prevenance.aftersales;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A claim for compensation against a carrier.
///
/// @param amountMinor      in the currency's smallest unit, null when unknown
/// @param currency         ISO 4217, null when unknown
/// @param carrierReference what the carrier calls it, null before it said so
/// @param documents        every kind of document with its state
/// @param sentAt           null before
/// @param answeredAt       null before
/// @param version          counts changes, for compare-and-set
public record Claim(
        long caseId,
        ClaimKind kind,
        ClaimState state,
        @Nullable Long amountMinor,
        @Nullable String currency,
        @Nullable String carrierReference,
        Map<ClaimDocument, ClaimDocument.State> documents,
        Instant createdAt,
        @Nullable Instant sentAt,
        @Nullable Instant answeredAt,
        int version) {
    public Claim {
        documents = Map.copyOf(documents);
    }

    /// What is wanted and not there, in the usual order.
    public List<ClaimDocument> missing() {
        return documents.entrySet().stream()
                .filter(entry -> entry.getValue() == ClaimDocument.State.MISSING)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
