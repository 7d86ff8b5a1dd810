package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.BusinessCalendar;
import prevenance.tracking.TrackingEvent;

/// Collects the facts of a [Reason] as text. What is not known is left out, and so is the part of the sentence that
/// needs it.
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

    /// The holidays that were not counted after `from` up to `to`, each with the key of its name.
    Facts skipped(BusinessCalendar calendar, LocalDate from, LocalDate to) {
        return with(
                "skipped",
                calendar.notCounted(from, to).stream()
                        .map(day -> (day + " " + calendar.holidayKey(day).orElse("")).strip())
                        .collect(Collectors.joining(",")));
    }

    /// As [#skipped(BusinessCalendar, LocalDate, LocalDate)] at the destination.
    Facts skipped(Dossier dossier, Instant from, Instant to) {
        Place there = dossier.destination();
        return skipped(there.calendar(), there.dateOf(from), there.dateOf(to));
    }

    Reason reason() {
        return new Reason(key, args);
    }
}
