package prevenance.cases;

import org.jspecify.annotations.Nullable;

/// Something a customer said on his page.
///
/// @param actKey   from the form's own token: the same twice counts once
/// @param parcelId null when it is about the order
/// @param text     his words, null for none; required for an address
/// @param choice   of [CustomerActKind#CHOICE] `RESHIP` or `REFUND`, of a survey the mark `1` to `5`, of
///                 words about a refund its reference or null for the newest; else null
public record CustomerAct(
        String actKey,
        long orderId,
        @Nullable Long parcelId,
        CustomerActKind kind,
        @Nullable String text,
        @Nullable String choice) {}
