package prevenance.transit;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The groups a parcel belongs to.
///
/// @param places   from all parcels over its destination to its own lane, each the parent of the next
/// @param services the same with the carrier's product before the place
/// @param relative groups whose ages are counted in the lane's typical time, from coarse to fine
/// @param code     the carrier's
/// @param country  of the destination, empty when not known
/// @param origin   where it comes from
/// @param groups   all of them with ages in own time, each once
record Ladder(
        String code,
        String country,
        List<Group> places,
        List<Group> services,
        List<Group> relative,
        Group origin,
        List<Group> groups,
        OperatingClock clock) {
    static Ladder of(
            Lane lane,
            List<Group> places,
            List<Group> services,
            List<Group> relative,
            Group origin,
            OperatingClock clock) {
        List<Group> all = Stream.of(places.stream(), services.stream(), Stream.of(origin))
                .flatMap(each -> each)
                .distinct()
                .toList();
        return new Ladder(lane.carrier(), lane.destinationCountry(), places, services, relative, origin, all, clock);
    }

    /// Where it goes, with that carrier.
    Group destination() {
        return places.get(3);
    }

    Group service() {
        return services.get(2);
    }

    Group lane() {
        return places.get(4);
    }

    Group carrier() {
        return places.get(1);
    }

    Group all() {
        return places.getFirst();
    }

    /// The finest group with so many delivered parcels; null when not even all together are enough.
    @Nullable
    Group finest(int sample) {
        for (Group group : services.reversed()) {
            if (group.sample() >= sample && !group.name.isEmpty()) {
                return group;
            }
        }
        return null;
    }
}
