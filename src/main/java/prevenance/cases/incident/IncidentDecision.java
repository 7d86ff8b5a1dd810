package prevenance.cases.incident;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person decides about an incident, as its row then stands.
///
/// @param wording        by language, empty while nothing is to be told
/// @param cause          as [Incident#cause()]
/// @param nextUpdateDate promised in the mail, null when none is
/// @param round          one more than before when a new wording is to be told
public record IncidentDecision(
        IncidentState state,
        Map<String, String> wording,
        @Nullable String cause,
        @Nullable LocalDate nextUpdateDate,
        int round) {}
