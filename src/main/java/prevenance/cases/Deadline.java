package prevenance.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A day or hour by which something must be done.
///
/// @param key         subject and kind, unique: `case:7/claim`
/// @param amountMinor what is at stake in the currency's smallest unit, null when unknown
/// @param currency    ISO 4217, null when unknown
/// @param source      where its length comes from: a key of [DeadlineWords]
public record Deadline(
        String key,
        DeadlineKind kind,
        long orderId,
        @Nullable Long parcelId,
        @Nullable Long caseId,
        Instant dueAt,
        @Nullable Long amountMinor,
        @Nullable String currency,
        String source) {}
