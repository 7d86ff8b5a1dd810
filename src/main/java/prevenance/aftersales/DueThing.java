package prevenance.aftersales;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.cases.DeadlineKind;

/// One line of the deadline board.
///
/// @param key            of a stored deadline, null for one that follows from the parcel itself
/// @param trackingNumber null when it is about no parcel
/// @param caseId         the case in which it was set, else the open one of the parcel; null when there is none
/// @param amountMinor    what is at stake in the currency's smallest unit, null when unknown
/// @param currency       ISO 4217, null when unknown
/// @param source         where the length comes from: a key of [prevenance.cases.DeadlineWords]
/// @param missed         its hour has passed
public record DueThing(
        @Nullable String key,
        DeadlineKind kind,
        long orderId,
        String orderNumber,
        @Nullable Long parcelId,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        @Nullable Long caseId,
        Instant dueAt,
        @Nullable Long amountMinor,
        @Nullable String currency,
        String source,
        boolean missed) {}
