package prevenance.page;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;

/// A message to the customer.
///
/// @param parcelId   null: about the order
/// @param at         when it was sent, else when it was queued
/// @param isSent     a server has taken it
/// @param answer     answers something he said on his page, where he was told the same at once
/// @param nextUpdate by when it promises further news, null for none
/// @param decision   by when it promises our decision, null for none
record Written(
        MessageKind kind,
        @Nullable Long parcelId,
        Instant at,
        boolean isSent,
        boolean answer,
        @Nullable LocalDate nextUpdate,
        @Nullable LocalDate decision) {
    /// About a parcel, or about the whole order.
    boolean isAbout(long parcel) {
        return parcelId == null || parcelId == parcel;
    }

    /// He knows of it: by mail, or because his page told him.
    boolean isPromised() {
        return isSent || answer;
    }
}
