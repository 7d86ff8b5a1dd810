package prevenance.assess;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import prevenance.calendar.Places;
import prevenance.store.Tx;
import prevenance.tracking.ParcelHistory;
import prevenance.transit.TransitModel;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Puts the dossiers of several parcels together from what the stores know, with one statement of each kind for all of
/// them: a database answers one question about fifty parcels sooner than fifty about one.
final class Dossiers {
    private final RuleSettings settings;
    private final UnaryOperator<String> carrierName;
    private final SurroundingsStore surroundings;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final FlagStore flags = new FlagStore();
    private final ShadowFlagStore notes = new ShadowFlagStore();

    Dossiers(RuleSettings settings, UnaryOperator<String> carrierName, Supplier<TransitModel> model) {
        this.settings = settings;
        this.carrierName = carrierName;
        this.surroundings = new SurroundingsStore(
                model,
                Places.zoneOf(settings.originCountry(), settings.originPostcode())
                        .orElse(ZoneOffset.UTC));
    }

    /// A parcel to be judged.
    ///
    /// @param seen  when it was due
    /// @param known all flags it ever had, oldest first
    /// @param noted the open flags of rules on trial
    record Due(Dossier dossier, Instant seen, List<Flag> known, List<Flag> noted) {
        long parcelId() {
            return dossier.parcel().id();
        }
    }

    /// Those of these parcels that are due, in the same order.
    ///
    /// @throws RuntimeException when anything about one of them cannot be read
    List<Due> due(Tx tx, List<Long> ids, Instant now) {
        Map<Long, List<WatchedParcel>> byOrder = parcels.ofOrdersOf(tx, ids);
        List<WatchedParcel> due = dueOf(byOrder.values(), ids, now);
        if (due.isEmpty()) {
            return List.of();
        }
        List<Long> dueIds = due.stream().map(WatchedParcel::id).toList();
        Map<Long, CustomerOrder> orders = parcels.orders(
                tx, due.stream().map(WatchedParcel::orderId).distinct().toList());
        Map<Long, ParcelHistory> histories = events.histories(tx, dueIds);
        Map<Long, List<Flag>> known = flags.ofParcels(tx, dueIds);
        Map<Long, List<Flag>> noted = notes.openOf(tx, dueIds);
        Map<Long, Surroundings> around = surroundings.of(tx, due, byOrder);
        List<Due> dossiers = new ArrayList<>();
        for (WatchedParcel parcel : due) {
            long id = parcel.id();
            CustomerOrder order = orders.get(parcel.orderId());
            if (order == null) {
                throw new IllegalStateException("parcel " + id + " has no order");
            }
            List<Flag> itsFlags = known.getOrDefault(id, List.of());
            Dossier dossier = Dossier.of(
                    parcel,
                    order,
                    histories.getOrDefault(id, ParcelHistory.empty()),
                    itsFlags.stream().filter(Flag::isOpen).toList(),
                    settings,
                    carrierName.apply(parcel.takenBy()),
                    Objects.requireNonNull(around.get(id)));
            dossiers.add(new Due(
                    dossier,
                    Objects.requireNonNull(parcel.assessAfter()),
                    itsFlags,
                    noted.getOrDefault(id, List.of())));
        }
        return dossiers;
    }

    private static List<WatchedParcel> dueOf(Collection<List<WatchedParcel>> families, List<Long> ids, Instant now) {
        Map<Long, WatchedParcel> due = new HashMap<>();
        families.forEach(family ->
                family.stream().filter(parcel -> isDue(parcel, now)).forEach(parcel -> due.put(parcel.id(), parcel)));
        return ids.stream().filter(due::containsKey).map(due::get).toList();
    }

    private static boolean isDue(WatchedParcel parcel, Instant now) {
        Instant after = parcel.assessAfter();
        return after != null && !after.isAfter(now);
    }
}
