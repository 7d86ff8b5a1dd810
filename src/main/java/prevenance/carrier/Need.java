package prevenance.carrier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.config.YamlSection;

/// A second key without which a carrier finds no parcel.
public enum Need {
    POSTCODE("postcode", "the recipient's postcode") {
        @Override
        @Nullable
        Object of(TrackingQuery query) {
            return query.postcode();
        }
    },
    COUNTRY("country", "the recipient's country") {
        @Override
        @Nullable
        Object of(TrackingQuery query) {
            return query.country();
        }
    },
    SHIP_DATE("ship-date", "the day on which it was handed over") {
        @Override
        @Nullable
        Object of(TrackingQuery query) {
            return query.shipDate();
        }
    };

    private final String word;
    private final String meaning;

    Need(String word, String meaning) {
        this.word = word;
        this.meaning = meaning;
    }

    /// The word in a definition, which is also the variable in its templates.
    public String word() {
        return word;
    }

    /// Its value in a question, null when the shop did not give it.
    abstract @Nullable Object of(TrackingQuery query);

    /// What becomes of a parcel that lacks what its carrier needs; empty when it lacks nothing.
    public static Optional<PollOutcome> refusal(Collection<Need> needs, TrackingQuery query) {
        List<String> missing = new ArrayList<>();
        for (Need need : needs) {
            Object value = need.of(query);
            if (value == null || value.toString().isBlank()) {
                missing.add(need.meaning);
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new PollOutcome.Refused(
                        "not asked: the carrier needs " + String.join(" and ", missing) + ", add it to the order"));
    }

    static Set<Need> read(YamlSection section) {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        for (String text : section.texts("needs")) {
            List<Need> named = List.of(values()).stream()
                    .filter(need -> need.word.equals(text))
                    .toList();
            if (named.isEmpty()) {
                section.problem("needs", "'" + text + "' is no second key", "write postcode, country or ship-date");
            }
            needs.addAll(named);
        }
        return Collections.unmodifiableSet(needs);
    }
}
