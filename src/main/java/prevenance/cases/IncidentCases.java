package prevenance.cases;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentEvidence;
import prevenance.cases.incident.IncidentScope;
import prevenance.cases.incident.Worry;
import prevenance.store.Tx;

/// The one case of an incident: opened with it, reminded of what was promised, closed with it.
final class IncidentCases {
    private final CaseBook book;
    private final CaseStore cases = new CaseStore();

    IncidentCases(DeskSettings settings) {
        this.book = new CaseBook(settings);
    }

    void open(Tx tx, Incident incident, Instant now) {
        CaseKind kind = incident.worry() == Worry.CODE ? CaseKind.UNMAPPED_CODE : CaseKind.MASS_INCIDENT;
        ServiceCase opened = book.open(tx, CaseSubject.incident(incident.id()), kind, CaseEntry.SYSTEM, now);
        book.append(tx, opened.id(), EntryKind.FLAG_RAISED, CaseEntry.SYSTEM, words(incident), now);
    }

    /// Writes into the incident's case, opening one when a person has closed it.
    void say(Tx tx, Incident incident, CaseKind kind, EntryKind entry, String author, String text, Instant now) {
        book.raise(tx, CaseSubject.incident(incident.id()), kind, entry, author, text, now);
    }

    void remind(Tx tx, Incident incident, Instant now) {
        String text = "News are promised by " + incident.nextUpdateDate()
                + ". Approve a further wording; without one, each customer gets a word that there is nothing new.";
        say(tx, incident, CaseKind.MASS_INCIDENT, EntryKind.PROMISED_NEWS, CaseEntry.SYSTEM, text, now);
    }

    /// Closes its case, or leaves it to whom has it.
    void ended(Tx tx, Incident incident, String text, Instant now) {
        ServiceCase open = cases.openOfIncident(tx, incident.id()).orElse(null);
        if (open == null) {
            return;
        }
        book.append(tx, open.id(), EntryKind.REASONS_ENDED, CaseEntry.SYSTEM, text, now);
        if (!cases.isInHands(tx, open)) {
            book.close(tx, open, CloseReason.RESOLVED_BY_ITSELF, null, CaseEntry.SYSTEM, now);
        }
    }

    private static String words(Incident incident) {
        IncidentEvidence evidence = incident.evidence();
        if (incident.key().scope() == IncidentScope.CODE) {
            return "A code that our table does not list: " + incident.key().value() + " of " + incident.carrier();
        }
        String kinds = evidence.kinds().entrySet().stream()
                .sorted(java.util.Map.Entry.<String, Integer>comparingByValue().reversed())
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s in %d minutes, %s %s of %s; usual %.1f, limit %d",
                kinds,
                evidence.minutes(),
                incident.key().scope().name().toLowerCase(Locale.ROOT),
                incident.place(),
                incident.carrier(),
                evidence.usual(),
                evidence.limit());
    }
}
