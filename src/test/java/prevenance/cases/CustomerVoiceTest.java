package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.FlagKind;
import prevenance.assess.RuleSettings;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingStatus;

class CustomerVoiceTest {
    @TempDir
    Path folder;

    /// Thursday, ten in the morning in Paris.
    private final ManualClock clock = ManualClock.at("2026-11-19T09:00:00Z");

    private final CaseStore cases = new CaseStore();
    private ShopDatabase shop;
    private CustomerVoice voice;
    private CaseActions actions;
    private CaseDesk desk;
    private int forms;

    @BeforeEach
    void open() {
        shop = new ShopDatabase(TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON));
        Outbox outbox = new Outbox("shop.example.org");
        voice = new CustomerVoice(
                DeskSettings.defaults(),
                RuleSettings.defaults(),
                TellingSettings.defaults(),
                outbox,
                (tx, order, reference, arrived, now) -> "R-1".equals(reference)
                        ? new RefundEar.Answer(new CaseSubject(order, null, 5_000L, "EUR"), "R-1")
                        : null,
                code -> "Test Post");
        actions = new CaseActions(shop.database, cases, DeskSettings.defaults());
        desk = new CaseDesk(
                shop.database, outbox, DeskSettings.defaults(), TellingSettings.defaults(), code -> "Test Post");
    }

    @AfterEach
    void close() {
        shop.database.close();
    }

    @Test
    void notReceivedOpensACaseWithItsDisputeDeadlineAndIsAcknowledgedOnce() {
        long parcel = shop.parcel("TP1", clock.instant(), 12_990);
        shop.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-18T14:00:00Z");
        CustomerAct act = act(parcel, CustomerActKind.NOT_RECEIVED, "Nothing in the box", null);
        Heard first = hear(act);
        assertThat(first).isEqualTo(new Heard.InHand(1, LocalDate.parse("2026-11-23"), false));
        clock.advance(Duration.ofDays(3));
        assertThat(hear(act)).isEqualTo(new Heard.InHand(1, LocalDate.parse("2026-11-23"), true));
        assertThat(found(1).kind()).isEqualTo(CaseKind.NOT_RECEIVED);
        assertThat(story())
                .containsExactly(
                        "customer OPENED Opened: NOT_RECEIVED, priority 1",
                        "customer CUSTOMER_SAID The customer says that he has not received it. Nothing in the box",
                        "prevenance MESSAGE Queued for the customer: his word is in");
        assertThat(shop.messages()).containsExactly("case:1:not-received/not-received-ack/1 QUEUED case 1");
        assertThat(rows("select kind || ' ' || due_at || ' ' || amount_minor || ' ' || source from deadline"))
                .containsExactly(
                        "DISPUTE " + at("2026-11-21T22:59:00Z") + " 12990 terms.dispute",
                        "NEWS " + at("2026-11-23T17:00:00Z") + " 12990 own.news");
        assertThat(rows("select kind || ' ' || case_id || ' ' || text from customer_act"))
                .containsExactly("NOT_RECEIVED 1 Nothing in the box");
        assertThat(rows("select facts from outbox_message"))
                .singleElement()
                .asString()
                .contains(
                        "\"report\":{\"kind\":\"not-received\",\"text\":\"Nothing in the box\",\"choice\":null}",
                        "\"caseNumber\":1",
                        "\"nextUpdateDate\":\"2026-11-23\"",
                        "\"delivered\":{\"date\":\"2026-11-18\"}",
                        "\"carrier\":\"Test Post\"");
    }

    @Test
    void damageSetsTheProtestThatCountsFromTheDeliveryWithoutHolidays() {
        shop.sql("update customer_order set postcode = '69001'");
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-05-12T10:00:00Z");
        clock.set("2026-05-13T08:00:00Z");
        hear(act(parcel, CustomerActKind.DAMAGED, "broken", null));
        // Thursday the 14th is Ascension Day: Wednesday, Friday, Saturday.
        assertThat(rows("select kind || ' ' || due_at || ' ' || source from deadline where kind <> 'NEWS'"))
                .containsExactly("RESERVATION " + at("2026-05-16T21:59:00Z") + " law.l133-3-commerce");
        assertThat(shop.messages()).containsExactly("case:1:damaged/damaged-received/1 QUEUED case 1");
    }

    @Test
    void betweenCountriesThereIsNoProtestOfThreeDays() {
        shop.sql("update customer_order set country = 'BE'");
        long parcel = shop.parcel("TP1", clock.instant());
        hear(act(parcel, CustomerActKind.DAMAGED, "broken", null));
        assertThat(rows("select kind from deadline")).containsExactly("NEWS");
    }

    @Test
    void itHasArrivedClosesWhatNobodyHasTakenAndNothingIsSearchedForAnyMore() {
        long parcel = shop.parcel("TP1", clock.instant());
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T09:00:00Z");
        shop.flag(parcel, FlagKind.LATE, true, true, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(hear(act(parcel, CustomerActKind.ARRIVED, null, null))).isEqualTo(new Heard.Noted(false));
        assertThat(found(1).closeReason()).isEqualTo(CloseReason.DELIVERED_AFTER_ALL);
        shop.flag(parcel, FlagKind.LOST_SUSPECTED, true, true, clock.instant());
        desk.handleDue(clock.instant());
        assertThat(shop.messages()).containsExactly("parcel:1/delay-unknown/1 SUPPRESSED case 1");
        assertThat(rows("select id from service_case")).containsExactly("1");

        hear(act(parcel, CustomerActKind.NOT_RECEIVED, null, null));
        assertThat(found(2).kind()).isEqualTo(CaseKind.NOT_RECEIVED);
    }

    @Test
    void itHasArrivedIsAnEntryInACaseThatSomebodyHas() {
        long parcel = shop.parcel("TP1", clock.instant());
        hear(act(parcel, CustomerActKind.NOT_RECEIVED, null, null));
        actions.assign(1, "dana", "dana", clock.instant());
        hear(act(parcel, CustomerActKind.ARRIVED, "at the keeper's", null));
        assertThat(found(1).isOpen()).isTrue();
        assertThat(story()).endsWith("customer CUSTOMER_SAID The customer says that it has arrived. at the keeper's");
    }

    @Test
    void whatTheCustomerSaysMakesACaseGraverAndDueAnewWhenItWasAnswered() {
        long parcel = shop.parcel("TP1", clock.instant());
        hear(act(parcel, CustomerActKind.ADDRESS, "2 rue Exemple", null));
        actions.note(1, "done", "dana", clock.instant());
        clock.advance(Duration.ofHours(4));
        hear(act(parcel, CustomerActKind.DAMAGED, null, null));
        assertThat(found(1).kind()).isEqualTo(CaseKind.DAMAGED_REPORTED);
        assertThat(found(1).dueAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
    }

    @Test
    void aCallIsArrangedForTheHourThatTheServiceGoalGives() {
        hear(new CustomerAct("k", 1, null, CustomerActKind.CALL_ME, "after six", null));
        assertThat(found(1).kind()).isEqualTo(CaseKind.CALL_BACK);
        assertThat(found(1).callBackAt()).isEqualTo(clock.instant().plus(Duration.ofHours(2)));
        assertThat(rows("select deadline_key from deadline")).containsExactly("case:1/call-back", "case:1/news");
    }

    @Test
    void theDayOfTheNextNewsThatTheAcknowledgementNamesIsKeptByAMailOrACallAndElseBecomesWork() {
        CaseRounds rounds = new CaseRounds(shop.database, DeskSettings.defaults());
        for (int parcel = 1; parcel <= 3; parcel++) {
            hear(act(shop.parcel("TP" + parcel, clock.instant()), CustomerActKind.WRONG_ITEM, "blue", null));
        }
        clock.advance(Duration.ofHours(1));
        shop.sql("update outbox_message set state = 'SENT', sent_at = "
                + clock.instant().toEpochMilli());
        assertThat(rounds.lookDue(clock.instant())).isZero();
        shop.sql("insert into outbox_message (message_key, kind, order_id, parcel_id, case_id, locale, facts, state,"
            + " created_at, sent_at, message_id) values ('case:1/goodwill/1', 'GOODWILL', 1, 1, 1, 'fr', '{}', 'SENT',"
            + " 0, " + clock.instant().toEpochMilli() + ", 'm@example.org')");
        actions.called(2, "all well", "dana", null, clock.instant());
        rounds.lookDue(clock.instant());
        rounds.lookDue(clock.set("2026-11-23T17:00:01Z"));
        rounds.lookDue(clock.instant());
        assertThat(rows("select deadline_key || ' ' || state from deadline order by id"))
                .containsExactly("case:1/news KEPT", "case:2/news KEPT", "case:3/news MISSED");
        assertThat(rows("select case_id from case_entry where kind = 'PROMISED_NEWS'"))
                .containsExactly("3");
    }

    @Test
    void mailsAboutProgressAreStoppedAndResumed() {
        hear(new CustomerAct("a", 1, null, CustomerActKind.STOP_PROGRESS, null, null));
        assertThat(rows("select progress_off_at from customer_order"))
                .containsExactly("" + clock.instant().toEpochMilli());
        hear(new CustomerAct("b", 1, null, CustomerActKind.RESUME_PROGRESS, null, null));
        assertThat(rows("select coalesce(progress_off_at, -1) from customer_order"))
                .containsExactly("-1");
        assertThat(shop.messages()).isEmpty();
    }

    @Test
    void aBadMarkIsLookedAtAndAGoodOneIsKept() {
        long parcel = shop.parcel("TP1", clock.instant());
        assertThat(hear(act(parcel, CustomerActKind.SURVEY, "thanks", "5"))).isEqualTo(new Heard.Noted(false));
        assertThat(rows("select id from service_case")).isEmpty();
        hear(act(parcel, CustomerActKind.SURVEY, "too slow", "1"));
        assertThat(story()).endsWith("customer CUSTOMER_SAID Survey: 1 of 5 too slow");
    }

    @Test
    void aRefundThatHasNotComeIsACaseAboutItsMoneyAndOneThatCameClosesIt() {
        hear(new CustomerAct("a", 1, null, CustomerActKind.REFUND_NOT_ARRIVED, null, "R-1"));
        assertThat(found(1).kind()).isEqualTo(CaseKind.REFUND_MISSING);
        assertThat(hear(new CustomerAct("b", 1, null, CustomerActKind.REFUND_ARRIVED, null, "R-1")))
                .isEqualTo(new Heard.Noted(false));
        assertThat(found(1).closeReason()).isEqualTo(CloseReason.REFUND_ARRIVED);
        assertThat(hear(new CustomerAct("c", 1, null, CustomerActKind.REFUND_ARRIVED, null, "R-2")))
                .isEqualTo(new Heard.Refused(Heard.Why.NO_REFUND));
    }

    @Test
    void whatCannotBeMeantIsRefusedAndNothingIsStored() {
        long parcel = shop.parcel("TP1", clock.instant());
        assertThat(List.of(
                        hear(new CustomerAct("a", 9, null, CustomerActKind.CALL_ME, null, null)),
                        hear(new CustomerAct("b", 1, 77L, CustomerActKind.NOT_RECEIVED, null, null)),
                        hear(new CustomerAct("c", 1, null, CustomerActKind.NOT_RECEIVED, null, null)),
                        hear(act(parcel, CustomerActKind.ADDRESS, " ", null)),
                        hear(act(parcel, CustomerActKind.CHOICE, null, "BOTH")),
                        hear(act(parcel, CustomerActKind.SURVEY, null, "6")),
                        hear(act(parcel, CustomerActKind.DAMAGED, "x".repeat(4_001), null))))
                .containsExactly(
                        new Heard.Refused(Heard.Why.UNKNOWN),
                        new Heard.Refused(Heard.Why.UNKNOWN),
                        new Heard.Refused(Heard.Why.NO_PARCEL),
                        new Heard.Refused(Heard.Why.NO_WORDS),
                        new Heard.Refused(Heard.Why.NO_CHOICE),
                        new Heard.Refused(Heard.Why.NO_CHOICE),
                        new Heard.Refused(Heard.Why.TOO_LONG));
        assertThat(rows("select id from customer_act")).isEmpty();
        assertThat(rows("select id from service_case")).isEmpty();
    }

    private CustomerAct act(long parcel, CustomerActKind kind, @Nullable String text, @Nullable String choice) {
        forms++;
        return new CustomerAct("form-" + forms, 1, parcel, kind, text, choice);
    }

    private Heard hear(CustomerAct act) {
        return shop.database.write(tx -> voice.hear(tx, act, clock.instant()));
    }

    private ServiceCase found(long id) {
        return shop.database.read(tx -> cases.find(tx, id).orElseThrow());
    }

    private List<String> story() {
        return shop.database.read(tx -> cases.entries(tx, 1).stream()
                .map(entry -> entry.author() + " " + entry.kind() + " " + entry.text())
                .toList());
    }

    private List<String> rows(String sql) {
        return shop.database.read(
                tx -> tx.handle().createQuery(sql).mapTo(String.class).list());
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
