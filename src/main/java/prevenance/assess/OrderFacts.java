package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.watch.WatchedParcel;

/// What is known around a parcel that is not its own story.
///
/// @param siblings      the other parcels of its order, oldest first
/// @param notReceivedAt when the customer said that he has not got it; null when he did not
/// @param owed          what the shop owes, or may claim from the carrier, with its last day; for this
///                      parcel
/// @param mailFailedAt  when the newest message about it turned out not to reach the customer; null
///                      when it did
/// @param claimed       a claim against the carrier has been sent, or was decided against
public record OrderFacts(
        List<WatchedParcel> siblings,
        @Nullable Instant notReceivedAt,
        List<Owed> owed,
        @Nullable Instant mailFailedAt,
        boolean claimed) {
    /// Something to be done by a day.
    ///
    /// @param reference of the refund, exchange or claim
    /// @param sinceAt   when it became due
    /// @param lastDay   the last day to do it; null when none is set
    /// @param source    where that day comes from: a law, a carrier's terms
    public record Owed(
            Kind kind,
            String reference,
            Instant sinceAt,
            @Nullable LocalDate lastDay,
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

    /// All of a kind, the first due first.
    List<Owed> owed(Owed.Kind kind) {
        return owed.isEmpty()
                ? List.of()
                : owed.stream().filter(one -> one.kind() == kind).toList();
    }

    /// Another parcel of the order.
    Optional<WatchedParcel> sibling(long parcelId) {
        return siblings.stream().filter(other -> other.id() == parcelId).findFirst();
    }

    public OrderFacts {
        siblings = List.copyOf(siblings);
        owed = List.copyOf(owed);
    }

    /// Nothing about messages and claims.
    public OrderFacts(List<WatchedParcel> siblings, @Nullable Instant notReceivedAt, List<Owed> owed) {
        this(siblings, notReceivedAt, owed, null, false);
    }

    public static OrderFacts none() {
        return new OrderFacts(List.of(), null, List.of());
    }
}
