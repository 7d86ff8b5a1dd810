package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.aftersales.AftersalesShop.done;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CloseReason;
import prevenance.cases.CustomerAct;
import prevenance.cases.CustomerActKind;
import prevenance.cases.Heard;
import prevenance.cases.ServiceCase;

class RefundProcessTest {
    @TempDir
    Path folder;

    private AftersalesShop shop;

    @BeforeEach
    void open() {
        shop = new AftersalesShop(folder);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aDecidedRefundIsPromisedWithItsLastDayThenTriggeredAskedAboutAndArrives() {
        ServiceCase about = shop.lost("TP1");
        done(decideRefund(about, null));
        Refund decided = shop.refund("PV-R1");
        assertThat(decided.state()).isEqualTo(RefundState.DECIDED);
        assertThat(decided.amountMinor()).isEqualTo(12_990);
        assertThat(decided.payByDate()).isEqualTo(LocalDate.parse("2026-12-03"));
        assertThat(shop.deadlines())
                .containsExactly("refund:1/pay REFUND_PAY OPEN 2026-12-03T22:59:00Z 12990 law.l216-7");
        shop.send();

        assertThat(refunds().trigger("PV-R1", PaymentMeans.CARD, "ARN-1", "dana", decided.version(), now()))
                .isInstanceOf(RefundOutcome.Done.class);
        assertThat(shop.refund("PV-R1").showByDate()).isEqualTo(LocalDate.parse("2026-12-03"));
        assertThat(shop.deadlines())
                .containsExactly("refund:1/pay REFUND_PAY KEPT 2026-12-03T22:59:00Z 12990 law.l216-7");
        shop.send();

        assertThat(desk().checkDue(shop.clock.set("2026-12-04T07:59:59Z"))).isZero();
        assertThat(desk().checkDue(shop.clock.set("2026-12-04T08:00:00Z"))).isEqualTo(1);
        assertThat(desk().checkDue(shop.clock.instant())).isZero();
        assertThat(shop.refund("PV-R1").state()).isEqualTo(RefundState.ASKED);
        assertThat(shop.messages())
                .containsExactly(
                        "refund:PV-R1/refund-decided/1|SENT",
                        "refund:PV-R1/refund-triggered/1|SENT",
                        "refund:PV-R1/refund-late-check/1|QUEUED");

        assertThat(hear("form-1", CustomerActKind.REFUND_ARRIVED)).isEqualTo(new Heard.Noted(false));
        assertThat(shop.refund("PV-R1").state()).isEqualTo(RefundState.ARRIVED);
        assertThat(shop.refund("PV-R1").endedAt()).isEqualTo(now());
        assertThat(shop.messages()).endsWith("refund:PV-R1/refund-late-check/1|SUPPRESSED");
        assertThat(refunds().trigger("PV-R1", null, null, "dana", null, now()))
                .isEqualTo(new RefundOutcome.Refused("it is over"));
    }

    @Test
    void aRefundThatHasNotArrivedIsACaseOnTheParcelThatItPaysFor() {
        ServiceCase about = shop.lost("TP1");
        decideRefund(about, null);
        refunds().trigger("PV-R1", null, null, "dana", null, now());
        shop.actions.close(about.id(), CloseReason.REFUNDED, null, "dana", now());
        desk().checkDue(shop.clock.set("2026-12-04T08:00:00Z"));
        assertThat(hear("form-1", CustomerActKind.REFUND_NOT_ARRIVED)).isInstanceOf(Heard.InHand.class);
        assertThat(shop.refund("PV-R1").state()).isEqualTo(RefundState.MISSING);
        ServiceCase missing = shop.found(2);
        assertThat(missing.kind()).isEqualTo(CaseKind.REFUND_MISSING);
        assertThat(missing.parcelId()).isEqualTo(about.parcelId());
        hear("form-2", CustomerActKind.REFUND_ARRIVED);
        assertThat(shop.refund("PV-R1").state()).isEqualTo(RefundState.ARRIVED);
        assertThat(shop.found(2).closeReason()).isEqualTo(CloseReason.REFUND_ARRIVED);
    }

    @Test
    void aFailedRefundIsToldOnceBecomesACaseAndCanBePaidAnotherWay() {
        ServiceCase about = shop.lost("TP1");
        decideRefund(about, null);
        refunds().trigger("PV-R1", PaymentMeans.CARD, null, "dana", null, now());
        assertThat(refunds().failed("PV-R1", "card expired", "dana", null, now()))
                .isInstanceOf(RefundOutcome.Done.class);
        assertThat(shop.found(about.id()).kind()).isEqualTo(CaseKind.REFUND_FAILED);
        assertThat(shop.messages())
                .containsExactly(
                        "refund:PV-R1/refund-decided/1|SUPPRESSED",
                        "refund:PV-R1/refund-triggered/1|SUPPRESSED",
                        "refund:PV-R1/refund-failed/1|QUEUED");
        assertThat(refunds().failed("PV-R1", "again", "dana", null, now())).isInstanceOf(RefundOutcome.Refused.class);
        refunds().trigger("PV-R1", PaymentMeans.BANK_TRANSFER, null, "dana", null, now());
        assertThat(shop.messages()).endsWith("refund:PV-R1/refund-triggered/2|QUEUED");
        assertThat(shop.rows("select facts from outbox_message where message_key like '%triggered/2'"))
                .singleElement()
                .asString()
                .contains("\"means\":\"bank-transfer\"");
    }

    @Test
    void theStaffIsWarnedOnDayTenOfARefundThatNobodyTriggered() {
        ServiceCase about = shop.lost("TP1");
        decideRefund(about, null);
        assertThat(desk().checkDue(shop.clock.set("2026-11-29T07:59:00Z"))).isZero();
        assertThat(desk().checkDue(shop.clock.set("2026-11-29T08:00:00Z"))).isEqualTo(1);
        assertThat(desk().checkDue(shop.clock.instant())).isZero();
        assertThat(shop.found(about.id()).kind()).isEqualTo(CaseKind.REFUND_DUE);
        assertThat(shop.story(about.id()))
                .endsWith(
                        "prevenance REPORTED Refund PV-R1 (129.90 EUR) was promised and is not triggered; its last day"
                                + " is 2026-12-03");
    }

    @Test
    void nobodyIsPaidTwiceForOneParcel() {
        ServiceCase about = shop.lost("TP1");
        decideRefund(about, null);
        assertThat(decideRefund(shop.found(1), 100L)).isInstanceOf(CaseOutcome.Refused.class);
        assertThat(shop.aftersales.decisions().reship(1, null, null, false, "dana", null, now()))
                .isEqualTo(new CaseOutcome.Refused("refund PV-R1 (DECIDED) pays for this already; cancel it first"));
        shop.actions.close(1, CloseReason.REFUNDED, null, "dana", now());
        ServiceCase second = done(shop.actions.openForParcel(1, CaseKind.REPORTED, "again", "eli", now()));
        assertThat(decideRefund(second, null)).isInstanceOf(CaseOutcome.Refused.class);
        assertThat(shop.rows("select count(*) from refund")).containsExactly("1");

        refunds().cancel("PV-R1", "wrong customer", "dana", null, now());
        assertThat(shop.deadlines()).singleElement().asString().contains("DROPPED");
        assertThat(decideRefund(second, null)).isInstanceOf(CaseOutcome.Done.class);
    }

    @Test
    void aLargeSumWaitsForASecondPersonAndNobodyIsToldBefore() {
        shop.close();
        shop = new AftersalesShop(folder.resolve("two"), AftersalesShop.twoPersons());
        ServiceCase about = shop.lost("TP1");
        done(decideRefund(about, 50_001L));
        assertThat(shop.refund("PV-R1").state()).isEqualTo(RefundState.PROPOSED);
        assertThat(shop.messages()).isEmpty();
        assertThat(shop.deadlines()).isEmpty();
        assertThat(refunds().trigger("PV-R1", null, null, "eli", null, now()))
                .isInstanceOf(RefundOutcome.Refused.class);
        assertThat(refunds().confirm("PV-R1", "dana", null, now())).isInstanceOf(RefundOutcome.Refused.class);
        assertThat(refunds().confirm("PV-R1", "eli", null, now())).isInstanceOf(RefundOutcome.Done.class);
        assertThat(shop.messages()).containsExactly("refund:PV-R1/refund-decided/1|QUEUED");
        assertThat(shop.deadlines()).hasSize(1);
        ServiceCase other = shop.lost("TP2");
        done(decideRefund(other, 50_000L));
        assertThat(shop.refund("PV-R2").state()).isEqualTo(RefundState.DECIDED);
    }

    @Test
    void theShopsFileTakesADecidedRefundOverUnderItsOwnReference() {
        decideRefund(shop.lost("TP1"), null);
        RefundNotice notice = new RefundNotice("R-77", "W-1001", 12_990, "EUR", PaymentMeans.CARD, now(), "ARN");
        assertThat(register(notice)).isEqualTo(new AftersalesOutcome.Changed(true));
        assertThat(register(notice)).isEqualTo(new AftersalesOutcome.Unchanged());
        assertThat(shop.rows("select reference, state, case_id from refund")).containsExactly("R-77|TRIGGERED|1");
        assertThat(shop.messages())
                .containsExactly("refund:PV-R1/refund-decided/1|SUPPRESSED", "refund:R-77/refund-triggered/1|QUEUED");
        RefundNotice other = new RefundNotice("R-78", "W-1001", 12_990, "EUR", PaymentMeans.CARD, now(), null);
        assertThat(register(other)).isEqualTo(new AftersalesOutcome.Added(true));
    }

    @Test
    void aFilesStateIsFollowed() {
        RefundNotice decided = notice(RefundState.DECIDED, null, null);
        assertThat(register(decided)).isEqualTo(new AftersalesOutcome.Added(true));
        assertThat(register(decided)).isEqualTo(new AftersalesOutcome.Unchanged());
        assertThat(shop.messages()).containsExactly("refund:R-1/refund-decided/1|QUEUED");
        assertThat(register(notice(RefundState.FAILED, null, "no account")))
                .isEqualTo(new AftersalesOutcome.Changed(true));
        assertThat(register(notice(RefundState.FAILED, null, "no account")))
                .isEqualTo(new AftersalesOutcome.Unchanged());
        assertThat(shop.found(1).kind()).isEqualTo(CaseKind.REFUND_FAILED);
        assertThat(shop.found(1).parcelId()).isNull();
        assertThat(register(notice(RefundState.TRIGGERED, now(), null))).isEqualTo(new AftersalesOutcome.Changed(true));
        assertThat(register(notice(RefundState.ARRIVED, now(), null))).isEqualTo(new AftersalesOutcome.Changed(false));
        assertThat(shop.refund("R-1").state()).isEqualTo(RefundState.ARRIVED);
        assertThat(register(notice(RefundState.CANCELLED, null, null))).isEqualTo(new AftersalesOutcome.Unchanged());
    }

    @Test
    void anOldRefundIsNeverAskedAbout() {
        register(new RefundNotice(
                "R-1", "W-1001", 100, "EUR", PaymentMeans.CARD, Instant.parse("2026-10-01T08:00:00Z"), null));
        assertThat(shop.refund("R-1").checkAt()).isNull();
    }

    private RefundNotice notice(RefundState state, @Nullable Instant at, @Nullable String why) {
        return new RefundNotice("R-1", "W-1001", 5_000, "EUR", PaymentMeans.CARD, state, at, null, why);
    }

    private AftersalesOutcome register(RefundNotice notice) {
        return shop.database.write(tx -> desk().register(tx, notice, now()));
    }

    private Heard hear(String key, CustomerActKind kind) {
        CustomerAct act = new CustomerAct(key, 1, null, kind, null, null);
        return shop.database.write(tx -> shop.aftersales.voice().hear(tx, act, now()));
    }

    private CaseOutcome decideRefund(ServiceCase about, @Nullable Long amount) {
        return shop.aftersales
                .decisions()
                .refund(about.id(), amount, amount == null ? null : "EUR", null, "dana", about.version(), now());
    }

    private Refunds refunds() {
        return shop.aftersales.refunds();
    }

    private RefundDesk desk() {
        return shop.aftersales.refundDesk();
    }

    private Instant now() {
        return shop.clock.instant();
    }
}
