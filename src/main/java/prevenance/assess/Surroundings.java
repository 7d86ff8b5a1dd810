package prevenance.assess;

import java.util.List;
import prevenance.transit.TransitModel;
import prevenance.watch.FeedOutage;

/// What a rule may know beside the parcel, its order and its story.
///
/// @param outages of the carrier's feed during the journey, oldest first
/// @param order   the rest of the order
/// @param model   what one's own parcels have taught
public record Surroundings(List<FeedOutage> outages, OrderFacts order, TransitModel model) {
    public Surroundings {
        outages = List.copyOf(outages);
    }

    public static Surroundings none() {
        return new Surroundings(List.of(), OrderFacts.none(), TransitModel.none());
    }
}
