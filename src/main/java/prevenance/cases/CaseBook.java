package prevenance.cases;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.calendar.OpeningHours;
import prevenance.store.Tx;

/// Opens cases, makes them graver and closes them, for whoever has a cause: the desk, a person, a customer, a
/// refund. Each works in the transaction of its cause.
public final class CaseBook {
    private final DeskSettings settings;
    private final OpeningHours hours;
    private final Priorities priorities;
    private final CaseStore cases = new CaseStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final FlagStore flags = new FlagStore();
    private final DeskStore desk = new DeskStore();

    public CaseBook(DeskSettings settings) {
        this.settings = settings;
        this.hours = settings.openingHours();
        this.priorities = new Priorities(settings);
    }

    /// Writes what happened into the open case of a parcel (or of an order as a whole), which becomes graver
    /// if need be and is woken when it was laid aside; opens one when there is none.
    ///
    /// @param kind   what the cause makes of the case
    /// @param entry  what the entry records
    /// @param author [CaseEntry#SYSTEM], [CaseEntry#CUSTOMER] or a login
    /// @param text   in English, as the staff reads it
    /// @return the case as it stands afterwards
    public ServiceCase raise(
            Tx tx, CaseSubject subject, CaseKind kind, EntryKind entry, String author, String text, Instant now) {
        Optional<ServiceCase> open = openOf(tx, subject);
        ServiceCase mine = open.isPresent()
                ? renewed(tx, woken(tx, graver(tx, open.get(), subject, kind, now), now), now)
                : open(tx, subject, kind, author, now);
        cases.append(tx, mine.id(), entry, author, text, now);
        return mine;
    }

    /// The open case about exactly this parcel, this incident, or this order as a whole.
    public Optional<ServiceCase> openOf(Tx tx, CaseSubject subject) {
        Long incidentId = subject.incidentId();
        if (incidentId != null) {
            return cases.openOfIncident(tx, incidentId);
        }
        Long parcelId = subject.parcelId();
        return parcelId == null
                ? cases.openOfOrder(tx, Objects.requireNonNull(subject.orderId()))
                : cases.openOf(tx, parcelId);
    }

    /// Adds an entry to a case's story.
    public void append(Tx tx, long caseId, EntryKind kind, String author, String text, Instant now) {
        cases.append(tx, caseId, kind, author, text, now);
    }

    /// Closes an open case: its flags that this ends, its deadlines that end with it; the desk then looks
    /// once more.
    ///
    /// @param note what was done, null when the reason says it all
    /// @return false when it changed since it was seen
    public boolean close(
            Tx tx, ServiceCase seen, CloseReason reason, @Nullable String note, String author, Instant now) {
        boolean closed = cases.change(tx, seen, draft -> {
            draft.state = CaseState.CLOSED;
            draft.closedAt = now;
            draft.closeReason = reason;
            draft.waitingUntil = null;
            draft.callBackAt = null;
            if (!author.equals(CaseEntry.SYSTEM)) {
                draft.answered(now);
            }
        });
        if (!closed) {
            return false;
        }
        Long parcelId = seen.parcelId();
        if (parcelId != null) {
            for (Flag flag : flags.openOf(tx, parcelId)) {
                if (reason.ends(flag.kind()) && flags.closeByStaff(tx, flag, now)) {
                    cases.append(tx, seen.id(), EntryKind.FLAG_CLOSED, author, flag.kind() + " dealt with", now);
                }
            }
            if (!author.equals(CaseEntry.SYSTEM)) {
                // The desk looks once more: what waits to be said may no longer be wanted.
                desk.wake(tx, parcelId, now);
            }
        }
        deadlines.dropWithCase(tx, seen.id(), now);
        if (note != null && !note.isBlank()) {
            cases.append(tx, seen.id(), EntryKind.NOTE, author, note.strip(), now);
        }
        cases.append(tx, seen.id(), EntryKind.CLOSED, author, "Closed: " + reason, now);
        return true;
    }

    /// When a first answer to something that comes in now is due.
    public Instant goal(Instant now) {
        return hours.plusOpen(now, settings.goal());
    }

    ServiceCase open(Tx tx, CaseSubject subject, CaseKind kind, String author, Instant now) {
        int priority = priorities.of(kind, subject);
        ServiceCase opened = cases.open(tx, subject, kind, priority, now, goal(now));
        String text = "Opened: " + kind + ", priority " + priority;
        cases.append(tx, opened.id(), EntryKind.OPENED, author, text, now);
        return opened;
    }

    ServiceCase graver(Tx tx, ServiceCase open, CaseSubject subject, CaseKind kind, Instant now) {
        int priority = priorities.of(kind, subject);
        CaseKind gravest = kind.isGraverThan(open.kind()) ? kind : open.kind();
        int urgent = Math.min(priority, open.priority());
        if (gravest == open.kind() && urgent == open.priority()) {
            return open;
        }
        // A case answered long ago is due anew with its graver kind; one still waiting keeps its earlier hour.
        boolean answered = open.owner() != null || open.answeredAt() != null;
        Instant dueAt = open.dueAt().isBefore(now) && answered ? goal(now) : open.dueAt();
        boolean changed = cases.change(tx, open, draft -> {
            draft.kind = gravest;
            draft.priority = urgent;
            draft.dueAt = dueAt;
        });
        if (!changed) {
            return open;
        }
        String text = "Now: " + gravest + ", priority " + urgent;
        cases.append(tx, open.id(), EntryKind.UPGRADED, CaseEntry.SYSTEM, text, now);
        return woken(tx, cases.find(tx, open.id()).orElse(open), now);
    }

    /// What was answered before is to be answered again.
    private ServiceCase renewed(Tx tx, ServiceCase open, Instant now) {
        boolean answered = open.owner() != null || open.answeredAt() != null;
        return answered && open.dueAt().isBefore(now) && cases.change(tx, open, draft -> draft.dueAt = goal(now))
                ? cases.find(tx, open.id()).orElse(open)
                : open;
    }

    /// Takes up again a case that was laid aside, because something new has come.
    ServiceCase woken(Tx tx, ServiceCase open, Instant now) {
        if (open.waitingUntil() == null
                || !cases.change(tx, open, draft -> {
                    draft.waitingUntil = null;
                    draft.dueAt = goal(now);
                })) {
            return open;
        }
        cases.append(tx, open.id(), EntryKind.WOKEN, CaseEntry.SYSTEM, "Taken up again: something new has come.", now);
        return cases.find(tx, open.id()).orElse(open);
    }
}
