package prevenance.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Failure;
import prevenance.store.Tx;

/// What happens to cases by the clock alone: those laid aside come back, deadlines pass, and a mail
/// that has left is counted as the first answer.
public final class CaseRounds {
    private static final Logger LOG = LoggerFactory.getLogger(CaseRounds.class);
    private static final int PER_BEAT = 500;
    private static final Duration EVERY_CASE = Duration.ofHours(1);

    /// A mail is told to have left a little after it has.
    private static final Duration OVERLAP = Duration.ofMinutes(30);

    private final Database database;
    private final CaseBook book;
    private final CaseStore cases = new CaseStore();
    private final CaseClockStore clock = new CaseClockStore();
    private final DeadlineStore deadlines = new DeadlineStore();
    private final Map<String, String> broken = new HashMap<>();
    private @Nullable Instant mailsLookedAt;
    private @Nullable Instant everyCaseAt;

    public CaseRounds(Database database, DeskSettings settings) {
        this.database = database;
        this.book = new CaseBook(settings);
    }

    /// Does all that is due. Returns how many cases and deadlines changed.
    public int lookDue(Instant now) {
        int changed = 0;
        for (long id : database.<List<Long>>read(tx -> clock.toWake(tx, now, PER_BEAT))) {
            changed += guarded("case " + id, tx -> wake(tx, id, now));
        }
        Instant since = mailsSince(now);
        List<CaseClockStore.Answer> answers =
                database.<List<CaseClockStore.Answer>>read(tx -> clock.answers(tx, since, PER_BEAT));
        for (CaseClockStore.Answer answer : answers) {
            changed += guarded("case " + answer.caseId(), tx -> clock.answered(tx, answer));
        }
        List<String> given = database.<List<String>>read(tx -> clock.newsGiven(tx, since, PER_BEAT));
        for (String key : given) {
            changed += guarded(key, tx -> deadlines.end(tx, key, DeadlineState.KEPT, now));
        }
        if (answers.size() < PER_BEAT && given.size() < PER_BEAT) {
            mailsLookedAt = now;
            everyCaseAt = since == null ? now : everyCaseAt;
        }
        for (Deadline passed : database.<List<Deadline>>read(tx -> deadlines.open(tx, now, PER_BEAT))) {
            changed += guarded(passed.key(), tx -> missed(tx, passed, now));
        }
        return changed;
    }

    /// Cases that wait are many and the mails of the last hour few; now and then, and first of all,
    /// every case is looked at.
    private @Nullable Instant mailsSince(Instant now) {
        Instant every = everyCaseAt;
        Instant mails = mailsLookedAt;
        boolean recent = every != null && mails != null && !now.isBefore(mails) && now.isBefore(every.plus(EVERY_CASE));
        return recent && mails != null ? mails.minus(OVERLAP) : null;
    }

    private int guarded(String what, java.util.function.Predicate<Tx> work) {
        try {
            boolean done = database.write(work::test);
            broken.remove(what);
            return done ? 1 : 0;
        } catch (RuntimeException failed) {
            String problem = Failure.told(failed);
            if (!problem.equals(broken.put(what, problem))) {
                LOG.atError()
                        .addKeyValue("subject", what)
                        .addKeyValue("problem", problem)
                        .log("could not be looked at and is tried again with the next beat");
            }
            return 0;
        }
    }

    private boolean wake(Tx tx, long caseId, Instant now) {
        ServiceCase seen = cases.find(tx, caseId).orElseThrow();
        Instant until = seen.waitingUntil();
        if (!seen.isOpen()
                || until == null
                || until.isAfter(now)
                || !cases.change(tx, seen, draft -> {
                    draft.waitingUntil = null;
                    draft.dueAt = book.goal(now);
                })) {
            return false;
        }
        book.append(
                tx, caseId, EntryKind.WOKEN, CaseEntry.SYSTEM, "The day has come until which it was laid aside.", now);
        return true;
    }

    private boolean missed(Tx tx, Deadline passed, Instant now) {
        if (!deadlines.missed(tx, passed.key(), now)) {
            return false;
        }
        Long caseId = passed.caseId();
        if (caseId != null && passed.kind() == DeadlineKind.NEWS) {
            CaseSubject subject =
                    new CaseSubject(passed.orderId(), passed.parcelId(), passed.amountMinor(), passed.currency());
            String text = "The customer was promised an answer by now and has none: write to him, or call.";
            book.raise(tx, subject, CaseKind.PROMISED_NEWS, EntryKind.PROMISED_NEWS, CaseEntry.SYSTEM, text, now);
        } else if (caseId != null) {
            String text = "Deadline passed: " + passed.kind() + ", due " + passed.dueAt();
            book.append(tx, caseId, EntryKind.DEADLINE, CaseEntry.SYSTEM, text, now);
        }
        return true;
    }
}
