package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// An exchange being changed: starts as it was seen, [ExchangeStore#change] writes it when nobody was faster.
final class ExchangeDraft {
    String reference;

    @Nullable
    Long parcelId;

    ExchangeState state;

    @Nullable
    String items;

    boolean awaitsReturn;

    @Nullable
    LocalDate shipByDate;

    @Nullable
    Instant returnReceivedAt;

    @Nullable
    Instant shippedAt;

    @Nullable
    BlockedWhy blockedWhy;

    @Nullable
    Instant checkAt;

    @Nullable
    Instant endedAt;

    ExchangeDraft(Exchange seen) {
        reference = seen.reference();
        parcelId = seen.parcelId();
        state = seen.state();
        items = seen.items();
        awaitsReturn = seen.awaitsReturn();
        shipByDate = seen.shipByDate();
        returnReceivedAt = seen.returnReceivedAt();
        shippedAt = seen.shippedAt();
        blockedWhy = seen.blockedWhy();
        checkAt = seen.checkAt();
        endedAt = seen.endedAt();
    }

    /// Nothing more happens to it.
    void end(ExchangeState last, Instant now) {
        state = last;
        checkAt = null;
        endedAt = now;
    }
}
