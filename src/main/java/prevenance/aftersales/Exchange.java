package prevenance.aftersales;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A replacement for something.
///
/// @param reference  the shop's, unique
/// @param parcelId   the replacement as a watched parcel, null before it has a number
/// @param items      what is in it, null when not said
/// @param shippedAt  null before it was handed over
/// @param importedAt first import
public record Exchange(
        String reference,
        long orderId,
        @Nullable Long parcelId,
        @Nullable String items,
        @Nullable Instant shippedAt,
        Instant importedAt) {}
