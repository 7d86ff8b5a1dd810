package prevenance.transit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;

/// What an alarm would have cost and brought: a parcel is told of once, the first time the rule holds.
public final class AlertTable {
    /// A row.
    ///
    /// @param per100      parcels told of, per 100 with a promise
    /// @param precision   share of them that was late
    /// @param recall      share of the late ones that was told of
    /// @param leadDays    median days between the alarm and the promise, of those that were late
    public record Row(double per100, double precision, double recall, double leadDays) {}

    private final List<Answer> answers;
    private final Map<String, Boolean> late = new LinkedHashMap<>();
    private final Map<String, PastJourney> parcels = new HashMap<>();

    /// @param history the parcels, of which those with a promise that is known to be kept or broken count
    public AlertTable(List<PastJourney> history, List<Answer> answers) {
        this.answers = answers;
        for (Answer answer : answers) {
            PastJourney parcel = answer.parcel();
            if (parcel != null && answer.truth() != null) {
                late.put(parcel.parcel(), answer.truth());
            }
        }
        for (PastJourney parcel : history) {
            boolean due =
                    parcel.promisedBy() != null && parcel.deliveredAt() != null && !late.containsKey(parcel.parcel());
            if (due) {
                // Delivered, or handed over, within the last day: nothing could be asked.
                late.put(
                        parcel.parcel(),
                        Objects.requireNonNull(parcel.deliveredAt())
                                .isAfter(Objects.requireNonNull(parcel.promisedBy())));
            }
            parcels.put(parcel.parcel(), parcel);
        }
    }

    /// Parcels that count: those whose promise is known to be kept or broken.
    public int size() {
        return late.size();
    }

    /// Of an alarm raised at those answers, by their index.
    public Row of(IntPredicate alarm) {
        Map<String, Double> lead = new HashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            PastJourney parcel = answers.get(i).parcel();
            if (parcel != null && answers.get(i).known() && late.containsKey(parcel.parcel()) && alarm.test(i)) {
                double days = Duration.between(answers.get(i).decidedAt(), parcel.promisedBy())
                                .toSeconds()
                        / 86_400.0;
                lead.merge(parcel.parcel(), days, Math::max);
            }
        }
        return row(lead);
    }

    /// Of "not handed over yet two days before the promise".
    public Row notHandedOver() {
        Map<String, Double> lead = new HashMap<>();
        parcels.forEach((number, parcel) -> {
            if (late.containsKey(number) && parcel.promisedBy() != null && parcel.orderedAt() != null) {
                var moment = parcel.promisedBy().minusDays(2);
                if (parcel.orderedAt().isBefore(moment) && parcel.handedOverAt().isAfter(moment)) {
                    lead.put(number, 2.0);
                }
            }
        });
        return row(lead);
    }

    private Row row(Map<String, Double> lead) {
        List<Double> right = new ArrayList<>();
        lead.forEach((number, days) -> {
            if (Boolean.TRUE.equals(late.get(number))) {
                right.add(days);
            }
        });
        Collections.sort(right);
        long allLate = late.values().stream().filter(each -> each).count();
        return new Row(
                100.0 * lead.size() / Math.max(1, late.size()),
                lead.isEmpty() ? Double.NaN : (double) right.size() / lead.size(),
                allLate == 0 ? Double.NaN : (double) right.size() / allLate,
                right.isEmpty() ? Double.NaN : right.get(right.size() / 2));
    }
}
