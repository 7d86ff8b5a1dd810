package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;

class CaseActionsTest {
    @TempDir
    Path folder;

    /// Thursday, ten in the morning in Paris.
    private final ManualClock clock = ManualClock.at("2026-11-19T09:00:00Z");

    private final CaseStore cases = new CaseStore();
    private ShopDatabase shop;
    private CaseActions actions;
    private CaseRounds rounds;

    @BeforeEach
    void open() {
        shop = new ShopDatabase(TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON));
        actions = new CaseActions(shop.database, cases, DeskSettings.defaults());
        rounds = new CaseRounds(shop.database, DeskSettings.defaults());
    }

    @AfterEach
    void close() {
        shop.database.close();
    }

    @Test
    void aCaseOpenedByHandTakesUpWhatIsReportedLaterAndThereIsOnePerParcelAndOnePerOrder() {
        long parcel = shop.parcel("TP1", clock.instant());
        ServiceCase mine = done(actions.openForParcel(parcel, CaseKind.REPORTED, "he rang", "dana", clock.instant()));
        ServiceCase same = done(actions.openForParcel(parcel, CaseKind.WRONG_ITEM, "blue", "eli", clock.instant()));
        ServiceCase order = done(actions.openForOrder(1, CaseKind.CALL_BACK, "he rang", "dana", clock.instant()));
        assertThat(same.id()).isEqualTo(mine.id());
        assertThat(same.kind()).isEqualTo(CaseKind.WRONG_ITEM);
        assertThat(same.priority()).isEqualTo(1);
        assertThat(order.id()).isNotEqualTo(mine.id());
        assertThat(order.parcelId()).isNull();
        assertThat(story(mine.id()))
                .containsExactly(
                        "dana OPENED Opened: REPORTED, priority 3",
                        "dana REPORTED he rang",
                        "prevenance UPGRADED Now: WRONG_ITEM, priority 1",
                        "eli REPORTED blue");
        assertThat(actions.openForParcel(99, CaseKind.REPORTED, "x", "dana", clock.instant()))
                .isEqualTo(new CaseOutcome.Refused("there is no parcel 99"));
        assertThat(actions.openForOrder(1, CaseKind.REPORTED, " ", "dana", clock.instant()))
                .isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void anArrangedCallIsADeadlineUntilTheCustomerWasCalled() {
        ServiceCase mine = opened();
        Instant at = clock.instant().plus(Duration.ofHours(3));
        ServiceCase arranged = done(actions.callBack(mine.id(), at, "dana", mine.version(), clock.instant()));
        assertThat(arranged.callBackAt()).isEqualTo(at);
        assertThat(deadlines()).containsExactly("case:1/call-back OPEN " + at);
        assertThat(actions.called(mine.id(), "all well", "eli", mine.version(), clock.instant()))
                .isInstanceOf(CaseOutcome.Conflict.class);
        ServiceCase called = done(actions.called(mine.id(), "all well", "eli", arranged.version(), clock.instant()));
        assertThat(called.callBackAt()).isNull();
        assertThat(deadlines()).containsExactly("case:1/call-back KEPT " + at);
    }

    @Test
    void aCallNobodyMadeIsMissedAndClosingACaseDropsIt() {
        ServiceCase mine = opened();
        Instant at = clock.instant().plus(Duration.ofHours(3));
        actions.callBack(mine.id(), at, "dana", null, clock.instant());
        clock.advance(Duration.ofHours(4));
        assertThat(rounds.lookDue(clock.instant())).isEqualTo(1);
        assertThat(rounds.lookDue(clock.instant())).isZero();
        assertThat(deadlines()).containsExactly("case:1/call-back MISSED " + at);
        Instant later = clock.instant().plus(Duration.ofHours(1));
        actions.callBack(mine.id(), later, "dana", null, clock.instant());
        actions.close(mine.id(), CloseReason.NO_ACTION_NEEDED, null, "dana", clock.instant());
        assertThat(deadlines()).containsExactly("case:1/call-back DROPPED " + later);
    }

    @Test
    void aCaseLaidAsideComesBackThatDayOrWithSomethingNew() {
        ServiceCase mine = opened();
        Instant monday = Instant.parse("2026-11-23T08:00:00Z");
        ServiceCase aside = done(actions.layAside(mine.id(), monday, "stock", "dana", null, clock.instant()));
        assertThat(aside.waitingUntil()).isEqualTo(monday);
        assertThat(rounds.lookDue(clock.set("2026-11-23T07:59:59Z"))).isZero();
        assertThat(rounds.lookDue(clock.set("2026-11-23T08:00:00Z"))).isEqualTo(1);
        ServiceCase back = found(mine.id());
        assertThat(back.waitingUntil()).isNull();
        assertThat(back.dueAt()).isEqualTo(Instant.parse("2026-11-23T10:00:00Z"));

        actions.layAside(mine.id(), Instant.parse("2026-11-27T08:00:00Z"), "stock", "dana", null, clock.instant());
        shop.sql("update service_case set due_at = 0");
        actions.openForOrder(1, CaseKind.REPORTED, "again", "eli", clock.instant());
        assertThat(found(mine.id()).waitingUntil()).isNull();
        assertThat(actions.layAside(mine.id(), clock.instant(), "x", "dana", null, clock.instant()))
                .isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void aClosedCaseIsOpenedAgainUnlessAnotherIsOpenAboutTheSame() {
        ServiceCase mine = opened();
        ServiceCase closed = done(actions.close(mine.id(), CloseReason.REFUNDED, null, "dana", clock.instant()));
        assertThat(actions.reopen(mine.id(), null, "dana", mine.version(), clock.instant()))
                .isInstanceOf(CaseOutcome.Conflict.class);
        ServiceCase again = done(actions.reopen(mine.id(), "wrong", "dana", closed.version(), clock.instant()));
        assertThat(again.isOpen()).isTrue();
        assertThat(again.closeReason()).isNull();
        actions.close(mine.id(), CloseReason.REFUNDED, null, "dana", clock.instant());
        opened();
        assertThat(actions.reopen(mine.id(), null, "dana", null, clock.instant()))
                .isEqualTo(new CaseOutcome.Conflict(mine.id(), "case 2 is open about the same; work there"));
        assertThat(actions.reopen(2, null, "dana", null, clock.instant())).isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void aCauseIsSaidOfAClosedCaseToo() {
        ServiceCase mine = opened();
        actions.close(mine.id(), CloseReason.REFUNDED, null, "dana", clock.instant());
        actions.rootCause(mine.id(), RootCause.PICKING, "dana", null, clock.instant());
        assertThat(found(mine.id()).rootCause()).isEqualTo(RootCause.PICKING);
        assertThat(found(mine.id()).state()).isEqualTo(CaseState.CLOSED);
    }

    @Test
    void theFirstMailOrTheFirstActOfAPersonIsTheAnswerAndAnAcknowledgementIsNone() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.flag(parcel, FlagKind.LATE, true, true, clock.instant());
        CaseDesk desk = new CaseDesk(
                shop.database,
                new Outbox("shop.example.org"),
                DeskSettings.defaults(),
                TellingSettings.defaults(),
                code -> "Test Post");
        desk.handleDue(clock.instant());
        assertThat(rounds.lookDue(clock.instant())).isZero();
        Instant sent = clock.advance(Duration.ofMinutes(20));
        shop.sql(
                "update outbox_message set state = 'SENT', kind = 'REPORT_RECEIVED', sent_at = " + sent.toEpochMilli());
        assertThat(rounds.lookDue(clock.instant())).isZero();
        shop.sql("update outbox_message set kind = 'DELAY_UNKNOWN'");
        assertThat(rounds.lookDue(clock.instant())).isEqualTo(1);
        assertThat(rounds.lookDue(clock.instant())).isZero();
        assertThat(found(1).answeredAt()).isEqualTo(sent);
        actions.note(1, "looked", "dana", clock.advance(Duration.ofMinutes(5)));
        assertThat(found(1).answeredAt()).isEqualTo(sent);

        ServiceCase other = opened();
        Instant noted = clock.advance(Duration.ofMinutes(5));
        actions.note(other.id(), "looked", "dana", noted);
        actions.note(other.id(), "more", "dana", clock.advance(Duration.ofMinutes(5)));
        assertThat(found(other.id()).answeredAt()).isEqualTo(noted);
    }

    @Test
    void severalCasesHaveOneOutcomeEach() {
        long first = shop.parcel("TP1", clock.instant());
        long second = shop.parcel("TP2", clock.instant());
        actions.openForParcel(first, CaseKind.REPORTED, "a", "dana", clock.instant());
        actions.openForParcel(second, CaseKind.REPORTED, "b", "dana", clock.instant());
        actions.assign(2, "eli", "eli", clock.instant());
        List<CaseOutcome> outcomes = actions.assignAll(List.of(1L, 2L, 9L), "dana", "dana", clock.instant());
        assertThat(outcomes.get(0)).isInstanceOf(CaseOutcome.Done.class);
        assertThat(outcomes.get(1)).isInstanceOf(CaseOutcome.Conflict.class);
        assertThat(outcomes.get(2)).isEqualTo(new CaseOutcome.NotFound(9));
        assertThat(actions.noteAll(List.of(1L, 2L), "done", "dana", clock.instant()))
                .hasOnlyElementsOfType(CaseOutcome.Done.class);
        assertThat(actions.closeAll(List.of(2L, 2L), CloseReason.DUPLICATE, null, "dana", clock.instant()))
                .extracting(Object::getClass)
                .containsExactly(CaseOutcome.Done.class, CaseOutcome.AlreadyClosed.class);
    }

    private ServiceCase opened() {
        return done(actions.openForOrder(1, CaseKind.REPORTED, "he rang", "prevenance", clock.instant()));
    }

    private static ServiceCase done(CaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(CaseOutcome.Done.class);
        return ((CaseOutcome.Done) outcome).serviceCase();
    }

    private ServiceCase found(long id) {
        return shop.database.read(tx -> cases.find(tx, id).orElseThrow());
    }

    private List<String> story(long id) {
        return shop.database.read(tx -> cases.entries(tx, id).stream()
                .map(entry -> entry.author() + " " + entry.kind() + " " + entry.text())
                .toList());
    }

    private List<String> deadlines() {
        return shop.database.read(tx -> tx.handle()
                .createQuery("select * from deadline order by id")
                .map((row, context) -> row.getString("deadline_key") + " " + row.getString("state") + " "
                        + Instant.ofEpochMilli(row.getLong("due_at")))
                .list());
    }
}
