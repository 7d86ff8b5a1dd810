package prevenance.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.assess.Reasons;
import prevenance.cases.incident.Hold;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.MemberStore;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.message.Outbox;
import prevenance.message.Truth;
import prevenance.store.Database;
import prevenance.store.Failure;
import prevenance.store.Rows;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Turns what is known of a parcel into work for the staff and words for the customer. Case, messages and the
/// mark that
/// the parcel has been seen are one transaction: a crash before its end leaves everything due, one after it
/// nothing.
public final class CaseDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CaseDesk.class);
    private static final int PER_BEAT = 2_000;
    private static final int TOGETHER = 50;
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(10);
    private static final Duration UNTIL_JUDGED = Duration.ofMinutes(1);

    private final Database database;
    private final Outbox outbox;
    private final LaterFacts later;
    private final Telling telling;
    private final Situations situations;
    private final Casework casework;
    private final MessageDesk messages;
    private final Resolution resolution;
    private final IncidentSettings incidents;
    private final MemberStore members = new MemberStore();
    private final DeskStore desk = new DeskStore();
    private final CaseStore cases = new CaseStore();
    private final ParcelStore parcels = new ParcelStore();
    private final FlagStore flags = new FlagStore();
    private final Map<Long, String> broken = new ConcurrentHashMap<>();

    /// A desk without incidents: each flag is its business at once.
    public CaseDesk(
            Database database,
            Outbox outbox,
            DeskSettings settings,
            TellingSettings tellingSettings,
            UnaryOperator<String> carrierNames) {
        this(database, outbox, settings, tellingSettings, IncidentSettings.off(), carrierNames);
    }

    /// @param incidents    which flags wait for others
    /// @param carrierNames a carrier's name as customers know it, by its code; gives back a code it does not know
    public CaseDesk(
            Database database,
            Outbox outbox,
            DeskSettings settings,
            TellingSettings tellingSettings,
            IncidentSettings incidents,
            UnaryOperator<String> carrierNames) {
        this.incidents = incidents;
        this.database = database;
        this.outbox = outbox;
        MessageFacts facts = new MessageFacts(tellingSettings, carrierNames);
        this.later = new LaterFacts(tellingSettings, facts);
        this.telling = new Telling(tellingSettings, facts);
        this.situations = new Situations(cases, incidents, settings.zone(), outbox);
        this.casework = new Casework(settings, cases, reason -> Reasons.text(reason, Locale.ENGLISH, settings.zone()));
        this.messages = new MessageDesk(casework, cases);
        this.resolution = new Resolution(tellingSettings, facts);
    }

    /// Whether what was queued is still true, by the same rules.
    public Truth truth() {
        return new TellingTruth(situations, telling, later, cases);
    }

    /// Handles every parcel and every undelivered message that is due, at most some thousand; what is left stays
    /// due.
    /// Returns how many were handled.
    public int handleDue(Instant now) {
        int handled = 0;
        List<Long> due = database.read(tx -> desk.dueParcels(tx, now, PER_BEAT));
        for (int from = 0; from < due.size(); from += TOGETHER) {
            handled += together(due.subList(from, Math.min(from + TOGETHER, due.size())), now);
        }
        for (long messageId : database.<List<Long>>read(tx -> desk.dueMessages(tx, now, PER_BEAT))) {
            handled += guarded("message", -messageId, now, tx -> messages.handle(tx, messageId, now)) ? 1 : 0;
        }
        return handled;
    }

    /// Some parcels in one transaction, because each waits for the disk; when one of them fails, each in its own.
    private int together(List<Long> parcelIds, Instant now) {
        try {
            int handled = database.<Integer>write(tx -> {
                List<Long> free = Rows.free(tx, "parcel", parcelIds);
                free.forEach(id -> parcel(tx, id, now));
                return free.size();
            });
            parcelIds.forEach(broken::remove);
            return handled;
        } catch (RuntimeException oneOfThemIsBroken) {
            int handled = 0;
            for (long id : parcelIds) {
                handled += guarded("parcel", id, now, tx -> parcel(tx, id, now)) ? 1 : 0;
            }
            return handled;
        }
    }

    private boolean guarded(String what, long id, Instant now, Consumer<Tx> work) {
        try {
            database.execute(work);
            broken.remove(id);
            return true;
        } catch (RuntimeException failed) {
            String problem = Failure.told(failed);
            if (!problem.equals(broken.put(id, problem))) {
                LOG.atError()
                        .addKeyValue(what, Math.abs(id))
                        .addKeyValue("problem", problem)
                        .log("the desk could not handle it and tries again in ten minutes");
            }
            postpone(id, now);
            return false;
        }
    }

    private void postpone(long id, Instant now) {
        try {
            Instant until = now.plus(AFTER_FAILURE);
            database.execute(tx -> {
                if (id > 0) {
                    desk.postponeParcel(tx, id, now, until);
                } else {
                    desk.messageSeen(tx, -id, until);
                }
            });
        } catch (RuntimeException failed) {
            LOG.atError().addKeyValue("problem", Failure.told(failed)).log("the desk could not write to the database");
        }
    }

    private void parcel(Tx tx, long parcelId, Instant now) {
        WatchedParcel parcel = parcels.find(tx, parcelId).orElseThrow();
        Instant dueAt = parcel.deskDueAt();
        if (dueAt == null || dueAt.isAfter(now)) {
            return;
        }
        Instant assessAfter = parcel.assessAfter();
        if (assessAfter != null && !assessAfter.isAfter(now)) {
            // The carrier's newest words are not judged yet, and what was true before them may be so no more.
            desk.parcelSeen(tx, parcelId, dueAt, now.plus(UNTIL_JUDGED));
            return;
        }
        Hold hold = members.holdOf(tx, parcelId, incidents);
        casework.fold(tx, parcel, hold, now);
        List<Flag> all = Situations.desks(flags.ofParcel(tx, parcelId), hold);
        ServiceCase open = casework.follow(tx, parcel, all, now);
        Situation situation = situations.of(tx, parcel, open == null ? null : Long.valueOf(open.id()));
        Decision decision = telling.decide(situation, now);
        carryOut(tx, situation, decision, now);
        LocalDate promised = decision.promised();
        if (promised != null) {
            casework.promised(tx, parcel, all, promised, now);
        }
        resolution.of(tx, situation, now).ifPresent(request -> outbox.enqueue(tx, request, now));
        desk.parcelSeen(tx, parcelId, dueAt, decision.nextAt());
    }

    private void carryOut(Tx tx, Situation situation, Decision decision, Instant now) {
        for (Decision.Withdrawal withdrawal : decision.withdrawals()) {
            boolean done = outbox.withdraw(
                    tx,
                    situation.subject(),
                    withdrawal.kind(),
                    withdrawal.episode(),
                    Outbox.TAKEN_BACK + withdrawal.why(),
                    now);
            if (done) {
                wakeOthers(tx, situation, withdrawal, now);
                note(
                        tx,
                        situation.caseId(),
                        "Not told any more: " + words(withdrawal.kind()) + ", " + withdrawal.why(),
                        now);
            }
        }
        for (Decision.Join join : decision.joins()) {
            outbox.renew(tx, join.subject(), join.kind(), join.episode(), join.facts(), join.sendAt());
            note(tx, situation.caseId(), "Told with another parcel of the order: " + words(join.kind()), now);
        }
        for (Decision.Tell tell : decision.tells()) {
            CustomerOrder order = situation.order();
            boolean queued = outbox.enqueue(
                    tx,
                    new MessageRequest(
                            situation.subject(),
                            tell.kind(),
                            tell.episode(),
                            order.id(),
                            situation.parcel().id(),
                            situation.caseId(),
                            order.email(),
                            order.locale(),
                            tell.facts(),
                            tell.sendAt(),
                            tell.rule()),
                    now);
            if (queued) {
                String done = outbox.isShadowed(tx, tell.kind(), order.id())
                        ? "In shadow, not sent to the customer: "
                        : "Queued for the customer: ";
                note(tx, situation.caseId(), done + words(tell.kind()), now);
            }
        }
    }

    /// Parcels that a message told of together have to be told of otherwise when it is taken back.
    private void wakeOthers(Tx tx, Situation situation, Decision.Withdrawal withdrawal, Instant now) {
        situation.said().stream()
                .filter(said -> said.kind() == withdrawal.kind() && said.episode() == withdrawal.episode())
                .flatMap(said -> said.together().stream())
                .forEach(other -> desk.wake(tx, other, now));
    }

    private void note(Tx tx, @Nullable Long caseId, String text, Instant now) {
        if (caseId != null) {
            casework.say(tx, caseId, EntryKind.MESSAGE, text, now);
        }
    }

    static String words(MessageKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
