package prevenance.assess;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.DayOff;
import prevenance.tracking.TrackingEvent;

/// Collects the facts of a [Reason] as text. What is not known is left out, and so is the part of the
/// sentence that needs it.
final class Facts {
    private final String key;
    private final Map<String, String> args = new TreeMap<>();

    private Facts(String key) {
        this.key = key;
    }

    static Facts of(String key) {
        return new Facts(key);
    }

    Facts with(String fact, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            args.put(fact, value.toString());
        }
        return this;
    }

    /// The carrier's name, and time (as far as the zone is known), place and code of its statement.
    Facts statement(Dossier dossier, TrackingEvent event) {
        return with("carrier", dossier.carrierName())
                .with("at", event.zoneKnown() ? event.occurredAt() : event.occurredLocal())
                .with("place", event.place())
                .with("code", event.carrierCode());
    }

    /// The holidays and closed days that a clock left out, each with the key of its name, and the hours
    /// of a feed that was down, begun ones counted whole.
    Facts skipped(List<Evidence.NotCounted> left) {
        long minutes = left.stream().mapToLong(Evidence.NotCounted::minutes).sum();
        return with(
                        "skipped",
                        left.stream()
                                .filter(one -> one.why().equals(DayOff.HOLIDAY.name())
                                        || one.why().equals(DayOff.CLOSED.name()))
                                .map(one -> one.detail() == null ? one.from() : one.from() + " " + one.detail())
                                .collect(Collectors.joining(",")))
                .with("down", minutes == 0 ? null : (minutes + 59) / 60);
    }

    Reason reason() {
        return new Reason(key, args);
    }
}
