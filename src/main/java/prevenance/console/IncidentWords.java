package prevenance.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseEntry;
import prevenance.cases.EntryKind;
import prevenance.cases.IncidentWording;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentEvidence;
import prevenance.cases.incident.IncidentScope;
import prevenance.cases.incident.MemberListStore;
import prevenance.web.Dates;
import prevenance.web.Texts;

/// An incident in the words of its reader: its title, why it is one, what to start its wording from.
final class IncidentWords {
    /// What people and the desk wrote into its case, by how it begins, and how it is said.
    private static final Map<String, String> DEEDS = Map.of(
            "Wording ", "incident.deed.approved",
            "The telling is stopped", "incident.deed.paused",
            "The telling goes on", "incident.deed.resumed",
            "Nothing is told", "incident.deed.quiet",
            "Its cause is over", "incident.deed.ended",
            "It was no incident", "incident.deed.released",
            "It was nothing", "incident.deed.dropped",
            "All its parcels", "incident.deed.recovered",
            "News are promised", "incident.deed.promised");

    private final Texts texts;
    private final CarrierNames carriers;

    /// An incident in a list.
    public record Listed(Incident incident, String title, MemberListStore.Standing standing) {}

    IncidentWords(Texts texts, CarrierDirectory carriers) {
        this.texts = texts;
        this.carriers = new CarrierNames(carriers);
    }

    /// `Late or stuck at Lyon, Swift Post`.
    String title(Incident incident, Locale locale) {
        return texts.text(
                locale,
                "incident.title." + incident.key().scope(),
                texts.text(locale, "incident.worry." + incident.worry()),
                place(incident, locale),
                carriers.of(incident.carrier()));
    }

    /// The counts and limits that made it one.
    List<String> evidence(Incident incident, Locale locale) {
        IncidentEvidence evidence = incident.evidence();
        if (incident.key().scope() == IncidentScope.CODE) {
            return List.of(texts.text(locale, "incident.evidence.code"));
        }
        String kinds = new TreeMap<>(evidence.kinds())
                .entrySet().stream()
                        .map(entry -> entry.getValue() + " " + texts.text(locale, "flag-kind." + entry.getKey()))
                        .collect(Collectors.joining(", "));
        String first = texts.text(
                locale, "incident.evidence", evidence.parcels(), evidence.minutes(), place(incident, locale), kinds);
        String usual = evidence.days() == 0
                ? texts.text(locale, "incident.evidence.no-usual", evidence.limit())
                : texts.text(locale, "incident.evidence.usual", evidence.usual(), evidence.days(), evidence.limit());
        return incident.key().scope() == IncidentScope.DEPOT || incident.key().scope() == IncidentScope.AREA
                ? List.of(first, usual)
                : List.of(
                        first,
                        usual,
                        texts.text(locale, "incident.evidence.share", evidence.underWay(), evidence.burst()));
    }

    /// Words to start from, by language: only what is known.
    Map<String, String> draft(Incident incident) {
        Map<String, String> draft = new TreeMap<>();
        for (String language : IncidentWording.LANGUAGES) {
            Locale locale = Locale.forLanguageTag(language);
            draft.put(
                    language,
                    texts.text(
                            locale,
                            "incident.draft." + incident.worry() + (hasPlace(incident) ? ".place" : ""),
                            carriers.of(incident.carrier()),
                            place(incident, locale)));
        }
        return draft;
    }

    /// What an entry of its case says; empty when its kind says it all.
    String deed(CaseEntry entry, Locale locale) {
        if (entry.kind() == EntryKind.NOTE || entry.kind() == EntryKind.REPORTED) {
            return entry.text();
        }
        return DEEDS.entrySet().stream()
                .filter(deed -> entry.text().startsWith(deed.getKey()))
                .findFirst()
                .map(deed -> texts.text(locale, deed.getValue()))
                .orElse("");
    }

    private static boolean hasPlace(Incident incident) {
        return incident.key().scope() == IncidentScope.DEPOT;
    }

    private String place(Incident incident, Locale locale) {
        return switch (incident.key().scope()) {
            case DAY -> Dates.date(LocalDate.parse(incident.key().value()), locale);
            case CARRIER -> carriers.of(incident.carrier());
            case DEPOT, AREA, SERVICE, CODE -> incident.place();
        };
    }
}
