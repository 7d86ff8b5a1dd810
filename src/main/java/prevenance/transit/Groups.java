package prevenance.transit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All groups that were met.
final class Groups {
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
        String service = carrier + " " + text(lane.service());
        String from = lane.originCountry() + " " + text(lane.originArea());
        String to = lane.destinationCountry() + " " + text(lane.destinationArea());
        Group all = group(absolute, "", null, Ages.ABSOLUTE);
        Group ofCarrier = group(absolute, carrier, all, Ages.ABSOLUTE);
        List<Group> places = below(
                all,
                ofCarrier,
                carrier + " > " + lane.destinationCountry(),
                carrier + " > " + to,
                carrier + " " + from + " > " + to,
                service + " : " + from + " > " + to);
        List<Group> services = below(
                all,
                ofCarrier,
                service + " :",
                service + " : > " + lane.destinationCountry(),
                service + " : > " + to,
                service + " : " + from + " > " + to + " ");
        Group scaled = group(relative, "", null, Ages.RELATIVE);
        Group scaledCarrier = group(relative, carrier, scaled, Ages.RELATIVE);
        Group scaledService = group(relative, service + " :", scaledCarrier, Ages.RELATIVE);
        Group origin = group(absolute, carrier + " " + from + " >", ofCarrier, Ages.ABSOLUTE);
        String key = carrier + "|" + lane.destinationCountry();
        OperatingClock clock = clocks.computeIfAbsent(
                key,
                _ -> new OperatingClock(
                        profile,
                        general,
                        lane.destinationCountry().length() == 2 ? lane.destinationCountry() : "",
                        firstDay,
                        days));
        return Ladder.of(places, services, List.of(scaled, scaledCarrier, scaledService), origin, clock);
    }

    private List<Group> below(Group all, Group carrier, String... names) {
        List<Group> steps = new ArrayList<>(List.of(all, carrier));
        for (String name : names) {
            steps.add(group(absolute, name, steps.getLast(), Ages.ABSOLUTE));
        }
        return List.copyOf(steps);
    }

    private static Group group(Map<String, Group> known, String name, @Nullable Group parent, Ages ages) {
        return known.computeIfAbsent(name, _ -> new Group(name, parent, ages));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
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
