package prevenance.carrier;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;

/// What a recorded reply shows. Of each kind a carrier should have at least one.
enum SampleKind {
    MOVING("a parcel under way"),
    DELIVERED("a delivered parcel"),
    PROBLEM("a parcel in trouble (attempt, pickup, return, refused, lost)"),
    NOT_FOUND("a number that the carrier does not know");

    private final String words;

    SampleKind(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// What the expected results of one sample show, by the statement that says where the parcel stands; a parcel in
    /// trouble before it was delivered shows both.
    static Set<SampleKind> of(CarrierSample sample) {
        Set<SampleKind> kinds = EnumSet.noneOf(SampleKind.class);
        sample.expected().values().forEach(lines -> kinds.addAll(of(lines)));
        return kinds;
    }

    private static Set<SampleKind> of(List<String> lines) {
        Set<SampleKind> kinds = EnumSet.noneOf(SampleKind.class);
        if (lines.contains("outcome: not-found")) {
            kinds.add(NOT_FOUND);
        }
        boolean newest = true;
        for (String line : lines) {
            if (!line.startsWith("event: ") || line.endsWith("| informational")) {
                continue;
            }
            Milestone milestone = TrackingStatus.find(line.split(" \\| ", 3)[1])
                    .map(TrackingStatus::milestone)
                    .orElse(Milestone.UNKNOWN);
            switch (milestone) {
                case UNKNOWN -> {}
                case ATTEMPT_FAILED, EXCEPTION, AVAILABLE_FOR_PICKUP, RETURNING, RETURNED, HELD -> kinds.add(PROBLEM);
                case DELIVERED -> kinds.add(DELIVERED);
                case ANNOUNCED, ACCEPTED, IN_TRANSIT, OUT_FOR_DELIVERY -> {
                    if (newest) {
                        kinds.add(MOVING);
                    }
                }
            }
            newest = false;
        }
        return kinds;
    }
}
