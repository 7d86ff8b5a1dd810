package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.watch.WatchedParcel;

/// What is known around a parcel that is not its own story.
///
/// @param siblings      the other parcels of its order, oldest first
/// @param notReceivedAt when the customer said that he has not got it; null when he did not
/// @param owed          what the shop or the carrier owes, with its last day
public record OrderFacts(
        List<WatchedParcel> siblings, @Nullable Instant notReceivedAt, List<Owed> owed) {
    /// Something to be done by a day.
    ///
    /// @param reference of the refund, exchange or claim
    /// @param lastDay   the last day to do it
    /// @param source    where that day comes from: a law, a carrier's terms
    public record Owed(
            Kind kind,
            String reference,
            Instant sinceAt,
            LocalDate lastDay,
            @Nullable Long amountMinor,
            @Nullable String currency,
            String source) {
        /// What is owed.
        public enum Kind {
            REPLACEMENT,
            REFUND,
            CLAIM
        }
    }

    public OrderFacts {
        siblings = List.copyOf(siblings);
        owed = List.copyOf(owed);
    }

    public static OrderFacts none() {
        return new OrderFacts(List.of(), null, List.of());
    }
}
