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
import prevenance.cases.ServiceCase;
import prevenance.tracking.TrackingNumber;

class ExchangeProcessTest {
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
    void aPromisedReplacementLeavesAsAWatchedParcelOfItsOwnAndEndsWhenDelivered() {
        ServiceCase about = shop.lost("TP1");
        done(reship(about, false));
        Exchange promised = shop.exchange("PV-E1");
        assertThat(promised.shipByDate()).isEqualTo(LocalDate.parse("2026-11-24"));
        assertThat(promised.items()).isEqualTo("1 lamp");
        assertThat(shop.deadlines())
                .containsExactly("exchange:1/ship EXCHANGE_SHIP OPEN 2026-11-24T22:59:00Z 12990 own.exchange");
        assertThat(shop.messages()).containsExactly("exchange:PV-E1/exchange-promised/1|QUEUED");
        shop.send();

        shop.clock.set("2026-11-20T15:00:00Z");
        assertThat(register(shipped("X-9"))).isEqualTo(new AftersalesOutcome.Changed(true));
        assertThat(register(shipped("X-9"))).isEqualTo(new AftersalesOutcome.Unchanged());
        Exchange left = shop.exchange("X-9");
        assertThat(left.state()).isEqualTo(ExchangeState.SHIPPED);
        assertThat(left.caseId()).isEqualTo(about.id());
        assertThat(shop.rows("select leg, tracking_number from parcel where id = " + left.parcelId()))
                .containsExactly("EXCHANGE|6A1");
        assertThat(shop.deadlines()).singleElement().asString().contains(" KEPT ");
        assertThat(shop.messages()).endsWith("exchange:X-9/exchange-shipped/1|QUEUED");

        assertThat(desk().checkDue(now())).isZero();
        shop.sql("update parcel set milestone = 'DELIVERED' where tracking_number = '6A1'");
        assertThat(desk().checkDue(now())).isEqualTo(1);
        assertThat(desk().checkDue(now())).isZero();
        assertThat(shop.exchange("X-9").state()).isEqualTo(ExchangeState.ENDED);
    }

    @Test
    void aReplacementWithoutParcelIsAskedAboutAfterTwoBusinessDaysAndItsCaseEndsWhenItLeaves() {
        ServiceCase about = shop.lost("TP1");
        reship(about, false);
        shop.actions.close(about.id(), CloseReason.RESHIPPED, null, "dana", now());
        // Friday and Monday are over.
        assertThat(desk().checkDue(shop.clock.set("2026-11-24T07:59:00Z"))).isZero();
        assertThat(desk().checkDue(shop.clock.set("2026-11-24T08:00:00Z"))).isEqualTo(1);
        assertThat(desk().checkDue(now())).isZero();
        assertThat(shop.found(2).kind()).isEqualTo(CaseKind.REPLACEMENT_SILENT);
        assertThat(shop.found(2).parcelId()).isEqualTo(about.parcelId());
        register(shipped("X-9"));
        assertThat(shop.found(2).closeReason()).isEqualTo(CloseReason.REPLACEMENT_SHIPPED);
    }

    @Test
    void aReplacementThatAwaitsAReturnIsAskedAboutOnlyWhenThatHasCome() {
        ServiceCase about = shop.lost("TP1");
        reship(about, true);
        assertThat(shop.exchange("PV-E1").shipByDate()).isNull();
        assertThat(shop.deadlines()).isEmpty();
        assertThat(desk().checkDue(shop.clock.set("2026-12-14T08:00:00Z"))).isZero();
        assertThat(shop.aftersales.exchanges().returnReceived("PV-E1", "dana", null, now()))
                .isInstanceOf(ExchangeOutcome.Done.class);
        assertThat(shop.exchange("PV-E1").shipByDate()).isEqualTo(LocalDate.parse("2026-12-17"));
        assertThat(shop.messages()).endsWith("exchange:PV-E1/return-received/1|QUEUED");
        assertThat(shop.aftersales.exchanges().returnReceived("PV-E1", "dana", null, now()))
                .isInstanceOf(ExchangeOutcome.Refused.class);
        assertThat(desk().checkDue(shop.clock.set("2026-12-17T08:00:00Z"))).isEqualTo(1);
    }

    @Test
    void aBlockedReplacementIsToldBecomesACaseAndMakesRoomForTheMoney() {
        ServiceCase about = shop.lost("TP1");
        reship(about, false);
        assertThat(shop.aftersales.exchanges().blocked("PV-E1", BlockedWhy.OUT_OF_STOCK, null, "dana", null, now()))
                .isInstanceOf(ExchangeOutcome.Done.class);
        assertThat(shop.found(about.id()).kind()).isEqualTo(CaseKind.LOST_SUSPECTED);
        assertThat(shop.story(about.id())).contains("dana REPORTED Replacement PV-E1 cannot leave: OUT_OF_STOCK");
        assertThat(shop.messages())
                .containsExactly(
                        "exchange:PV-E1/exchange-promised/1|SUPPRESSED", "exchange:PV-E1/exchange-blocked/1|QUEUED");
        assertThat(shop.rows("select facts from outbox_message where kind = 'EXCHANGE_BLOCKED'"))
                .singleElement()
                .asString()
                .contains("\"blockedReason\":\"out_of_stock\"", "\"shipByDate\":null");
        assertThat(shop.aftersales.decisions().refund(about.id(), null, null, PaymentMeans.CARD, "dana", null, now()))
                .isInstanceOf(CaseOutcome.Done.class);
        assertThat(shop.exchange("PV-E1").state()).isEqualTo(ExchangeState.CANCELLED);
        assertThat(shop.refund("PV-R1").state()).isEqualTo(RefundState.DECIDED);
    }

    @Test
    void aFilesStatesAreFollowedAndAnOldFileWithoutThemStaysValid() {
        ExchangeNotice bare = new ExchangeNotice("X-1", "W-1001", null, null, null, "1 lamp", null, null);
        assertThat(register(bare)).isEqualTo(new AftersalesOutcome.Added(false));
        assertThat(register(bare)).isEqualTo(new AftersalesOutcome.Unchanged());
        assertThat(shop.messages()).isEmpty();
        assertThat(register(state("X-1", ExchangeState.BLOCKED))).isEqualTo(new AftersalesOutcome.Changed(true));
        assertThat(register(state("X-1", ExchangeState.BLOCKED))).isEqualTo(new AftersalesOutcome.Unchanged());
        assertThat(register(state("X-1", ExchangeState.PROMISED))).isEqualTo(new AftersalesOutcome.Changed(true));
        assertThat(register(state("X-1", ExchangeState.CANCELLED))).isEqualTo(new AftersalesOutcome.Changed(false));
        assertThat(shop.exchange("X-1").state()).isEqualTo(ExchangeState.CANCELLED);
        assertThat(register(state("X-2", ExchangeState.PROMISED))).isEqualTo(new AftersalesOutcome.Added(true));
        assertThat(shop.messages()).endsWith("exchange:X-2/exchange-promised/1|QUEUED");
    }

    private static ExchangeNotice state(String reference, @Nullable ExchangeState state) {
        return new ExchangeNotice(
                reference, "W-1001", null, null, null, null, "1 lamp", null, null, state, null, null, null, null);
    }

    private ExchangeNotice shipped(String reference) {
        return new ExchangeNotice(
                reference,
                "W-1001",
                "laposte",
                new TrackingNumber("6A1"),
                Instant.parse("2026-11-20T14:00:00Z"),
                null,
                null,
                null);
    }

    private AftersalesOutcome register(ExchangeNotice notice) {
        return shop.database.write(tx -> desk().register(tx, notice, now()));
    }

    private CaseOutcome reship(ServiceCase about, boolean awaitsReturn) {
        return shop.aftersales.decisions().reship(about.id(), null, null, awaitsReturn, "dana", about.version(), now());
    }

    private ExchangeDesk desk() {
        return shop.aftersales.exchangeDesk();
    }

    private Instant now() {
        return shop.clock.instant();
    }
}
