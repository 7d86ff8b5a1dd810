package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.calendar.QuietHours;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingStatus;

class CaseDeskTest {
    @TempDir
    Path folder;

    /// Thursday, ten in the morning in Paris.
    private final ManualClock clock = ManualClock.at("2026-11-19T09:00:00Z");

    private final CaseStore cases = new CaseStore();
    private ShopDatabase shop;
    private CaseDesk desk;
    private CaseActions actions;

    @BeforeEach
    void open() {
        shop = new ShopDatabase(TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON));
        desk = desk(TellingSettings.defaults());
        actions = new CaseActions(shop.database, cases, DeskSettings.defaults());
    }

    @AfterEach
    void close() {
        shop.database.close();
    }

    private CaseDesk desk(TellingSettings telling) {
        return new CaseDesk(
                shop.database, new Outbox("shop.example.org"), DeskSettings.defaults(), telling, code -> "Test Post");
    }

    @Test
    void severalFlagsOfAParcelAreOneCaseOfTheGravestKindAndItsMessageBelongsToIt() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T09:00:00Z");
        shop.flag(parcel, FlagKind.STALLED, true, true, clock.instant());
        shop.flag(parcel, FlagKind.LATE, true, true, clock.instant());
        assertThat(desk.handleDue(clock.instant())).isEqualTo(1);

        CaseRow row = onlyCase();
        assertThat(row.serviceCase())
                .isEqualTo(new ServiceCase(
                        1,
                        parcel,
                        1L,
                        null,
                        CaseKind.LATE,
                        3,
                        CaseState.OPEN,
                        clock.instant(),
                        Instant.parse("2026-11-19T11:00:00Z"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        1));
        assertThat(row.openFlags()).containsExactly(FlagKind.STALLED, FlagKind.LATE);
        assertThat(row.trackingNumber()).isEqualTo("TP1");
        assertThat(kindsOfEntries())
                .containsExactly(EntryKind.OPENED, EntryKind.FLAG_RAISED, EntryKind.FLAG_RAISED, EntryKind.MESSAGE);
        assertThat(shop.messages()).containsExactly("parcel:1/delay-unknown/1 QUEUED case 1");
        assertThat(shop.deskDueAt(parcel)).isEqualTo(Instant.parse("2026-11-23T07:00:00Z"));

        shop.due(parcel, clock.advance(Duration.ofHours(1)));
        desk.handleDue(clock.instant());
        assertThat(kindsOfEntries()).hasSize(4);
        assertThat(shop.messages()).hasSize(1);
    }

    @Test
    void theCaseFollowsTheParcelAndGetsGraver() {
        long parcel = shop.parcel("TP1", clock.instant());
        long stalled = shop.flag(parcel, FlagKind.STALLED, true, false, clock.instant());
        desk.handleDue(clock.instant());
        clock.advance(Duration.ofMinutes(30));
        shop.step(stalled, 2);
        shop.flag(parcel, FlagKind.LOST_DECLARED, true, false, clock.instant());
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());

        ServiceCase now = onlyCase().serviceCase();
        assertThat(now.kind()).isEqualTo(CaseKind.LOST_DECLARED);
        assertThat(now.priority()).isEqualTo(1);
        assertThat(now.dueAt()).isEqualTo(Instant.parse("2026-11-19T11:00:00Z"));
        assertThat(kindsOfEntries())
                .containsExactly(
                        EntryKind.OPENED,
                        EntryKind.FLAG_RAISED,
                        EntryKind.FLAG_STEPPED,
                        EntryKind.FLAG_RAISED,
                        EntryKind.UPGRADED);
    }

    @Test
    void dearGoodsAreMoreUrgent() {
        long dear = shop.parcel("TP1", clock.instant(), 30_000);
        long precious = shop.parcel("TP2", clock.instant(), 100_000);
        long cheap = shop.parcel("TP3", clock.instant(), 29_999);
        for (long parcel : List.of(dear, precious, cheap)) {
            shop.flag(parcel, FlagKind.STALLED, true, false, clock.instant());
        }
        desk.handleDue(clock.instant());
        assertThat(list(CaseFilter.open(9)))
                .extracting(
                        row -> row.trackingNumber() + " " + row.serviceCase().priority())
                .containsExactly("TP2 1", "TP1 2", "TP3 3");
    }

    @Test
    void theServiceGoalCountsOnlyTheShopsHours() {
        // Friday 17:30: half an hour today, Saturday 9 to 10:30.
        assertThat(dueOfACaseOpenedAt("2026-11-20T16:30:00Z")).isEqualTo(Instant.parse("2026-11-21T09:30:00Z"));
        // Saturday 17:00: an hour today, Monday 9 to 10.
        assertThat(dueOfACaseOpenedAt("2026-11-21T16:00:00Z")).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
        // In the night: at 11 in the morning.
        assertThat(dueOfACaseOpenedAt("2026-11-24T02:00:00Z")).isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        // The evening before Christmas, a Friday: Saturday.
        assertThat(dueOfACaseOpenedAt("2026-12-24T17:30:00Z")).isEqualTo(Instant.parse("2026-12-26T10:00:00Z"));
    }

    private Instant dueOfACaseOpenedAt(String now) {
        Instant at = clock.set(now);
        long parcel = shop.parcel("TP" + at.toEpochMilli(), at);
        shop.flag(parcel, FlagKind.STALLED, true, false, at);
        desk.handleDue(at);
        return shop.database
                .<ServiceCase>read(tx -> cases.openOf(tx, parcel).orElseThrow())
                .dueAt();
    }

    @Test
    void aCaseThatNobodyTookClosesItselfWhenItsStaffFlagsHaveEnded() {
        long parcel = shop.parcel("TP1", clock.instant());
        long late = shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        long attempt = shop.flag(parcel, FlagKind.ATTEMPT_FAILED, false, false, clock.instant());
        long stalled = shop.flag(parcel, FlagKind.STALLED, true, false, clock.instant());
        desk.handleDue(clock.instant());

        endFlag(parcel, stalled);
        assertThat(onlyCase().serviceCase().state()).isEqualTo(CaseState.OPEN);
        endFlag(parcel, late);
        ServiceCase closed = onlyCase().serviceCase();
        assertThat(closed.state()).isEqualTo(CaseState.CLOSED);
        assertThat(closed.closeReason()).isEqualTo(CloseReason.RESOLVED_BY_ITSELF);
        assertThat(closed.closedAt()).isEqualTo(clock.instant());
        assertThat(attempt).isPositive();
    }

    @Test
    void aCaseThatSomebodyTookStaysUntilHeClosesIt() {
        long parcel = shop.parcel("TP1", clock.instant());
        long late = shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(actions.assign(1, "dana", "dana", clock.instant())).isInstanceOf(CaseOutcome.Done.class);
        endFlag(parcel, late);
        assertThat(onlyCase().serviceCase().state()).isEqualTo(CaseState.OPEN);
        assertThat(kindsOfEntries()).endsWith(EntryKind.FLAG_CLOSED, EntryKind.REASONS_ENDED);
        desk.handleDue(clock.instant());
        assertThat(actions.close(1, CloseReason.DELIVERED_AFTER_ALL, null, "dana", clock.instant()))
                .isInstanceOf(CaseOutcome.Done.class);
    }

    @Test
    void aNotedCaseStaysToo() {
        long parcel = shop.parcel("TP1", clock.instant());
        long late = shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        desk.handleDue(clock.instant());
        actions.note(1, "called the depot", "dana", clock.instant());
        endFlag(parcel, late);
        assertThat(onlyCase().serviceCase().state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void aFlagThatIsStillOpenDoesNotReopenWhatAPersonClosedButANewOneOpensAnother() {
        long parcel = shop.parcel("TP1", clock.instant());
        long late = shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        desk.handleDue(clock.instant());
        actions.close(1, CloseReason.CUSTOMER_CONTACTED, "he waits", "dana", clock.instant());
        shop.step(late, 2);
        shop.due(parcel, clock.advance(Duration.ofDays(1)));
        desk.handleDue(clock.instant());
        assertThat(list(CaseFilter.open(9))).isEmpty();

        shop.flag(parcel, FlagKind.STALLED, true, false, clock.instant());
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(list(CaseFilter.open(9)))
                .singleElement()
                .matches(row -> row.serviceCase().id() == 2 && row.serviceCase().kind() == CaseKind.STALLED);
        shop.end(late, clock.instant());
        shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(list(CaseFilter.open(9)))
                .singleElement()
                .matches(row -> row.serviceCase().kind() == CaseKind.LATE);
    }

    @Test
    void aFlagForTheCustomerOnlyOpensNoCaseUntilItAsksForAPerson() {
        long parcel = shop.parcel("TP1", clock.instant());
        long attempt = shop.flag(parcel, FlagKind.ATTEMPT_FAILED, false, true, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(list(CaseFilter.open(9))).isEmpty();
        shop.forStaff(attempt);
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(list(CaseFilter.open(9))).hasSize(1);
    }

    @Test
    void aTransactionThatFailsLeavesNothingAndTheOthersAreHandled() {
        long broken = shop.parcel("TP1", clock.instant());
        long well = shop.parcel("TP2", clock.instant());
        shop.flag(broken, FlagKind.LATE, true, true, clock.instant());
        shop.flag(well, FlagKind.LATE, true, true, clock.instant());
        String crash = "new.id = " + broken + " and coalesce(new.desk_due_at, 0) <> "
                + clock.instant().plus(Duration.ofMinutes(10)).toEpochMilli();
        TestStore.refuse("crash", "update of desk_due_at on parcel", crash).forEach(shop::sql);
        assertThat(desk.handleDue(clock.instant())).isEqualTo(1);
        assertThat(list(CaseFilter.open(9))).extracting(CaseRow::trackingNumber).containsExactly("TP2");
        assertThat(shop.messages()).singleElement().asString().startsWith("parcel:2/delay-unknown/1 QUEUED case ");
        assertThat(shop.deskDueAt(broken)).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));

        shop.sql(TestStore.allow("crash", "parcel"));
        clock.advance(Duration.ofMinutes(10));
        assertThat(desk.handleDue(clock.instant())).isEqualTo(1);
        assertThat(list(CaseFilter.open(9))).hasSize(2);
        assertThat(shop.messages()).hasSize(2);
    }

    @Test
    void aParcelWhoseNewestWordsAreNotJudgedYetWaits() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.ACCEPTED_SCANNED, "2026-11-19T08:00:00Z");
        shop.sql("update parcel set assess_after = desk_due_at");
        desk.handleDue(clock.instant());
        assertThat(shop.messages()).isEmpty();
        shop.sql("update parcel set assess_after = null");
        desk.handleDue(clock.advance(Duration.ofMinutes(1)));
        assertThat(shop.messages()).containsExactly("parcel:1/shipped/1 QUEUED case null");
    }

    @Test
    void whatIsToBeSaidLaterIsRemembered() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.OUT_ON_VEHICLE, "2026-11-19T06:00:00Z");
        shop.flag(parcel, FlagKind.LATE, false, true, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(shop.deskDueAt(parcel)).isEqualTo(Instant.parse("2026-11-20T06:00:00Z"));
        assertThat(desk.handleDue(clock.set("2026-11-20T05:59:59Z"))).isZero();
        assertThat(desk.handleDue(clock.set("2026-11-20T06:00:00Z"))).isEqualTo(1);
        assertThat(shop.messages()).containsExactly("parcel:1/delay-unknown/1 QUEUED case null");
    }

    @Test
    void aMessageTakenBackIsWrittenIntoTheCase() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T09:00:00Z");
        shop.flag(parcel, FlagKind.STALLED, true, true, clock.instant());
        desk.handleDue(clock.instant());
        shop.flag(parcel, FlagKind.LOST_SUSPECTED, true, true, clock.instant());
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(shop.messages())
                .containsExactly("parcel:1/delay-unknown/1 SUPPRESSED case 1", "parcel:1/searching/1 QUEUED case 1");
        assertThat(entries())
                .extracting(CaseEntry::text)
                .contains("Not told any more: delay unknown, newer facts take its place: searching");
    }

    @Test
    void aDeadMessageBecomesDeskWorkOnce() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.ACCEPTED_SCANNED, "2026-11-19T08:00:00Z");
        desk.handleDue(clock.instant());
        shop.dead(1, "550 no such user", clock.instant());
        assertThat(desk.handleDue(clock.instant())).isEqualTo(1);
        assertThat(desk.handleDue(clock.instant())).isZero();
        assertThat(onlyCase().serviceCase().kind()).isEqualTo(CaseKind.CUSTOMER_UNREACHABLE);
        assertThat(entries())
                .extracting(CaseEntry::text)
                .containsExactly(
                        "Opened: CUSTOMER_UNREACHABLE, priority 2",
                        "The customer cannot be reached by e-mail (shipped): 550 no such user");
    }

    @Test
    void aMessageWithoutAnAddressIsAnEntryOfTheOpenCase() {
        shop.withoutEmail();
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T09:00:00Z");
        shop.flag(parcel, FlagKind.STALLED, true, true, clock.instant());
        desk.handleDue(clock.instant());
        ServiceCase open = onlyCase().serviceCase();
        assertThat(open.kind()).isEqualTo(CaseKind.CUSTOMER_UNREACHABLE);
        assertThat(kindsOfEntries())
                .containsExactly(
                        EntryKind.OPENED,
                        EntryKind.FLAG_RAISED,
                        EntryKind.MESSAGE,
                        EntryKind.UPGRADED,
                        EntryKind.UNREACHABLE);
        assertThat(desk.handleDue(clock.instant())).isZero();
    }

    @Test
    void aMessageAboutTheOrderFindsItsNewestParcel() {
        shop.parcel("TP1", clock.instant());
        long newest = shop.parcel("TP2", clock.instant());
        desk.handleDue(clock.instant());
        shop.deadAboutTheOrder(MessageKind.REFUND_TRIGGERED, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(onlyCase().serviceCase().parcelId()).isEqualTo(newest);
    }

    @Test
    void aMessageAboutAnOrderWithoutParcelOpensACaseAboutTheOrder() {
        shop.deadAboutTheOrder(MessageKind.REFUND_TRIGGERED, clock.instant());
        assertThat(desk.handleDue(clock.instant())).isEqualTo(1);
        assertThat(desk.handleDue(clock.instant())).isZero();
        CaseRow row = onlyCase();
        assertThat(row.serviceCase().parcelId()).isNull();
        assertThat(row.serviceCase().kind()).isEqualTo(CaseKind.CUSTOMER_UNREACHABLE);
        assertThat(row.carrier()).isNull();
        assertThat(entries())
                .extracting(CaseEntry::text)
                .containsExactly(
                        "Opened: CUSTOMER_UNREACHABLE, priority 2",
                        "The customer cannot be reached by e-mail (refund triggered): no reason given");
    }

    @Test
    void ofTwoPeopleWhoTakeOrCloseACaseTheSecondIsTold() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(actions.assign(1, "dana", "dana", clock.instant())).isInstanceOf(CaseOutcome.Done.class);
        assertThat(actions.assign(1, "eli", "eli", clock.instant()))
                .isEqualTo(new CaseOutcome.Conflict(
                        1, "the case is with dana; let dana hand it over, or give it back first"));
        assertThat(actions.assign(1, "eli", "dana", 1, clock.instant()))
                .isEqualTo(new CaseOutcome.Conflict(1, "the case has changed meanwhile; look at it again"));
        assertThat(actions.assign(1, "eli", "dana", 2, clock.instant())).isInstanceOf(CaseOutcome.Done.class);
        assertThat(actions.close(1, CloseReason.REFUNDED, null, "eli", clock.instant()))
                .isInstanceOf(CaseOutcome.Done.class);
        assertThat(actions.close(1, CloseReason.RESHIPPED, null, "dana", clock.instant()))
                .isEqualTo(new CaseOutcome.AlreadyClosed(1, clock.instant(), CloseReason.REFUNDED));
        assertThat(actions.note(7, "hello", "dana", clock.instant())).isEqualTo(new CaseOutcome.NotFound(7));
        assertThat(actions.note(1, " ", "dana", clock.instant())).isInstanceOf(CaseOutcome.Refused.class);
        assertThat(actions.close(1, CloseReason.RESOLVED_BY_ITSELF, null, "dana", clock.instant()))
                .isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void aVersionSeenBeforeDoesNotOverwriteWhatCameAfter() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        desk.handleDue(clock.instant());
        ServiceCase seen = onlyCase().serviceCase();
        actions.note(1, "called", "dana", clock.instant());
        shop.database.execute(tx -> {
            CaseBook book = new CaseBook(DeskSettings.defaults());
            assertThat(book.close(tx, seen, CloseReason.REFUNDED, null, "eli", clock.instant()))
                    .isFalse();
            assertThat(cases.change(tx, seen, draft -> draft.owner = "eli")).isFalse();
        });
        assertThat(onlyCase().serviceCase().state()).isEqualTo(CaseState.OPEN);
    }

    @Test
    void casesAreListedByDueTimeAndFiltered() {
        for (int i = 1; i <= 3; i++) {
            Instant at = clock.advance(Duration.ofMinutes(10));
            long parcel = shop.parcel("TP" + i, at);
            shop.flag(parcel, i == 2 ? FlagKind.DAMAGED : FlagKind.LATE, true, false, at);
            desk.handleDue(at);
        }
        actions.assign(3, "dana", "dana", clock.instant());
        actions.close(1, CloseReason.DUPLICATE, null, "dana", clock.instant());
        assertThat(numbers(new CaseFilter(null, null, null, null, 9))).containsExactly("TP1", "TP2", "TP3");
        assertThat(numbers(CaseFilter.open(9))).containsExactly("TP2", "TP3");
        assertThat(numbers(CaseFilter.open(1))).containsExactly("TP2");
        assertThat(numbers(new CaseFilter(null, CaseKind.DAMAGED, null, null, 9)))
                .containsExactly("TP2");
        assertThat(numbers(new CaseFilter(null, null, "dana", null, 9))).containsExactly("TP3");
        assertThat(numbers(new CaseFilter(CaseState.OPEN, null, "", "test-post", 9)))
                .containsExactly("TP2");
        assertThat(numbers(new CaseFilter(null, null, null, "other", 9))).isEmpty();
    }

    @Test
    void nothingIsDueTwiceEvenWhenNothingIsToBeDone() {
        shop.parcel("TP1", clock.instant());
        assertThat(desk.handleDue(clock.instant())).isEqualTo(1);
        assertThat(desk.handleDue(clock.instant())).isZero();
        assertThat(shop.messages()).isEmpty();
    }

    @Test
    void aKindSwitchedOffIsNotQueued() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.ACCEPTED_SCANNED, "2026-11-19T08:00:00Z");
        desk(new TellingSettings(
                        Duration.ofDays(3),
                        2,
                        5,
                        3,
                        2,
                        Set.of(MessageKind.SHIPPED),
                        new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0))))
                .handleDue(clock.instant());
        assertThat(shop.messages()).isEmpty();
    }

    @Test
    void aRefundEndsTheFlagsAndTakesBackWhatWasStillToBeSaid() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T09:00:00Z");
        shop.flag(parcel, FlagKind.LATE, true, true, clock.instant());
        desk.handleDue(clock.instant());
        actions.close(1, CloseReason.REFUNDED, "he did not want to wait", "dana", clock.instant());
        assertThat(onlyCase().openFlags()).isEmpty();
        shop.flag(parcel, FlagKind.LOST_SUSPECTED, false, true, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(shop.messages()).containsExactly("parcel:1/delay-unknown/1 SUPPRESSED case 1");
        assertThat(entries())
                .extracting(entry -> entry.author() + ": " + entry.text())
                .endsWith("dana: LATE dealt with", "dana: he did not want to wait", "dana: Closed: REFUNDED");
    }

    @Test
    void bookingAReturnInEndsItsFlagAndLeavesTheOthers() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.flag(parcel, FlagKind.RETURNED, true, false, clock.instant());
        shop.flag(parcel, FlagKind.DAMAGED, true, false, clock.instant());
        desk.handleDue(clock.instant());
        actions.close(1, CloseReason.RETURN_BOOKED_IN, null, "dana", clock.instant());
        assertThat(onlyCase().openFlags()).containsExactly(FlagKind.DAMAGED);
    }

    @Test
    void aReasonStandsInTheCaseInWords() {
        long parcel = shop.parcel("TP1", clock.instant());
        long flag = shop.flag(parcel, FlagKind.LATE, true, false, clock.instant());
        shop.sql("update flag set reason_key = 'late', reason_args = '{\"promise\":\"2026-11-17\",\"over\":\"1\"}'"
                + " where id = " + flag);
        desk.handleDue(clock.instant());
        assertThat(entries())
                .extracting(CaseEntry::text)
                .containsExactly(
                        "Opened: LATE, priority 3", "LATE: Promised for Tuesday 17 November, 1 business day over.");
    }

    @Test
    void newsThatWerePromisedBecomeACaseThatEndsWithItsReason() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_DELAY_WEATHER, "2026-11-19T07:00:00Z");
        long flag = shop.flag(parcel, FlagKind.DELAY_ANNOUNCED, false, true, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(shop.deskDueAt(parcel)).isEqualTo(Instant.parse("2026-11-23T07:00:00Z"));
        shop.sql("update outbox_message set state = 'SENT', sent_at = created_at");
        assertThat(list(CaseFilter.open(9))).isEmpty();

        keepByAWord();
        desk.handleDue(clock.set("2026-11-25T07:00:00Z"));
        assertThat(onlyCase().serviceCase().kind()).isEqualTo(CaseKind.PROMISED_NEWS);
        assertThat(kindsOfEntries()).containsExactly(EntryKind.OPENED, EntryKind.FLAG_RAISED, EntryKind.PROMISED_NEWS);
        assertThat(shop.deskDueAt(parcel)).isNull();
        endFlag(parcel, flag);
        assertThat(onlyCase().serviceCase().closeReason()).isEqualTo(CloseReason.RESOLVED_BY_ITSELF);
    }

    @Test
    void aPromiseWhoseReasonHasPassedBecomesACaseThatEndsWhenTheParcelArrives() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_DELAY_WEATHER, "2026-11-19T07:00:00Z");
        long flag = shop.flag(parcel, FlagKind.DELAY_ANNOUNCED, false, true, clock.instant());
        desk.handleDue(clock.instant());
        shop.sql("update outbox_message set state = 'SENT', sent_at = created_at");
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-19T12:00:00Z");
        endFlag(parcel, flag);
        assertThat(list(CaseFilter.open(9))).isEmpty();

        keepByAWord();
        desk.handleDue(clock.set("2026-11-25T07:00:00Z"));
        assertThat(onlyCase().serviceCase().kind()).isEqualTo(CaseKind.PROMISED_NEWS);
        shop.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-25T08:00:00Z");
        shop.sql("update parcel set milestone = 'DELIVERED', status = 'delivered.recipient'");
        shop.due(parcel, clock.set("2026-11-25T09:00:00Z"));
        desk.handleDue(clock.instant());
        assertThat(onlyCase().serviceCase().closeReason()).isEqualTo(CloseReason.RESOLVED_BY_ITSELF);
    }

    /// On Monday, two business days later, the first promise is kept by a word that promises Wednesday.
    private void keepByAWord() {
        desk.handleDue(clock.set("2026-11-23T07:00:00Z"));
        assertThat(shop.messages()).last().isEqualTo("parcel:1/still-searching/1 QUEUED case null");
        assertThat(list(CaseFilter.open(9))).isEmpty();
        shop.sql("update outbox_message set state = 'SENT', sent_at = created_at");
    }

    private void endFlag(long parcel, long flag) {
        clock.advance(Duration.ofMinutes(5));
        shop.end(flag, clock.instant());
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());
    }

    private List<String> numbers(CaseFilter filter) {
        return list(filter).stream().map(CaseRow::trackingNumber).toList();
    }

    private List<CaseRow> list(CaseFilter filter) {
        return shop.database.read(tx -> cases.list(tx, filter));
    }

    private CaseRow onlyCase() {
        List<CaseRow> all = list(new CaseFilter(null, null, null, null, 9));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private List<CaseEntry> entries() {
        return shop.database.read(tx ->
                cases.show(tx, onlyCase().serviceCase().id()).orElseThrow().entries());
    }

    private List<EntryKind> kindsOfEntries() {
        return entries().stream().map(CaseEntry::kind).toList();
    }
}
