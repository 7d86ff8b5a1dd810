package prevenance.cases;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentEnd;
import prevenance.cases.incident.IncidentStore;
import prevenance.cases.incident.Worry;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;

/// What a person does with a case. Each is one transaction; when two do it at once, the second is told.
///
/// Where an act takes a `seenVersion`, it is [ServiceCase#version()] as the person saw it, and the act is
/// refused when the case has changed since; null when he did not look.
public final class CaseActions {
    private final Database database;
    private final CaseStore cases;
    private final CaseBook book;
    private final CaseActs acts;
    private final DeadlineStore deadlines = new DeadlineStore();
    private final ParcelStore parcels = new ParcelStore();
    private final IncidentStore incidents = new IncidentStore();

    /// With the desk's own defaults.
    public CaseActions(Database database, CaseStore cases) {
        this(database, cases, DeskSettings.defaults());
    }

    public CaseActions(Database database, CaseStore cases, DeskSettings settings) {
        this.database = database;
        this.cases = cases;
        this.book = new CaseBook(settings);
        this.acts = new CaseActs(database, cases);
    }

    /// Opens a case about a parcel by hand, or writes into its open one.
    ///
    /// @param text what it is about
    public CaseOutcome openForParcel(long parcelId, CaseKind kind, String text, String author, Instant now) {
        return open(
                tx -> parcels.find(tx, parcelId).map(CaseSubject::of),
                "there is no parcel " + parcelId,
                kind,
                text,
                author,
                now);
    }

    /// Opens a case about an order as a whole by hand, or writes into its open one.
    ///
    /// @param text what it is about
    public CaseOutcome openForOrder(long orderId, CaseKind kind, String text, String author, Instant now) {
        return open(
                tx -> parcels.findOrder(tx, orderId).map(CustomerOrder::id).map(CaseSubject::order),
                "there is no order " + orderId,
                kind,
                text,
                author,
                now);
    }

    private CaseOutcome open(
            Function<Tx, Optional<CaseSubject>> subject,
            String none,
            CaseKind kind,
            String text,
            String author,
            Instant now) {
        if (text.isBlank()) {
            return new CaseOutcome.Refused("the text is empty; write what the case is about");
        }
        return database.<CaseOutcome>write(tx -> subject.apply(tx)
                .<CaseOutcome>map(about -> new CaseOutcome.Done(
                        book.raise(tx, about, kind, EntryKind.REPORTED, author, text.strip(), now)))
                .orElseGet(() -> new CaseOutcome.Refused(none)));
    }

    /// Closes a case.
    ///
    /// @param note   what was done, null when the reason says it all
    /// @param author who closes it
    public CaseOutcome close(long caseId, CloseReason reason, @Nullable String note, String author, Instant now) {
        return close(caseId, reason, note, author, null, now);
    }

    public CaseOutcome close(
            long caseId,
            CloseReason reason,
            @Nullable String note,
            String author,
            @Nullable Integer seenVersion,
            Instant now) {
        if (!reason.byPerson()) {
            return new CaseOutcome.Refused("only Prevenance itself gives the reason " + reason + "; give another");
        }
        return acts.onOpenCase(caseId, seenVersion, work -> {
            Long incident = work.seen().incidentId();
            if (incident != null && !incidentEndsWith(work.tx(), incident, reason, note, now)) {
                return new CaseOutcome.Refused("close incident " + incident + "; its case ends with it");
            }
            return book.close(work.tx(), work.seen(), reason, note, author, now)
                    ? acts.done(work.tx(), caseId)
                    : CaseActs.changed(caseId);
        });
    }

    /// A code is dealt with when its case is; any other incident is closed by itself.
    private boolean incidentEndsWith(Tx tx, long incidentId, CloseReason reason, @Nullable String note, Instant now) {
        Optional<Incident> open = incidents.find(tx, incidentId).filter(Incident::isOpen);
        return open.isEmpty()
                || open.get().worry() == Worry.CODE
                        && reason.ends(FlagKind.UNMAPPED_CODE)
                        && incidents.close(tx, open.get(), IncidentEnd.DROPPED, note, now);
    }

    /// Opens a closed case again. Refused while its parcel or order has another open one.
    ///
    /// @param why null when it needs no words
    public CaseOutcome reopen(
            long caseId, @Nullable String why, String author, @Nullable Integer seenVersion, Instant now) {
        return database.<CaseOutcome>write(tx -> {
            ServiceCase seen = cases.find(tx, caseId).orElse(null);
            if (seen == null) {
                return new CaseOutcome.NotFound(caseId);
            }
            if (seen.isOpen()) {
                return new CaseOutcome.Refused("case " + caseId + " is open");
            }
            if (seenVersion != null && seen.version() != seenVersion) {
                return CaseActs.changed(caseId);
            }
            Optional<ServiceCase> other = book.openOf(tx, seen.subject());
            if (other.isPresent()) {
                return new CaseOutcome.Conflict(
                        caseId, "case " + other.get().id() + " is open about the same; work there");
            }
            boolean opened = cases.change(tx, seen, draft -> {
                draft.state = CaseState.OPEN;
                draft.closedAt = null;
                draft.closeReason = null;
                draft.dueAt = book.goal(now);
            });
            if (!opened) {
                return CaseActs.changed(caseId);
            }
            String text = why == null || why.isBlank() ? "Opened again" : "Opened again: " + why.strip();
            cases.append(tx, caseId, EntryKind.REOPENED, author, text, now);
            return acts.done(tx, caseId);
        });
    }

    /// Writes into an open case; a case somebody has written in no longer closes itself.
    public CaseOutcome note(long caseId, String text, String author, Instant now) {
        return note(caseId, text, author, null, now);
    }

    public CaseOutcome note(long caseId, String text, String author, @Nullable Integer seenVersion, Instant now) {
        if (text.isBlank()) {
            return new CaseOutcome.Refused("the note is empty; write what was found or done");
        }
        return acts.act(caseId, seenVersion, EntryKind.NOTE, text.strip(), author, now, _ -> {});
    }

    /// Gives a case to somebody. One that another person has is handed over by that person, or given back
    /// first, so that two who take it at once do not both work on it.
    ///
    /// @param owner null gives it back to nobody
    public CaseOutcome assign(long caseId, @Nullable String owner, String author, Instant now) {
        return assign(caseId, owner, author, null, now);
    }

    public CaseOutcome assign(
            long caseId, @Nullable String owner, String author, @Nullable Integer seenVersion, Instant now) {
        if (owner != null && owner.isBlank()) {
            return new CaseOutcome.Refused("the name is empty; name somebody, or nobody to give the case back");
        }
        return acts.onOpenCase(caseId, seenVersion, work -> {
            String before = work.seen().owner();
            if (Objects.equals(before, owner)) {
                return new CaseOutcome.Done(work.seen());
            }
            if (before != null && owner != null && !before.equals(author)) {
                return new CaseOutcome.Conflict(
                        caseId,
                        "the case is with " + before + "; let " + before + " hand it over, or give it back first");
            }
            String text = owner == null ? "Given back by " + before : "Assigned to " + owner;
            return acts.write(work, EntryKind.ASSIGNED, text, author, now, draft -> draft.owner = owner);
        });
    }

    /// Arranges a call: the customer is to be called at an hour.
    public CaseOutcome callBack(long caseId, Instant at, String author, @Nullable Integer seenVersion, Instant now) {
        if (at.isBefore(now)) {
            return new CaseOutcome.Refused("the call would be in the past; name an hour to come");
        }
        return acts.onOpenCase(caseId, seenVersion, work -> {
            if (work.seen().incidentId() != null) {
                return new CaseOutcome.Refused("an incident has no one customer to call; call from a parcel's case");
            }
            CaseOutcome outcome = acts.write(work, EntryKind.CALL_BACK, "To be called at " + at, author, now, draft -> {
                draft.callBackAt = at;
                draft.answered(now);
            });
            if (outcome instanceof CaseOutcome.Done(ServiceCase arranged)) {
                deadlines.set(work.tx(), call(arranged, at), now);
            }
            return outcome;
        });
    }

    /// The customer was called; a call that was arranged is done with it.
    ///
    /// @param note what was said, or that nobody answered
    public CaseOutcome called(long caseId, String note, String author, @Nullable Integer seenVersion, Instant now) {
        if (note.isBlank()) {
            return new CaseOutcome.Refused("the note is empty; write what was said, or that nobody answered");
        }
        return acts.onOpenCase(caseId, seenVersion, work -> {
            deadlines.end(work.tx(), callKey(caseId), DeadlineState.KEPT, now);
            deadlines.end(work.tx(), CustomerVoice.newsKey(caseId), DeadlineState.KEPT, now);
            return acts.write(work, EntryKind.CALLED, note.strip(), author, now, draft -> {
                draft.callBackAt = null;
                draft.answered(now);
            });
        });
    }

    /// What a deadline of the case asks for has been done: the carrier was told, the protest has left.
    ///
    /// @param key  [Deadline#key()]
    /// @param note what was done
    public CaseOutcome deadlineKept(
            long caseId, String key, String note, String author, @Nullable Integer seenVersion, Instant now) {
        if (note.isBlank()) {
            return new CaseOutcome.Refused("the note is empty; write what was done");
        }
        return acts.onOpenCase(caseId, seenVersion, work -> {
            boolean mine = deadlines.ofCase(work.tx(), caseId).stream()
                    .anyMatch(deadline -> deadline.key().equals(key));
            if (!mine) {
                return new CaseOutcome.Refused("the case has no such deadline any more");
            }
            CaseOutcome outcome =
                    acts.write(work, EntryKind.DEADLINE, note.strip(), author, now, draft -> draft.answered(now));
            if (outcome instanceof CaseOutcome.Done) {
                deadlines.end(work.tx(), key, DeadlineState.KEPT, now);
            }
            return outcome;
        });
    }

    /// Says what logistics can learn from a case, also from a closed one.
    public CaseOutcome rootCause(
            long caseId, RootCause cause, String author, @Nullable Integer seenVersion, Instant now) {
        return acts.onCase(
                caseId,
                seenVersion,
                work -> acts.write(
                        work, EntryKind.ROOT_CAUSE, "Cause: " + cause, author, now, draft -> draft.rootCause = cause));
    }

    /// Lays a case aside until an hour, when it comes back to be done.
    ///
    /// @param why what is waited for
    public CaseOutcome layAside(
            long caseId, Instant until, String why, String author, @Nullable Integer seenVersion, Instant now) {
        if (!until.isAfter(now)) {
            return new CaseOutcome.Refused("a case is laid aside until an hour to come");
        }
        if (why.isBlank()) {
            return new CaseOutcome.Refused("the reason is empty; write what is waited for");
        }
        String text = "Laid aside until " + until + ": " + why.strip();
        return acts.act(
                caseId, seenVersion, EntryKind.LAID_ASIDE, text, author, now, draft -> draft.waitingUntil = until);
    }

    /// Gives several cases to somebody; one outcome each, in their order.
    public List<CaseOutcome> assignAll(List<Long> caseIds, @Nullable String owner, String author, Instant now) {
        return each(caseIds, id -> assign(id, owner, author, now));
    }

    /// Closes several cases; one outcome each, in their order.
    public List<CaseOutcome> closeAll(
            List<Long> caseIds, CloseReason reason, @Nullable String note, String author, Instant now) {
        return each(caseIds, id -> close(id, reason, note, author, now));
    }

    /// Writes into several cases; one outcome each, in their order.
    public List<CaseOutcome> noteAll(List<Long> caseIds, String text, String author, Instant now) {
        return each(caseIds, id -> note(id, text, author, now));
    }

    private static List<CaseOutcome> each(List<Long> caseIds, LongFunction<CaseOutcome> act) {
        return caseIds.stream().map(act::apply).toList();
    }

    static Deadline call(ServiceCase about, Instant at) {
        return new Deadline(
                callKey(about.id()),
                DeadlineKind.CALL_BACK,
                about.order(),
                about.parcelId(),
                about.id(),
                at,
                null,
                null,
                "own.call-back");
    }

    private static String callKey(long caseId) {
        return "case:" + caseId + "/call-back";
    }
}
