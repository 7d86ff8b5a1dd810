package prevenance.aftersales;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What carriers ask for with a claim.
public enum ClaimDocument {
    /// What happened, in the shop's words; prefilled by [ClaimFile].
    STATEMENT,
    /// The invoice to the customer.
    INVOICE,
    /// What the goods cost the shop: a supplier's invoice.
    PROOF_OF_VALUE,
    /// That the carrier took the parcel over.
    PROOF_OF_DISPATCH,
    /// The goods, and what is broken.
    PHOTOS,
    /// The packaging inside and outside, with its label.
    PACKAGING_PHOTO,
    /// The customer declares that he did not receive it, signed.
    CUSTOMER_DECLARATION;

    /// Whether it is there.
    public enum State {
        MISSING,
        HAVE,
        NOT_NEEDED
    }

    /// The usual list for a kind of claim (brokers' and carriers' help pages, read 2026-09); a carrier may
    /// want more.
    static Map<ClaimDocument, State> wanted(ClaimKind kind) {
        List<ClaimDocument> wanted = switch (kind) {
            case LOSS -> List.of(STATEMENT, INVOICE, PROOF_OF_VALUE, PROOF_OF_DISPATCH, CUSTOMER_DECLARATION);
            case DAMAGE -> List.of(STATEMENT, INVOICE, PROOF_OF_VALUE, PHOTOS, PACKAGING_PHOTO);
            case LATE -> List.of(STATEMENT, INVOICE, PROOF_OF_DISPATCH);
        };
        Map<ClaimDocument, State> states = new EnumMap<>(ClaimDocument.class);
        for (ClaimDocument document : values()) {
            states.put(document, wanted.contains(document) ? State.MISSING : State.NOT_NEEDED);
        }
        return states;
    }
}
