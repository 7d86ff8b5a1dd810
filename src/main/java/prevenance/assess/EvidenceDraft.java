package prevenance.assess;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.TrackingEvent;

/// Collects what a verdict rests on.
public final class EvidenceDraft {
    private final String rule;
    private final List<Evidence.Seen> events = new ArrayList<>();
    private final List<Threshold> limits = new ArrayList<>();
    private final List<Evidence.NotCounted> notCounted = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();
    private Evidence.@Nullable Clock clock;

    private EvidenceDraft(String rule) {
        this.rule = rule;
    }

    /// @param rule name and version
    public static EvidenceDraft of(String rule) {
        return new EvidenceDraft(rule);
    }

    public EvidenceDraft event(@Nullable TrackingEvent event) {
        if (event != null) {
            events.add(new Evidence.Seen(
                    event.occurredText(),
                    event.place(),
                    event.carrierCode(),
                    event.status().wireName()));
        }
        return this;
    }

    public EvidenceDraft limit(@Nullable Threshold threshold) {
        if (threshold != null) {
            limits.add(threshold);
        }
        return this;
    }

    /// A silent clock with what it left out.
    public EvidenceDraft clock(SilentClock silent) {
        return clock(silent.evidence(), silent.notCounted());
    }

    public EvidenceDraft clock(Evidence.Clock counted, List<Evidence.NotCounted> left) {
        clock = counted;
        notCounted.addAll(left);
        return this;
    }

    /// A further fact; left out when not known.
    public EvidenceDraft fact(String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            facts.put(name, value.toString());
        }
        return this;
    }

    public Evidence evidence() {
        return new Evidence(rule, events, clock, limits, notCounted, facts);
    }
}
