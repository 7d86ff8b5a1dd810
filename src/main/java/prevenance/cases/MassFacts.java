package prevenance.cases;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentScope;

/// What a message about an incident says besides the parcel's own facts.
final class MassFacts {
    /// Which wording of which incident it is. Not for templates: the desk reads it back to know what was told.
    private static final String INCIDENT = "incident";
    /// The paragraphs that the staff wrote.
    private static final String WORDING = "wording";

    private static final Pattern GAP = Pattern.compile("\\n\\s*\\n");

    private MassFacts() {}

    /// Whether a message told an incident's wording, or a later one.
    static boolean isOf(Said said, Incident incident, int round) {
        return said.number(INCIDENT, "id") == incident.id() && said.number(INCIDENT, "round") >= round;
    }

    /// The parcel's own facts with the incident's.
    ///
    /// @param locale the customer's
    /// @param today  where his parcel goes: what was promised for a day that has passed is not promised again
    static Map<String, @Nullable Object> with(
            Map<String, @Nullable Object> own, Incident incident, Locale locale, LocalDate today) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>(own);
        Map<String, @Nullable Object> which = new LinkedHashMap<>();
        which.put("id", incident.id());
        which.put("round", incident.round());
        facts.put(INCIDENT, which);
        String cause = incident.cause();
        if (cause != null) {
            facts.put("cause", cause);
        }
        facts.put("area", incident.key().scope() == IncidentScope.DEPOT ? incident.label() : null);
        facts.put(WORDING, paragraphs(words(incident, locale)));
        LocalDate next = incident.nextUpdateDate();
        if (next != null && next.isAfter(today)) {
            facts.put(MessageFacts.NEXT_UPDATE, next.toString());
        }
        return facts;
    }

    private static List<String> paragraphs(@Nullable String text) {
        return text == null
                ? List.of()
                : GAP.splitAsStream(text)
                        .map(String::strip)
                        .filter(paragraph -> !paragraph.isEmpty())
                        .toList();
    }

    /// In his language, else in English, else in whatever there is; null when nobody wrote any.
    private static @Nullable String words(Incident incident, Locale locale) {
        Map<String, String> wording = incident.wording();
        String mine = wording.get(locale.getLanguage());
        String english = mine == null ? wording.get("en") : mine;
        return english == null ? wording.values().stream().findFirst().orElse(null) : english;
    }
}
