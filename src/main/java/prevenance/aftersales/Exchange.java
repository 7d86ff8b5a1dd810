package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A replacement for something.
///
/// @param reference        the shop's, or ours until the shop gives one; unique
/// @param caseId           the case that decided it, null when none did
/// @param parcelId         the replacement as a watched parcel, null before it has a number
/// @param items            what is in it, null when not said
/// @param awaitsReturn     it leaves after the customer's parcel has come back
/// @param shipByDate       until when it should have left, null when nobody said
/// @param returnReceivedAt null before what it replaces has come back
/// @param shippedAt        null before it was handed over
/// @param blockedWhy       null unless it is blocked
/// @param checkAt          when it is asked whether it has left, null when nothing is to be asked
/// @param endedAt          null while something may still happen
/// @param importedAt       first known here
/// @param version          counts changes, for compare-and-set
public record Exchange(
        long id,
        String reference,
        long orderId,
        @Nullable Long caseId,
        @Nullable Long parcelId,
        ExchangeState state,
        @Nullable String items,
        boolean awaitsReturn,
        Instant promisedAt,
        @Nullable LocalDate shipByDate,
        @Nullable Instant returnReceivedAt,
        @Nullable Instant shippedAt,
        @Nullable BlockedWhy blockedWhy,
        @Nullable Instant checkAt,
        @Nullable Instant endedAt,
        Instant importedAt,
        int version) {}
