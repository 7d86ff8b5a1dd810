package prevenance.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import prevenance.cases.ServiceCase;

/// A case as lists show it.
///
/// @param carrier carrier code, null as the number for a case about an order as a whole
/// @param sortKey what it is sorted by
record ListedCase(
        ServiceCase serviceCase,
        long sortKey,
        String orderNumber,
        @Nullable String customerName,
        @Nullable String carrier,
        @Nullable String trackingNumber,
        @Nullable Long valueMinor,
        @Nullable String currency) {
    /// Where the page after this row begins.
    public String after() {
        return (serviceCase.answeredAt() == null ? 0 : 1) + "~" + sortKey + "~" + serviceCase.id();
    }

    /// `late` past its goal without an answer, `soon` within half an hour of it, else `calm`.
    public String clock(Instant now) {
        if (!serviceCase.isOpen() || serviceCase.answeredAt() != null) {
            return "calm";
        }
        if (!serviceCase.dueAt().isAfter(now)) {
            return "late";
        }
        return serviceCase.dueAt().isBefore(now.plusSeconds(1800)) ? "soon" : "calm";
    }
}
