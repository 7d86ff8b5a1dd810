package prevenance.transit;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// What simple rules would have said at the same moments, from what was known then: to be beaten.
public final class SimpleRules {
    private static final int STEPS = 800;
    private static final int HOURS_PER_STEP = 6;
    private static final int ENOUGH = 30;

    /// What they say at one moment.
    ///
    /// @param baseRate share of late ones among earlier decisions that many days before the promise
    /// @param old      older than nine of ten delivered parcels of its lane were
    public record Said(double baseRate, boolean old) {}

    /// How long the parcels of a lane took.
    private static final class Times {
        private final int[] counts = new int[STEPS];
        private int all;

        void note(Duration took) {
            counts[Math.clamp(took.toHours() / HOURS_PER_STEP, 0, STEPS - 1)]++;
            all++;
        }

        boolean isExceededBy(Duration age) {
            int step = Math.clamp(age.toHours() / HOURS_PER_STEP, 0, STEPS);
            int below = 0;
            for (int i = 0; i < step; i++) {
                below += counts[i];
            }
            return below >= 0.9 * all;
        }
    }

    private final Map<String, Times> lanes = new HashMap<>();
    private final Map<Integer, int[]> rates = new HashMap<>();

    private SimpleRules() {}

    /// One for each answer, in their order.
    public static List<Said> of(List<PastJourney> history, List<Answer> answers) {
        return new SimpleRules().walk(history, answers);
    }

    private List<Said> walk(List<PastJourney> history, List<Answer> answers) {
        List<PastJourney> arrivals = history.stream()
                .filter(parcel -> parcel.deliveredAt() != null)
                .sorted(Comparator.comparing(parcel -> Objects.requireNonNull(parcel.deliveredAt())))
                .toList();
        List<Answer> settled = answers.stream()
                .filter(answer -> answer.truth() != null)
                .sorted(Comparator.comparing(SimpleRules::promise))
                .toList();
        List<Said> said = new ArrayList<>(java.util.Collections.nCopies(answers.size(), new Said(0.1, false)));
        int arrived = 0;
        int known = 0;
        int[] order = IntStream.range(0, answers.size())
                .boxed()
                .sorted(Comparator.comparing(i -> answers.get(i).decidedAt()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i : order) {
            Answer answer = answers.get(i);
            LocalDateTime now = answer.decidedAt();
            while (arrived < arrivals.size()
                    && Objects.requireNonNull(arrivals.get(arrived).deliveredAt())
                            .isBefore(now)) {
                note(arrivals.get(arrived++));
            }
            while (known < settled.size() && promise(settled.get(known)).isBefore(now)) {
                Answer past = settled.get(known++);
                int[] rate = rates.computeIfAbsent(past.daysBefore(), _ -> new int[2]);
                rate[0] += Boolean.TRUE.equals(past.truth()) ? 1 : 0;
                rate[1]++;
            }
            said.set(i, say(answer, now));
        }
        return said;
    }

    private static LocalDateTime promise(Answer answer) {
        PastJourney parcel = Objects.requireNonNull(answer.parcel());
        return Objects.requireNonNull(parcel.promisedBy());
    }

    private void note(PastJourney parcel) {
        Duration took = Duration.between(parcel.handedOverAt(), parcel.deliveredAt());
        lanes.computeIfAbsent(lane(parcel.lane()), _ -> new Times()).note(took);
        lanes.computeIfAbsent("", _ -> new Times()).note(took);
    }

    private static String lane(Lane lane) {
        return lane.carrier() + "|" + lane.service() + "|" + lane.originCountry() + Areas.coarse(lane.originArea())
                + "|" + lane.destinationCountry() + Areas.coarse(lane.destinationArea());
    }

    private Said say(Answer answer, LocalDateTime now) {
        int[] rate = rates.getOrDefault(answer.daysBefore(), new int[2]);
        double base = (rate[0] + 1) / (rate[1] + 10.0);
        PastJourney parcel = answer.parcel();
        if (parcel == null) {
            return new Said(base, false);
        }
        Times own = lanes.get(lane(parcel.lane()));
        Times times = own != null && own.all >= ENOUGH ? own : lanes.get("");
        Duration age = Duration.between(parcel.handedOverAt(), now);
        return new Said(base, times != null && times.all >= ENOUGH && times.isExceededBy(age));
    }
}
