package prevenance.message;

import org.jspecify.annotations.Nullable;

/// A customer to be called, because what he should know could not be mailed.
///
/// @param message      what he should know
/// @param customerName as the shop writes it, null when unknown
/// @param phone        null when unknown
public record CallListEntry(
        OutboxMessage message,
        Unmailed why,
        @Nullable String customerName,
        @Nullable String phone) {}
