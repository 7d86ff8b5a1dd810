package prevenance.assess;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.calendar.DayOff;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What a verdict rests on, for people who ask why. The same evidence is the same JSON, byte for byte.
///
/// @param rule       name and version
/// @param events     the statements it rests on, oldest first
/// @param clock      what was counted; null when nothing was: the statement alone is the reason
/// @param limits     the limits that were applied
/// @param notCounted what the clock left out, in order
/// @param facts      what else it rests on, such as the sample behind a prediction; by name, as text
public record Evidence(
        String rule,
        List<Seen> events,
        @Nullable Clock clock,
        List<Threshold> limits,
        List<NotCounted> notCounted,
        Map<String, String> facts) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .build();

    /// A statement.
    ///
    /// @param at     ISO 8601; without an offset when its zone is unknown
    /// @param place  null when not said
    /// @param code   the carrier's own, empty when it has none
    /// @param status our meaning of it
    public record Seen(String at, @Nullable String place, String code, String status) {
        public Seen {
            // What is empty is not written.
            code = code == null ? "" : code;
        }
    }

    /// What was counted.
    ///
    /// @param to       when the limit is reached
    /// @param measure  in what it was counted
    /// @param country  whose calendar: ISO 3166-1 alpha-2
    /// @param region   the region whose holidays hold; null for none
    /// @param weekdays that count, in their order
    /// @param zone     whose clock
    public record Clock(
            Instant from,
            Instant to,
            Measure measure,
            String country,
            @Nullable String region,
            List<String> weekdays,
            String zone) {
        public Clock {
            weekdays = weekdays == null ? List.of() : List.copyOf(weekdays);
        }
    }

    /// Time that was left out.
    ///
    /// @param why    a [DayOff], or [#OUTAGE]
    /// @param from   the day, or the instant at which the outage began to matter
    /// @param to     null for a day; for an outage when it ended
    /// @param detail key of the holiday, cause of the outage; null for others
    /// @param minutes left out of the clock; 0 for a day
    public record NotCounted(
            String why,
            String from,
            @Nullable String to,
            @Nullable String detail,
            long minutes) {
        /// The carrier's feed was down.
        public static final String OUTAGE = "OUTAGE";
    }

    public Evidence {
        events = events == null ? List.of() : List.copyOf(events);
        limits = limits == null ? List.of() : List.copyOf(limits);
        notCounted = notCounted == null ? List.of() : List.copyOf(notCounted);
        facts = facts == null ? Map.of() : Map.copyOf(facts);
    }

    /// Nothing but the rule.
    public static Evidence of(String rule) {
        return new Evidence(rule, List.of(), null, List.of(), List.of(), Map.of());
    }

    /// The same with a further fact.
    public Evidence with(String fact, String value) {
        Map<String, String> more = new TreeMap<>(facts);
        more.put(fact, value);
        return new Evidence(rule, events, clock, limits, notCounted, more);
    }

    /// Sorted, so that the same evidence is the same text.
    public String json() {
        return JSON.writeValueAsString(this);
    }

    /// Reads what [#json()] wrote; evidence of the rule alone when there is none or it cannot be read.
    public static Evidence read(@Nullable String json, String rule) {
        if (json == null) {
            return of(rule);
        }
        try {
            return JSON.readValue(json, Evidence.class);
        } catch (tools.jackson.core.JacksonException otherVersion) {
            return of(rule);
        }
    }
}
