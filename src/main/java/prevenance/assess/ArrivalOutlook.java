package prevenance.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import prevenance.store.Tx;
import prevenance.transit.Journey;
import prevenance.transit.Outlook;
import prevenance.transit.TransitModel;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// The chance that a parcel still comes by itself, as one's own parcels have taught.
public final class ArrivalOutlook {
    private final RuleSettings rules;
    private final Supplier<TransitModel> model;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();

    /// @param model what was learned so far
    public ArrivalOutlook(RuleSettings rules, Supplier<TransitModel> model) {
        this.rules = rules;
        this.model = model;
    }

    /// Nothing was learned.
    public static ArrivalOutlook none() {
        return new ArrivalOutlook(RuleSettings.defaults(), TransitModel::none);
    }

    /// @param probability to come within the time asked about, 0 to 1
    /// @param sampleSize  delivered parcels behind it
    /// @param group       which parcels, for people
    public record Chance(double probability, int sampleSize, String group) {}

    /// Empty when too few parcels are known, or when this one is not under way.
    public Optional<Chance> within(Tx tx, WatchedParcel parcel, Duration time, Instant now) {
        return parcels.findOrder(tx, parcel.orderId())
                .flatMap(order -> UnderWay.of(Dossier.of(
                        parcel,
                        order,
                        events.history(tx, parcel.id()),
                        List.of(),
                        rules,
                        parcel.carrier(),
                        Surroundings.none())))
                .flatMap(journey -> model.get().outlook(promisedIn(journey, now.plus(time)), now))
                .flatMap(ArrivalOutlook::chance);
    }

    private static Optional<Chance> chance(Outlook outlook) {
        Double late = outlook.lateProbability();
        return late == null
                ? Optional.empty()
                : Optional.of(new Chance(Math.clamp(1 - late, 0, 1), outlook.sampleSize(), outlook.group()));
    }

    /// Asked as if it were promised by then.
    private static Journey promisedIn(Journey journey, Instant by) {
        return new Journey(
                journey.lane(),
                journey.orderedAt(),
                journey.handedOverAt(),
                by,
                journey.milestone(),
                journey.lastStatus(),
                journey.lastEventAt(),
                journey.zone());
    }
}
