package prevenance.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.watch.CustomerOrder;
import prevenance.watch.FeedOutage;
import prevenance.watch.WatchedParcel;

/// A parcel that is over, with all that was ever known of it.
///
/// @param parcel         as it stands at the end
/// @param events         in the order in which we saw them
/// @param siblings       the order's other parcels as they stand at the end
/// @param outages        of its carrier's feed during its journey, oldest first
/// @param firstContactAt when the customer first spoke up about it; null when he did not, or it is not known
public record PastParcel(
        WatchedParcel parcel,
        CustomerOrder order,
        List<PastEvent> events,
        List<WatchedParcel> siblings,
        List<FeedOutage> outages,
        @Nullable Instant firstContactAt) {
    private static final Comparator<PastEvent> AS_SEEN = Comparator.comparing(PastEvent::recordedAt)
            .thenComparing(past -> past.event().identity());

    public PastParcel {
        events = events.stream().sorted(AS_SEEN).toList();
        siblings = List.copyOf(siblings);
        outages = List.copyOf(outages);
    }

    /// When it left for the customer as the shop says, else when we began to watch it.
    public Instant startedAt() {
        Instant shipped = parcel.shippedAt();
        return shipped == null ? parcel.importedAt() : shipped;
    }

    /// What was known at an instant; nothing seen later is in it.
    ParcelHistory knownAt(Instant now) {
        return new ParcelHistory(events.stream()
                .filter(past -> past.isKnownAt(now))
                .map(PastEvent::event)
                .toList());
    }

    /// What is known in the end.
    ParcelHistory inTheEnd() {
        return new ParcelHistory(events.stream()
                .filter(past -> past.withdrawnAt() == null)
                .map(PastEvent::event)
                .toList());
    }

    /// The instants at which something about the story became known or was taken back, ascending.
    List<Instant> changes() {
        return new ArrayList<>(new TreeSet<>(events.stream()
                .flatMap(past -> Stream.concat(Stream.of(past.recordedAt()), Stream.ofNullable(past.withdrawnAt())))
                .toList()));
    }
}
