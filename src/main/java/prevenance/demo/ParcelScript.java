package prevenance.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What will befall one parcel, from its label to its end.
///
/// @param knownAt     from when on the carrier answers for the number
/// @param estimate    the carrier's own estimate, null when this carrier gives none
/// @param pickup      where it waits for the customer, null when it is brought to the door
/// @param pickupUntil last day there, null when it is brought to the door
/// @param steps       in the order of time
record ParcelScript(
        String order,
        DemoCarrier carrier,
        String number,
        Plot plot,
        Customer customer,
        Instant shippedAt,
        LocalDate promiseDate,
        Instant knownAt,
        @Nullable LocalDate estimate,
        @Nullable PickupPoint pickup,
        @Nullable LocalDate pickupUntil,
        String items,
        long valueMinor,
        List<Step> steps) {

    /// A shop or counter that keeps parcels.
    record PickupPoint(String number, String name, Place place) {}

    ParcelScript {
        steps = List.copyOf(steps);
    }

    /// What the carrier says at that time, oldest first; empty when it does not know the number yet.
    ///
    /// A flapping carrier forgets its newest statement every other quarter of a day, until the journey has ended.
    List<Step> saidBy(Instant now) {
        if (now.isBefore(knownAt)) {
            return List.of();
        }
        List<Step> said = steps.stream().filter(step -> !step.at().isAfter(now)).toList();
        boolean forgets = plot == Plot.FLAPPING
                && now.getEpochSecond() / (6 * 3600) % 2 == 1
                && said.size() > 2
                && said.size() < steps.size();
        return forgets ? said.subList(0, said.size() - 1) : said;
    }

    /// The newest statement at that time; empty when there is none.
    Optional<Step> lastSaid(Instant now) {
        List<Step> said = saidBy(now);
        return said.isEmpty() ? Optional.empty() : Optional.of(said.getLast());
    }

    /// The day the carrier expects to deliver; a delay that it announced moves it to the true day, and nobody knows one
    /// for what lies in a flood.
    Optional<LocalDate> estimateBy(Instant now) {
        if (estimate == null) {
            return Optional.empty();
        }
        boolean delayed = saidBy(now).stream().anyMatch(step -> step.status().isAnnouncedDelay());
        if (delayed && plot == Plot.FLOODED) {
            return Optional.empty();
        }
        return Optional.of(delayed ? steps.getLast().local().toLocalDate() : estimate);
    }
}
