package prevenance.console.api;

import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Evidence;
import prevenance.assess.EvidenceWords;
import prevenance.assess.Flag;
import prevenance.assess.Reason;
import prevenance.assess.Reasons;
import prevenance.assess.Threshold;

/// One flag with what it rests on: as data for programs, and in words for whoever reads them.
final class FlagAnswer {
    private FlagAnswer() {}

    /// @param row the flag as lists show it
    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> row, Flag flag) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>(row);
        Reason closedBy = flag.closedBy();
        answer.put("reason", both(flag.reason()));
        answer.put("closedReason", closedBy == null ? null : both(closedBy));
        answer.put("evidence", evidence(flag.evidence()));
        return answer;
    }

    private static Map<String, String> both(Reason reason) {
        return Map.of(
                "fr", Reasons.text(reason, Locale.FRENCH, ZoneOffset.UTC),
                "en", Reasons.text(reason, Locale.ENGLISH, ZoneOffset.UTC));
    }

    private static Map<String, @Nullable Object> evidence(Evidence evidence) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        int slash = evidence.rule().indexOf('/');
        json.put("rule", slash < 0 ? evidence.rule() : evidence.rule().substring(0, slash));
        json.put("version", slash < 0 ? null : evidence.rule().substring(slash + 1));
        json.put(
                "events",
                evidence.events().stream()
                        .map(seen -> fields(
                                "at", seen.at(), "status", seen.status(), "code", seen.code(), "place", seen.place()))
                        .toList());
        json.put("clock", clock(evidence.clock()));
        json.put("limits", evidence.limits().stream().map(FlagAnswer::limit).toList());
        json.put(
                "notCounted",
                evidence.notCounted().stream()
                        .map(left -> fields(
                                "why", left.why(),
                                "from", left.from(),
                                "to", left.to(),
                                "detail", left.detail(),
                                "minutes", left.minutes()))
                        .toList());
        json.put("facts", evidence.facts());
        json.put("inWords", fields("fr", words(evidence, Locale.FRENCH), "en", words(evidence, Locale.ENGLISH)));
        return json;
    }

    private static @Nullable Map<String, @Nullable Object> clock(Evidence.@Nullable Clock clock) {
        return clock == null
                ? null
                : fields(
                        "from", clock.from().toString(),
                        "to", clock.to().toString(),
                        "measure", clock.measure().name(),
                        "country", clock.country(),
                        "region", clock.region(),
                        "weekdays", clock.weekdays(),
                        "zone", clock.zone());
    }

    private static Map<String, @Nullable Object> limit(Threshold limit) {
        Object source = limit.source() == null ? null : fields("fr", limit.sourceFr(), "en", limit.source());
        return fields(
                "key", limit.key(),
                "value", limit.value(),
                "measure", limit.measure().name(),
                "source", source,
                "checked", limit.checked() == null ? null : limit.checked().toString(),
                "confidence",
                        limit.confidence() == null ? null : limit.confidence().name(),
                "setBy", limit.setBy());
    }

    private static List<Map<String, String>> words(Evidence evidence, Locale locale) {
        return EvidenceWords.lines(evidence, locale, ZoneOffset.UTC).stream()
                .map(line -> Map.of("label", line.label(), "text", line.text()))
                .toList();
    }

    /// @param namesAndValues in turn
    private static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }
}
