package prevenance.cases;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentDecision;
import prevenance.cases.incident.IncidentEnd;
import prevenance.cases.incident.IncidentState;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.Worry;
import prevenance.store.Database;
import prevenance.store.Tx;

/// What a person does with an incident. Each is one transaction with its entry in the incident's case; when two do it
/// at
/// once, the second is told.
///
/// A `seenVersion` is [Incident#version()] as the person saw it, null when he did not look.
public final class IncidentActions {
    private final Database database;
    private final DeskSettings settings;
    private final IncidentCases files;
    private final IncidentStore incidents = new IncidentStore();
    private final CaseStore cases = new CaseStore();
    private final CaseBook book;

    public IncidentActions(Database database, DeskSettings settings) {
        this.database = database;
        this.settings = settings;
        this.files = new IncidentCases(settings);
        this.book = new CaseBook(settings);
    }

    /// Approves what all members are told; they hear it one after the other. A further approval is a further wording,
    /// which those hear too who heard the last one.
    public IncidentOutcome approve(
            long id, IncidentWording wording, String author, @Nullable Integer seenVersion, Instant now) {
        Optional<String> wrong = wrong(wording, now);
        if (wrong.isPresent()) {
            return new IncidentOutcome.Refused(wrong.get());
        }
        return onOpen(id, seenVersion, (tx, seen) -> {
            if (seen.worry() == Worry.CODE) {
                return new IncidentOutcome.Refused("a code is no matter of the customers'; nothing is told of it");
            }
            int round = seen.round() + 1;
            IncidentDecision decision = new IncidentDecision(
                    IncidentState.TELLING,
                    wording.texts(),
                    wording.cause() == null || wording.cause() == DelayCause.UNKNOWN
                            ? null
                            : wording.cause().word(),
                    wording.nextUpdateDate(),
                    round);
            String text = "Wording " + round + " approved; its customers are told"
                    + (wording.nextUpdateDate() == null ? "." : ", next news by " + wording.nextUpdateDate() + ".");
            return decided(tx, seen, decision, text, author, now);
        });
    }

    /// Stops the telling: what has not left waits.
    public IncidentOutcome pause(long id, String author, @Nullable Integer seenVersion, Instant now) {
        return state(
                id, IncidentState.TELLING, IncidentState.PAUSED, "The telling is stopped.", author, seenVersion, now);
    }

    /// Lets the telling go on.
    public IncidentOutcome resume(long id, String author, @Nullable Integer seenVersion, Instant now) {
        return state(id, IncidentState.PAUSED, IncidentState.TELLING, "The telling goes on.", author, seenVersion, now);
    }

    /// Decides to tell nothing; cases and mails of its members stay held.
    public IncidentOutcome keepQuiet(long id, String author, @Nullable Integer seenVersion, Instant now) {
        return onOpen(
                id,
                seenVersion,
                (tx, seen) -> decided(
                        tx,
                        seen,
                        new IncidentDecision(
                                IncidentState.QUIET, seen.wording(), seen.cause(), seen.nextUpdateDate(), seen.round()),
                        "Nothing is told to its customers.",
                        author,
                        now));
    }

    /// Ends an incident.
    ///
    /// @param end  ENDED when its cause is over, RELEASED when it was none, DROPPED when nothing is to come of it
    /// @param note why, null when it needs no words
    public IncidentOutcome close(
            long id,
            IncidentEnd end,
            @Nullable String note,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return onOpen(id, seenVersion, (tx, seen) -> {
            String words = note == null || note.isBlank() ? null : note.strip();
            if (!incidents.close(tx, seen, end, words, now)) {
                return changed(id);
            }
            String text = switch (end) {
                case ENDED -> "Its cause is over; who is still in it is a case of his own again.";
                case RELEASED -> "It was no incident; its parcels become cases of their own.";
                case DROPPED -> "It was nothing; no case and no mail comes of its flags.";
            };
            cases.openOfIncident(tx, id).ifPresent(open -> {
                book.append(tx, open.id(), EntryKind.DECIDED, author, text, now);
                CloseReason reason = end == IncidentEnd.ENDED && seen.round() > 0
                        ? CloseReason.CUSTOMER_CONTACTED
                        : CloseReason.NO_ACTION_NEEDED;
                book.close(tx, open, reason, words, author, now);
            });
            return new IncidentOutcome.Done(incidents.find(tx, id).orElseThrow());
        });
    }

    private IncidentOutcome state(
            long id,
            IncidentState from,
            IncidentState to,
            String text,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        return onOpen(
                id,
                seenVersion,
                (tx, seen) -> seen.state() != from
                        ? new IncidentOutcome.Conflict(id, "incident " + id + " is " + seen.state())
                        : decided(
                                tx,
                                seen,
                                new IncidentDecision(
                                        to, seen.wording(), seen.cause(), seen.nextUpdateDate(), seen.round()),
                                text,
                                author,
                                now));
    }

    private IncidentOutcome decided(
            Tx tx, Incident seen, IncidentDecision decision, String text, String author, Instant now) {
        if (!incidents.decide(tx, seen, decision, author, now)) {
            return changed(seen.id());
        }
        files.say(tx, seen, CaseKind.MASS_INCIDENT, EntryKind.DECIDED, author, text, now);
        cases.openOfIncident(tx, seen.id()).ifPresent(open -> cases.change(tx, open, draft -> draft.answered(now)));
        return new IncidentOutcome.Done(incidents.find(tx, seen.id()).orElseThrow());
    }

    private IncidentOutcome onOpen(
            long id, @Nullable Integer seenVersion, BiFunction<Tx, Incident, IncidentOutcome> act) {
        return database.<IncidentOutcome>write(tx -> {
            Incident seen = incidents.find(tx, id).orElse(null);
            if (seen == null) {
                return new IncidentOutcome.NotFound(id);
            }
            if (!seen.isOpen()) {
                return new IncidentOutcome.Conflict(id, "incident " + id + " is closed");
            }
            return seenVersion != null && seenVersion != seen.version() ? changed(id) : act.apply(tx, seen);
        });
    }

    private static IncidentOutcome changed(long id) {
        return new IncidentOutcome.Conflict(id, "incident " + id + " has changed meanwhile; look at it again");
    }

    private Optional<String> wrong(IncidentWording wording, Instant now) {
        for (String language : IncidentWording.LANGUAGES) {
            String text = wording.texts().getOrDefault(language, "");
            if (text.isBlank()) {
                return Optional.of("the wording in '" + language + "' is empty; every customer reads his own language");
            }
            if (text.length() > IncidentWording.LONGEST) {
                return Optional.of("the wording in '" + language + "' has more than " + IncidentWording.LONGEST
                        + " characters; shorten it");
            }
        }
        LocalDate next = wording.nextUpdateDate();
        return next != null && !next.isAfter(now.atZone(settings.zone()).toLocalDate())
                ? Optional.of("the next news are promised for a day that has come; name a later one")
                : Optional.empty();
    }
}
