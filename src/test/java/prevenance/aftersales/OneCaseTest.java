package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.assess.Assessor;
import prevenance.assess.RuleSettings;
import prevenance.cases.CaseDesk;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CloseReason;
import prevenance.cases.CustomerAct;
import prevenance.cases.CustomerActKind;
import prevenance.cases.DeskSettings;
import prevenance.cases.TellingSettings;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;

/// Where two of us notice the same thing there is one case, and the customer is written to once.
class OneCaseTest {
    private static final String FLAGS = "select kind, state from flag order by id";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private AftersalesShop shop;

    @SuppressWarnings("NullAway.Init")
    private Assessor assessor;

    @SuppressWarnings("NullAway.Init")
    private CaseDesk desk;

    @BeforeEach
    void open() {
        shop = new AftersalesShop(folder);
        assessor = new Assessor(shop.database, RuleSettings.defaults(), code -> "Test Post", TransitModel::none);
        desk = new CaseDesk(
                shop.database, shop.outbox, DeskSettings.defaults(), TellingSettings.defaults(), code -> "Test Post");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefundThatIsNotPaidIsOneCaseWhoeverLooksFirst(boolean rulesFirst) {
        long parcel = delivered("TP1");
        open(parcel);
        decide();
        run("2026-11-28T12:00:00Z", rulesFirst);
        assertThat(shop.rows(FLAGS)).isEmpty();
        // The tenth day is the 29th.
        run("2026-11-29T12:00:00Z", rulesFirst);
        assertThat(shop.rows(FLAGS)).containsExactly("REFUND_DUE|OPEN");
        assertThat(openCases()).containsExactly("REFUND_DUE");
        assertThat(shop.rows("select place_key, case when evidence is not null then 1 else 0 end from flag"))
                .containsExactly("lyon|1");

        Refund refund = shop.refund("PV-R1");
        shop.aftersales
                .refunds()
                .trigger("PV-R1", PaymentMeans.CARD, "ARN-1", "dana", refund.version(), shop.clock.instant());
        run("2026-11-29T12:05:00Z", rulesFirst);
        assertThat(shop.rows(FLAGS)).containsExactly("REFUND_DUE|CLOSED");
        assertThat(shop.rows("select closed_key from flag")).containsExactly("closed.no-longer");
        assertThat(shop.messages().stream().filter(message -> message.contains("refund")))
                .containsExactly("refund:PV-R1/refund-decided/1|SENT", "refund:PV-R1/refund-triggered/1|QUEUED");
    }

    @Test
    void aRefundWarnedOfInAClosedCaseIsNotWarnedOfTwice() {
        open(delivered("TP1"));
        decide();
        run("2026-11-29T12:00:00Z", true);
        shop.sql("update service_case set owner = null");
        var open = shop.found(1);
        assertThat(shop.actions.close(
                        open.id(), CloseReason.CUSTOMER_CONTACTED, null, "dana", open.version(), shop.clock.instant()))
                .isInstanceOf(CaseOutcome.Done.class);
        run("2026-11-30T12:00:00Z", true);
        assertThat(openCases()).isEmpty();
        assertThat(shop.rows(FLAGS)).containsExactly("REFUND_DUE|OPEN");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReplacementWithoutAParcelIsOneCaseWhoeverLooksFirst(boolean rulesFirst) {
        open(delivered("TP1"));
        assertThat(shop.aftersales
                        .decisions()
                        .reship(1, null, null, false, "dana", shop.found(1).version(), shop.clock.instant()))
                .isInstanceOf(CaseOutcome.Done.class);
        // Promised on Thursday at ten.
        run("2026-11-23T08:30:00Z", rulesFirst);
        assertThat(shop.rows(FLAGS)).isEmpty();
        run("2026-11-24T12:00:00Z", rulesFirst);
        assertThat(shop.rows(FLAGS)).containsExactly("REPLACEMENT_SILENT|OPEN");
        assertThat(openCases()).containsExactly("REPLACEMENT_SILENT");
    }

    @Test
    void aDeliveryThatTheCustomerDeniesIsOneCaseAndOneAcknowledgementAndEndsWithHisOtherWord() {
        long parcel = delivered("TP1");
        hear(parcel, "k1", CustomerActKind.NOT_RECEIVED);
        run("2026-11-19T12:00:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("NOT_RECEIVED|OPEN");
        assertThat(openCases()).containsExactly("NOT_RECEIVED");
        assertThat(shop.messages())
                .containsExactly("parcel:1/delivered/1|SENT", "case:1:not-received/not-received-ack/1|QUEUED");

        hear(parcel, "k2", CustomerActKind.ARRIVED);
        run("2026-11-19T12:10:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("NOT_RECEIVED|CLOSED");
        assertThat(openCases()).isEmpty();
        // Said again, it is a new matter.
        hear(parcel, "k3", CustomerActKind.NOT_RECEIVED);
        run("2026-11-19T12:20:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("NOT_RECEIVED|CLOSED", "NOT_RECEIVED|OPEN");
        assertThat(openCases()).containsExactly("NOT_RECEIVED");
    }

    @Test
    void aWordThatDidNotReachTheCustomerIsOneCase() {
        shop.sql("update customer_order set email = null");
        long parcel = promised("TP1");
        answered(parcel);
        shop.event(parcel, TrackingStatus.ATTEMPT_ABSENT, "2026-11-19T08:00:00Z");
        due(parcel);
        run("2026-11-19T10:00:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("ATTEMPT_FAILED|OPEN", "MAIL_FAILED|OPEN");
        assertThat(openCases()).containsExactly("CUSTOMER_UNREACHABLE");
        assertThat(shop.messages()).containsExactly("parcel:1/attempt-failed/1|SUPPRESSED");
        // The end of the journey ends it.
        shop.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-19T10:00:00Z");
        due(parcel);
        run("2026-11-19T11:00:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("ATTEMPT_FAILED|CLOSED", "MAIL_FAILED|CLOSED");
    }

    @Test
    void aClaimThatIsPreparedIsWarnedOfAndNoLongerOnceItIsSent() {
        long parcel = promised("TP1");
        shop.event(parcel, TrackingStatus.ACCEPTED_SCANNED, "2026-11-09T16:00:00Z");
        shop.event(parcel, TrackingStatus.EXC_LOST_DECLARED, "2026-11-19T08:00:00Z");
        answered(parcel);
        due(parcel);
        run("2026-12-03T12:00:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("LOST_DECLARED|OPEN");
        // Thirty days after the first scan is 9 December.
        run("2026-12-04T12:00:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("LOST_DECLARED|OPEN", "CLAIM_DEADLINE|OPEN");
        assertThat(openCases()).containsExactly("LOST_DECLARED");
        shop.sql("insert into claim (case_id, kind, state, documents, created_at) values (1, 'LOSS', 'SENT', '{}', 0)");
        due(parcel);
        run("2026-12-04T13:00:00Z", true);
        assertThat(shop.rows(FLAGS)).containsExactly("LOST_DECLARED|OPEN", "CLAIM_DEADLINE|CLOSED");
    }

    private long promised(String number) {
        long parcel = shop.parcel(number);
        shop.sql("update parcel set promise_date = '2026-12-31' where id = " + parcel);
        return parcel;
    }

    private long delivered(String number) {
        long parcel = promised(number);
        shop.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-18T08:00:00Z");
        answered(parcel);
        due(parcel);
        run("2026-11-19T09:00:00Z", true);
        shop.send();
        return parcel;
    }

    private void open(long parcel) {
        AftersalesShop.done(shop.actions.openForParcel(
                parcel, prevenance.cases.CaseKind.REPORTED, "wrong colour", "dana", shop.clock.instant()));
    }

    private void decide() {
        assertThat(shop.aftersales
                        .decisions()
                        .refund(1, null, null, null, "dana", shop.found(1).version(), shop.clock.instant()))
                .isInstanceOf(CaseOutcome.Done.class);
        shop.send();
    }

    private void hear(long parcel, String key, CustomerActKind kind) {
        CustomerAct act = new CustomerAct(key, 1, parcel, kind, null, null);
        shop.database.execute(tx -> shop.aftersales.voice().hear(tx, act, shop.clock.instant()));
    }

    private void answered(long parcel) {
        shop.sql("update parcel set last_answered_at = 4102444800000 where id = " + parcel);
    }

    private void due(long parcel) {
        shop.sql("update parcel set assess_after = 0, desk_due_at = 0 where id = " + parcel);
    }

    /// Beats every ten minutes of the last hour, in either order.
    private void run(String until, boolean rulesFirst) {
        Instant last = Instant.parse(until);
        for (Instant at = last.minus(Duration.ofHours(1)); !at.isAfter(last); at = at.plus(Duration.ofMinutes(10))) {
            Instant now = shop.clock.set(at.toString());
            if (rulesFirst) {
                assessor.assessDue(now);
                desk.handleDue(now);
            }
            shop.aftersales.refundDesk().checkDue(now);
            shop.aftersales.exchangeDesk().checkDue(now);
            if (!rulesFirst) {
                assessor.assessDue(now);
                desk.handleDue(now);
            }
        }
    }

    private java.util.List<String> openCases() {
        return shop.rows("select kind from service_case where state = 'OPEN'");
    }
}
