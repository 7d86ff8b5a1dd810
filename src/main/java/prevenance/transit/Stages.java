package prevenance.transit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.PastJourney.Step;

/// What is learned from the statements of the carriers: how long it still takes from a stage and after so much silence,
/// and how long the silence after a kind of statement can be.
final class Stages {
    /// Silences in own time after which a parcel counts as being in a further stage.
    private static final double[] SILENCES = {0, 0.5, 1, 2, 3, 5, 8, 12, 20};

    /// More stages of one parcel than this are not followed.
    private static final int MOST_SEEN = 16;

    /// A parcel was in a stage at a moment of own time.
    record Seen(List<Group> groups, double at) {}

    private final Map<String, Group> groups = new HashMap<>();
    private final Map<String, Silences> silences = new HashMap<>();

    /// The groups of a stage, from coarse to fine.
    List<Group> of(String carrier, TrackingStatus status, double silence) {
        int step = 0;
        while (step < SILENCES.length - 1 && SILENCES[step + 1] <= silence) {
            step++;
        }
        List<Group> ladder = new ArrayList<>(4);
        String after = " " + step;
        ladder.add(group("any" + after, null));
        ladder.add(group(status.milestone() + after, ladder.getLast()));
        ladder.add(group(status.wireName() + after, ladder.getLast()));
        ladder.add(group(carrier + " " + status.wireName() + after, ladder.getLast()));
        return ladder;
    }

    private Group group(String name, @Nullable Group parent) {
        return groups.computeIfAbsent(name, _ -> new Group(name, parent, Ages.ABSOLUTE));
    }

    /// The stage in which a parcel is at a moment; null before its first statement.
    @Nullable
    List<Group> at(Travel travel, long second) {
        Step last = null;
        for (Step step : travel.steps) {
            if (LearningWalk.second(step.at()) > second) {
                break;
            }
            last = step;
        }
        return last == null ? null : of(travel.ladder.code(), last.status(), silence(travel, last, second));
    }

    private static double silence(Travel travel, Step step, long second) {
        OperatingClock clock = travel.ladder.clock();
        return Math.max(0, clock.at(second) - clock.at(LearningWalk.second(step.at())));
    }

    /// A day of a parcel: what its stages so far turned into, and in which it has come.
    void live(Travel travel, int day, long end, boolean arrived, double weight) {
        OperatingClock clock = travel.ladder.clock();
        double today = clock.at(OperatingClock.start(day));
        double until = clock.at(end);
        while (travel.looked < travel.steps.size()) {
            Step step = travel.steps.get(travel.looked);
            long second = LearningWalk.second(step.at());
            if (second >= end) {
                break;
            }
            travel.looked++;
            if (second < travel.delivered && travel.seen.size() < MOST_SEEN) {
                travel.seen.add(new Seen(of(travel.ladder.code(), step.status(), 0), clock.at(second)));
            }
        }
        for (Seen seen : travel.seen) {
            double from = Math.max(today, seen.at());
            if (until > from) {
                for (Group group : seen.groups()) {
                    group.lived(from - seen.at(), until - from, arrived, weight);
                }
            }
        }
        if (!arrived && travel.looked > 0 && travel.seen.size() < MOST_SEEN) {
            Step last = travel.steps.get(travel.looked - 1);
            List<Group> stage = of(travel.ladder.code(), last.status(), silence(travel, last, end));
            if (travel.seen.isEmpty() || travel.seen.getLast().groups().getLast() != stage.getLast()) {
                travel.seen.add(new Seen(stage, until));
            }
        }
    }

    /// Notes the longest silence after each kind of statement of a parcel that has arrived.
    void arrived(Travel travel, String carrier, String country) {
        Map<TrackingStatus, Long> longest = new HashMap<>();
        for (int i = 0; i < travel.steps.size(); i++) {
            long from = LearningWalk.second(travel.steps.get(i).at());
            long next = i + 1 < travel.steps.size()
                    ? Math.min(LearningWalk.second(travel.steps.get(i + 1).at()), travel.delivered)
                    : travel.delivered;
            if (next > from) {
                longest.merge(travel.steps.get(i).status(), next - from, Math::max);
            }
        }
        longest.forEach((status, seconds) -> {
            for (String key : keys(status, carrier, country)) {
                silences.computeIfAbsent(key, _ -> new Silences()).note(seconds);
            }
        });
    }

    private static List<String> keys(TrackingStatus status, String carrier, String country) {
        return List.of(
                carrier + " > " + country + ": " + status.wireName(),
                carrier + ": " + status.wireName(),
                status.wireName());
    }

    /// The finest group with enough parcels.
    Optional<SilenceLimit> limit(TrackingStatus status, String carrier, String country, int minimum) {
        for (String key : keys(status, carrier, country)) {
            Silences known = silences.get(key);
            if (known != null && known.count() >= minimum) {
                return Optional.of(new SilenceLimit(known.quantile(0.99), known.count(), key));
            }
        }
        return Optional.empty();
    }

    /// Of each carrier and kind of statement with enough parcels, sorted by carrier, the longest silence first.
    List<UsualSilence> usual(int minimum) {
        List<UsualSilence> usual = new ArrayList<>();
        silences.forEach((key, known) -> {
            int colon = key.indexOf(": ");
            boolean ofCarrier = colon > 0 && !key.contains(" > ");
            if (ofCarrier && known.count() >= minimum) {
                TrackingStatus.find(key.substring(colon + 2))
                        .ifPresent(status -> usual.add(new UsualSilence(
                                key.substring(0, colon), status, known.quantile(0.99), known.count())));
            }
        });
        usual.sort(Comparator.comparing(UsualSilence::carrier)
                .thenComparing(UsualSilence::limit, Comparator.reverseOrder())
                .thenComparing(UsualSilence::status));
        return usual;
    }
}
