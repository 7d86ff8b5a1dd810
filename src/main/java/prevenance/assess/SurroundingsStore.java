package prevenance.assess;

import java.util.List;
import java.util.function.Supplier;
import prevenance.store.Tx;
import prevenance.transit.TransitModel;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Gathers what surrounds a parcel.
final class SurroundingsStore {
    private final ParcelStore parcels = new ParcelStore();
    private final FeedOutageStore outages = new FeedOutageStore();
    private final Supplier<TransitModel> model;

    SurroundingsStore(Supplier<TransitModel> model) {
        this.model = model;
    }

    Surroundings of(Tx tx, WatchedParcel parcel) {
        List<WatchedParcel> siblings = parcels.ofOrder(tx, parcel.orderId()).stream()
                .filter(other -> other.id() != parcel.id())
                .toList();
        return new Surroundings(
                outages.since(tx, parcel.carrier(), parcel.importedAt()),
                new OrderFacts(siblings, null, List.of()),
                model.get());
    }
}
