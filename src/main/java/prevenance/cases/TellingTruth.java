package prevenance.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.cases.incident.IncidentState;
import prevenance.message.MessageKind;
import prevenance.message.OutboxMessage;
import prevenance.message.Truth;
import prevenance.store.Tx;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Looks once more at a parcel before a message about it leaves: what has changed since it was queued, perhaps
/// hours ago,
/// is noticed then.
final class TellingTruth implements Truth {
    private static final Duration UNTIL_JUDGED = Duration.ofMinutes(1);
    private static final Duration WHILE_PAUSED = Duration.ofMinutes(5);
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final Verdict HOLDS = new Verdict.Holds();

    private final Situations situations;
    private final Telling telling;
    private final LaterFacts facts;
    private final CaseStore cases;
    private final ParcelStore parcels = new ParcelStore();
    private final DeskStore desk = new DeskStore();

    TellingTruth(Situations situations, Telling telling, LaterFacts facts, CaseStore cases) {
        this.situations = situations;
        this.telling = telling;
        this.facts = facts;
        this.cases = cases;
    }

    @Override
    public Verdict of(Tx tx, OutboxMessage message, Instant now) {
        Long parcelId = message.parcelId();
        Optional<WatchedParcel> parcel = parcelId == null ? Optional.empty() : parcels.find(tx, parcelId);
        if (parcel.isEmpty()) {
            return HOLDS;
        }
        Long open = cases.openOf(tx, parcel.get().id()).map(ServiceCase::id).orElse(null);
        if (message.kind() == MessageKind.RESOLVED) {
            return open == null || cases.isSettled(tx, parcel.get().id())
                    ? HOLDS
                    : new Verdict.Untrue("there is a case again");
        }
        Situation situation = situations.of(tx, parcel.get(), open);
        Optional<Said> mine = situation.said().stream()
                .filter(said -> said.waiting() && said.key().equals(message.key()))
                .filter(said -> said.subject().equals(situation.subject()))
                .findFirst();
        if (mine.isEmpty()) {
            return HOLDS;
        }
        Instant judgedNext = parcel.get().assessAfter();
        if (judgedNext != null && !judgedNext.isAfter(now)) {
            return new Verdict.Later(now.plus(UNTIL_JUDGED), "the carrier's newest words are not judged yet");
        }
        return of(tx, mine.get(), message, situation, now);
    }

    private Verdict of(Tx tx, Said mine, OutboxMessage message, Situation situation, Instant now) {
        Optional<Decision.Withdrawal> withdrawal = telling.decide(situation, now).withdrawals().stream()
                .filter(back -> back.kind() == mine.kind() && back.episode() == mine.episode())
                .findFirst();
        if (withdrawal.isPresent()) {
            // The desk says what is true instead.
            desk.wake(tx, situation.parcel().id(), now);
            Long caseId = situation.caseId();
            if (caseId != null) {
                String text = "Not told any more: " + CaseDesk.words(mine.kind()) + ", "
                        + withdrawal.get().why();
                cases.append(tx, caseId, EntryKind.MESSAGE, CaseEntry.SYSTEM, text, now);
            }
            return new Verdict.Untrue(withdrawal.get().why());
        }
        if (mine.kind() == MessageKind.MASS_DELAY
                && situation
                        .group()
                        .filter(group -> group.incident().state() == IncidentState.PAUSED)
                        .isPresent()) {
            return new Verdict.Later(now.plus(WHILE_PAUSED), "somebody stopped the telling of the incident");
        }
        LocalDate last = Matters.INCIDENTS.contains(mine.kind()) ? situation.lastIncidentDay(now) : null;
        if (last != null && !situation.today(now).isAfter(last)) {
            Instant morning =
                    last.plusDays(1).atTime(MORNING).atZone(situation.zone()).toInstant();
            return new Verdict.Later(morning, "something was said today");
        }
        Map<String, @Nullable Object> renewed = facts.renewed(mine, situation, now);
        // Who wrote his own words saw the dates.
        return message.editedBody() != null || Objects.equals(renewed, mine.facts())
                ? HOLDS
                : new Verdict.Renewed(renewed);
    }
}
