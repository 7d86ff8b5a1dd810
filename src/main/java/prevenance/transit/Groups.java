package prevenance.transit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// All groups that were met.
final class Groups {
    /// No carrier has this name; an empty one does occur in files.
    private static final String ALL = "*";

    private final Map<String, Group> absolute = new HashMap<>();
    private final Map<String, Group> relative = new HashMap<>();
    private final Map<String, OperatingClock> clocks = new HashMap<>();
    private final Map<Lane, Ladder> ladders = new HashMap<>();
    private final DayProfile profile = new DayProfile();
    private final OperatingClock general;
    private final int firstDay;
    private final int days;

    Groups(int firstDay, int days) {
        this.firstDay = firstDay;
        this.days = days;
        this.general = new OperatingClock(profile, null, "", firstDay, days);
    }

    Ladder of(Lane lane) {
        Ladder known = ladders.get(lane);
        if (known == null) {
            known = ladder(lane);
            ladders.put(lane, known);
        }
        return known;
    }

    private Ladder ladder(Lane lane) {
        String carrier = lane.carrier();
        String service = lane.service() == null ? "" : " " + lane.service();
        String country = lane.destinationCountry();
        String from = (lane.originCountry() + " " + Areas.coarse(lane.originArea())).strip();
        String to = (country + " " + Areas.coarse(lane.destinationArea())).strip();
        String near = (country + " " + Areas.fine(lane.destinationArea())).strip();
        Group all = absolute.computeIfAbsent(ALL, _ -> new Group("", null, Ages.ABSOLUTE));
        Group ofCarrier = group(absolute, carrier, all, Ages.ABSOLUTE);
        List<Group> places = below(
                "",
                ofCarrier,
                carrier + " → " + country,
                carrier + " → " + to,
                carrier + " " + from + " → " + to,
                carrier + " " + from + " → " + near,
                carrier + service + " " + from + " → " + to);
        List<Group> services = below(
                "service ",
                ofCarrier,
                carrier + service,
                carrier + service + " → " + country,
                carrier + service + " → " + to,
                carrier + service + " " + from + " → " + to);
        Group scaled = relative.computeIfAbsent(ALL, _ -> new Group("", null, Ages.RELATIVE));
        Group scaledCarrier = group(relative, carrier, scaled, Ages.RELATIVE);
        Group scaledService = group(relative, carrier + service + " ", scaledCarrier, Ages.RELATIVE);
        Group origin = group(absolute, "origin " + carrier + " " + from, ofCarrier, Ages.ABSOLUTE);
        String key = carrier + "|" + lane.destinationCountry();
        OperatingClock clock = clocks.computeIfAbsent(
                key,
                _ -> new OperatingClock(
                        profile,
                        general,
                        lane.destinationCountry().length() == 2 ? lane.destinationCountry() : "",
                        firstDay,
                        days));
        return Ladder.of(lane, places, services, List.of(scaled, scaledCarrier, scaledService), origin, clock);
    }

    /// A ladder whose steps have keys of their own, so that the same place can stand in two ladders.
    private List<Group> below(String kind, Group carrier, String... names) {
        Group all = Objects.requireNonNull(carrier.parent);
        List<Group> steps = new ArrayList<>(List.of(all, carrier));
        for (String name : names) {
            Group above = steps.getLast();
            steps.add(absolute.computeIfAbsent(
                    kind + steps.size() + " " + name, _ -> new Group(name, above, Ages.ABSOLUTE)));
        }
        return List.copyOf(steps);
    }

    private static Group group(Map<String, Group> known, String name, @Nullable Group parent, Ages ages) {
        return known.computeIfAbsent(name, _ -> new Group(name, parent, ages));
    }

    DayProfile profile() {
        return profile;
    }

    OperatingClock general() {
        return general;
    }

    /// Lets all clocks take over what was noted.
    void learnClocks(double fading) {
        profile.learn(fading);
        general.learn(fading);
        clocks.values().forEach(clock -> clock.learn(fading));
    }
}
