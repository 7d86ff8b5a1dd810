package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.OpeningHours;
import prevenance.message.ApprovalSettings;
import prevenance.message.Approvals;
import prevenance.message.CallListEntry;
import prevenance.message.MessageActions;
import prevenance.message.MessageFilter;
import prevenance.message.MessageOutcome;
import prevenance.message.Outbox;
import prevenance.message.OutboxMessage;
import prevenance.message.SendHours;
import prevenance.message.Truth;
import prevenance.message.Unmailed;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingStatus;

/// What is looked at once more before a message leaves, and the last word of a case.
class LastWordsTest {
    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-19T09:00:00Z"));
    private ShopDatabase shop;
    private Outbox outbox;
    private CaseDesk desk;
    private CaseActions actions;
    private MessageActions messages;
    private long parcel;

    @BeforeEach
    void open() {
        shop = new ShopDatabase(TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON));
        DeskSettings settings = DeskSettings.defaults();
        OpeningHours hours = OpeningHours.usual(settings.zone(), BusinessCalendar.of("FR", null, settings.weekdays()));
        outbox = new Outbox("shop.example.org", Approvals.of(ApprovalSettings.defaults(), hours));
        desk = new CaseDesk(
                shop.database, outbox, settings, TellingSettings.defaults().withoutQuietHours(), code -> "Test Post");
        actions = new CaseActions(shop.database, new CaseStore());
        messages = new MessageActions(shop.database, outbox, SendHours.any(settings.zone()));
        parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T09:00:00Z");
    }

    @AfterEach
    void close() {
        shop.database.close();
    }

    @Test
    void anApprovalThatIsLateIsWrittenIntoTheCaseOnceAndTheMessageStillWaits() {
        searching();
        assertThat(shop.messages()).containsExactly("parcel:1/searching/1 HELD case 1");
        desk.handleDue(clock.advance(Duration.ofMinutes(119)));
        assertThat(entries()).noneMatch(text -> text.contains("approved"));
        desk.handleDue(clock.advance(Duration.ofMinutes(1)));
        desk.handleDue(clock.advance(Duration.ofHours(1)));
        assertThat(entries())
                .filteredOn(text -> text.contains("approved"))
                .containsExactly("Not approved in time: searching. Approve it, edit it or reject it.");
        assertThat(shop.messages()).containsExactly("parcel:1/searching/1 HELD case 1");
    }

    @Test
    void whoLetAMessageGoOrRejectedItStandsInTheCase() {
        searching();
        OutboxMessage held = message();
        messages.reject(held.id(), held.version(), "he called us", "lea", clock.instant());
        desk.handleDue(clock.instant());
        assertThat(entries()).last().isEqualTo("Not told, by lea: rejected: he called us");
        desk.handleDue(clock.instant());
        assertThat(shop.messages()).as("nothing is said again").hasSize(1);
    }

    @Test
    void whatStillHoldsLeaves() {
        searching();
        approve();
        assertThat(truth()).isEqualTo(new Truth.Verdict.Holds());
    }

    @Test
    void aPromisedDayThatCameNearerWhileItWaitedIsPutOff() {
        searching();
        assertThat(facts()).containsEntry("nextUpdateDate", "2026-11-23").containsEntry("decisionDate", "2026-11-26");
        clock.set("2026-11-20T10:00:00Z");
        approve();
        assertThat(truth())
                .isInstanceOfSatisfying(
                        Truth.Verdict.Renewed.class,
                        renewed -> assertThat(renewed.facts())
                                .containsEntry("nextUpdateDate", "2026-11-24")
                                .containsEntry("decisionDate", "2026-11-27")
                                .containsAllEntriesOf(Map.of("caseNumber", 1, "foundAgain", false)));
    }

    @Test
    void ownWordsKeepTheDatesTheirAuthorSaw() {
        searching();
        OutboxMessage held = message();
        messages.edit(held.id(), held.version(), "Your parcel", "We look for it.", "lea", clock.instant());
        clock.set("2026-11-20T10:00:00Z");
        approve();
        assertThat(truth()).isEqualTo(new Truth.Verdict.Holds());
    }

    @Test
    void whatIsNoLongerTrueIsNoticedAndTheDeskSaysWhatIsInstead() {
        long flag = searching();
        approve();
        shop.end(flag, clock.instant());
        shop.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-19T09:30:00Z");
        assertThat(truth()).isInstanceOf(Truth.Verdict.Untrue.class);
        assertThat(shop.deskDueAt(parcel)).isEqualTo(clock.instant());
        assertThat(entries()).last().asString().startsWith("Not told any more: searching");
    }

    @Test
    void anApprovedMessageThatNobodyTakesIsWorkAndACall() {
        searching();
        approve();
        desk.handleDue(clock.instant());
        assertThat(entries()).last().isEqualTo("Let go by lea: searching");
        shop.dead(1, "address refused: 550 no such user", clock.instant());
        desk.handleDue(clock.instant());
        assertThat(entries())
                .last()
                .isEqualTo("The customer cannot be reached by e-mail (searching): address refused: 550 no such user");
        assertThat(shop.database.<List<CallListEntry>>read(tx -> outbox.callList(tx, 9)))
                .extracting(CallListEntry::why)
                .containsExactly(Unmailed.ADDRESS_REFUSED);
    }

    @Test
    void anApprovalIsLateThoughSomebodyHasEditedIt() {
        searching();
        OutboxMessage held = message();
        messages.edit(held.id(), held.version(), "Your parcel", "We look for it.", "lea", clock.instant());
        desk.handleDue(clock.advance(Duration.ofHours(2)));
        assertThat(entries()).last().asString().startsWith("Not approved in time");
    }

    @Test
    void wordsOfTheCarrierThatNobodyHasJudgedYetAreWaitedFor() {
        searching();
        approve();
        shop.sql("update parcel set assess_after = " + clock.instant().toEpochMilli());
        assertThat(truth())
                .isInstanceOfSatisfying(
                        Truth.Verdict.Later.class,
                        later -> assertThat(later.until())
                                .isEqualTo(clock.instant().plusSeconds(60)));
    }

    @Test
    void twoIncidentsDoNotLeaveOnOneDay() {
        searching();
        approve();
        shop.sql("insert into outbox_message (message_key, kind, order_id, parcel_id, locale, facts, state,"
                + " created_at, sent_at, message_id) values ('parcel:1/attempt-failed/1', 'ATTEMPT_FAILED', 1, 1, 'fr',"
                + " '{}', 'SENT', 1, " + clock.instant().toEpochMilli() + ", 'x')");
        assertThat(truth())
                .isInstanceOfSatisfying(
                        Truth.Verdict.Later.class,
                        later -> assertThat(later.until()).isEqualTo("2026-11-20T07:00:00Z"));
    }

    @Test
    void aCaseOfWhichTheCustomerWasToldEndsWithAWordOnTheNextBusinessDay() {
        searching();
        leave();
        close(CloseReason.CARRIER_INQUIRY_ANSWERED);
        assertThat(shop.messages()).last().isEqualTo("case:1/resolved/1 QUEUED case 1");
        assertThat(facts()).containsEntry("resolution", "answered").containsEntry("caseNumber", 1);
        assertThat(message().nextAttemptAt()).isEqualTo("2026-11-20T09:00:00Z");
        shop.due(parcel, clock.advance(Duration.ofMinutes(5)));
        desk.handleDue(clock.instant());
        assertThat(shop.messages()).hasSize(2);
    }

    @Test
    void whoWasToldNothingOrWhoseCaseWasNoneHearsNoLastWord() {
        searching();
        close(CloseReason.CARRIER_INQUIRY_ANSWERED);
        assertThat(shop.messages()).as("it never left").containsExactly("parcel:1/searching/1 HELD case 1");
    }

    @Test
    void aCaseThatWasNoneEndsInSilence() {
        searching();
        leave();
        close(CloseReason.DUPLICATE);
        assertThat(shop.messages()).hasSize(1);
    }

    @Test
    void aCaseThatOpensAgainTakesTheLastWordBack() {
        searching();
        leave();
        close(CloseReason.CUSTOMER_CONTACTED);
        shop.flag(parcel, FlagKind.ADDRESS_PROBLEM, true, false, clock.instant());
        shop.due(parcel, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(truth("case:1/resolved/1")).isEqualTo(new Truth.Verdict.Untrue("there is a case again"));
    }

    private long searching() {
        long flag = shop.flag(parcel, FlagKind.LOST_SUSPECTED, true, true, clock.instant());
        desk.handleDue(clock.instant());
        return flag;
    }

    private void leave() {
        shop.sql(
                "update outbox_message set state = 'SENT', held_for = null, next_attempt_at = null, desk_due_at = null,"
                        + " sent_at = " + clock.instant().toEpochMilli());
    }

    private void close(CloseReason reason) {
        assertThat(actions.close(1, reason, null, "lea", clock.advance(Duration.ofMinutes(5))))
                .isInstanceOf(CaseOutcome.Done.class);
        desk.handleDue(clock.instant());
    }

    private void approve() {
        OutboxMessage held = message();
        assertThat(messages.approve(held.id(), held.version(), "lea", clock.instant()))
                .isInstanceOf(MessageOutcome.Done.class);
    }

    private OutboxMessage message() {
        return all().getFirst();
    }

    private List<OutboxMessage> all() {
        return shop.database.read(tx -> outbox.list(tx, MessageFilter.newest(10)));
    }

    private Map<String, @Nullable Object> facts() {
        return shop.database.read(tx -> outbox.facts(tx, message().id()));
    }

    private Truth.Verdict truth() {
        return truth("parcel:1/searching/1");
    }

    private Truth.Verdict truth(String key) {
        OutboxMessage message =
                all().stream().filter(one -> one.key().equals(key)).findFirst().orElseThrow();
        return shop.database.write(tx -> desk.truth().of(tx, message, clock.instant()));
    }

    private List<String> entries() {
        Optional<CaseDetails> details = shop.database.read(tx -> new CaseStore().show(tx, 1));
        return details.orElseThrow().entries().stream().map(CaseEntry::text).toList();
    }
}
