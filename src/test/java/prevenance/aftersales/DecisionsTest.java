package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.aftersales.AftersalesShop.done;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseDesk;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseSwaps;
import prevenance.cases.CloseReason;
import prevenance.cases.DeskSettings;
import prevenance.cases.ServiceCase;
import prevenance.cases.TellingSettings;
import prevenance.tracking.TrackingStatus;

class DecisionsTest {
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
    void whoSawAnOlderStateDecidesNothing() {
        ServiceCase seen = shop.lost("TP1");
        shop.actions.note(seen.id(), "called", "eli", now());
        assertThat(decisions().refund(seen.id(), null, null, null, "dana", seen.version(), now()))
                .isInstanceOf(CaseOutcome.Conflict.class);
        assertThat(shop.rows("select id from refund")).isEmpty();
        assertThat(shop.messages()).isEmpty();
    }

    @Test
    void waitingLaysTheCaseAsideAndTellsTheCustomerOnlyWhenToldSo() {
        ServiceCase seen = shop.lost("TP1");
        LocalDate thursday = LocalDate.parse("2026-11-26");
        ServiceCase aside = done(decisions().waitUntil(1, thursday, "stock count", false, "dana", null, now()));
        assertThat(aside.waitingUntil()).isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
        assertThat(aside.answeredAt()).isEqualTo(now());
        assertThat(shop.messages()).isEmpty();
        decisions().waitUntil(seen.id(), thursday, "stock count", true, "dana", null, now());
        assertThat(shop.messages()).containsExactly("case:1/still-searching/1|QUEUED");
        assertThat(shop.rows("select facts from outbox_message"))
                .singleElement()
                .asString()
                .contains("\"nextUpdateDate\":\"2026-11-26\"");
        assertThat(decisions().waitUntil(1, LocalDate.parse("2026-11-19"), "x", false, "dana", null, now()))
                .isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void anInquirySetsTheDayOfItsAnswerAndTellsTheCustomerThatWeSearchOnce() {
        shop.lost("TP1");
        done(decisions().inquiry(1, "RQ-5", "dana", null, now()));
        assertThat(shop.deadlines())
                .containsExactly("case:1/inquiry INQUIRY_ANSWER OPEN 2026-12-03T22:59:00Z 12990 terms.inquiry");
        decisions().inquiry(1, null, "dana", null, now());
        assertThat(shop.messages()).containsExactly("case:1/searching/1|QUEUED");
        done(decisions().inquiryAnswered(1, "lost in Lyon", "dana", null, now()));
        assertThat(shop.deadlines()).singleElement().asString().contains(" KEPT ");
        assertThat(decisions().inquiryAnswered(1, "again", "dana", null, now()))
                .isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void aClaimHasItsDocumentsAndTheLastDayThatIsKnownOfTheCarrier() {
        ServiceCase about = shop.lost("TP1");
        shop.event(1, TrackingStatus.ACCEPTED_SCANNED, "2026-11-10T08:00:00Z");
        shop.actions.close(about.id(), CloseReason.RESHIPPED, null, "dana", now());
        done(decisions().claim(about.id(), ClaimKind.LOSS, "dana", null, now()));
        assertThat(shop.deadlines())
                .containsExactly("case:1/claim CLAIM OPEN 2026-12-10T22:59:00Z 12990 terms.claim-unconfirmed");
        Claim claim = claim(1);
        assertThat(claim.missing())
                .containsExactly(
                        ClaimDocument.STATEMENT,
                        ClaimDocument.INVOICE,
                        ClaimDocument.PROOF_OF_VALUE,
                        ClaimDocument.CUSTOMER_DECLARATION);
        assertThat(claims().sent(1, null, "dana", claim.version(), now())).isInstanceOf(ClaimOutcome.Refused.class);
        for (ClaimDocument document : claim.missing()) {
            claims().mark(1, document, ClaimDocument.State.HAVE, "dana", null, now());
        }
        assertThat(claims().mark(1, ClaimDocument.PHOTOS, ClaimDocument.State.HAVE, "dana", claim.version(), now()))
                .isEqualTo(new ClaimOutcome.Conflict(1));
        assertThat(claims().sent(1, "CL-1", "dana", null, now())).isInstanceOf(ClaimOutcome.Done.class);
        assertThat(shop.deadlines()).singleElement().asString().contains(" KEPT ");
        assertThat(claims().accepted(1, 10_000L, "dana", null, now())).isInstanceOf(ClaimOutcome.Done.class);
        assertThat(claim(1).state()).isEqualTo(ClaimState.ACCEPTED);
        assertThat(claim(1).amountMinor()).isEqualTo(10_000);
        assertThat(claims().refused(1, null, "dana", null, now())).isInstanceOf(ClaimOutcome.Refused.class);
        assertThat(decisions().claim(about.id(), ClaimKind.LOSS, "dana", null, now()))
                .isInstanceOf(CaseOutcome.Refused.class);
    }

    @Test
    void whereNoLastDayIsKnownNoneIsInvented() {
        shop.lost("TP1");
        shop.sql("update parcel set carrier = 'mondial-relay'");
        done(decisions().claim(1, ClaimKind.LOSS, "dana", null, now()));
        assertThat(shop.deadlines()).isEmpty();
        assertThat(shop.story(1))
                .endsWith("dana DECIDED Claim: LOSS; until when the carrier takes it is not known, read the contract");
    }

    @Test
    void whoeverIsSentANewParcelHearsNoMoreOfTheOldOne() {
        long parcel = shop.parcel("TP1");
        shop.sql("update parcel set desk_due_at = 1, promise_date = '2026-11-12'");
        shop.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-10T08:00:00Z");
        shop.sql(
                "insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,"
                        + " stepped_at, rule, reason_key, reason_args) values (" + parcel
                        + ", 'LATE', 1, 'OPEN', 1, 1, 1, 0, 0, 0, 'test/1', 'test.raised', '{}')");
        CaseDesk desk = new CaseDesk(
                shop.database, shop.outbox, DeskSettings.defaults(), TellingSettings.defaults(), code -> "Test Post");
        desk.handleDue(now());
        assertThat(shop.messages()).containsExactly("parcel:1/delay-unknown/1|QUEUED");
        done(decisions().reship(1, null, null, false, "dana", null, now()));
        desk.handleDue(now());
        assertThat(shop.messages())
                .containsExactly("parcel:1/delay-unknown/1|SUPPRESSED", "exchange:PV-E1/exchange-promised/1|QUEUED");
        assertThat(shop.found(1).isOpen()).isTrue();
    }

    @Test
    void aGestureIsToldInTheAgentsWords() {
        shop.lost("TP1");
        done(decisions().goodwill(1, "Un bon de 10 euros", "dana", null, now()));
        assertThat(shop.messages()).containsExactly("case:1/goodwill/1|QUEUED");
        assertThat(shop.rows("select facts from outbox_message"))
                .singleElement()
                .asString()
                .contains("\"goodwill\":{\"text\":\"Un bon de 10 euros\"}");
    }

    @Test
    void theAdviceShowsItsSum() {
        ServiceCase about = shop.lost("TP1");
        ReshipAdvice advice =
                shop.database.read(tx -> decisions().advice(tx, about, now()).orElseThrow());
        assertThat(advice.investigate())
                .extracting(ReshipAdvice.Line::key, line -> line.amount().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("staff-time", "12.50"),
                        org.assertj.core.groups.Tuple.tuple("churn", "11.25"),
                        org.assertj.core.groups.Tuple.tuple("reship-later", "49.67"),
                        org.assertj.core.groups.Tuple.tuple("claim", "-27.28"));
        assertThat(advice.costOfInvestigating()).isEqualByComparingTo("46.14");
        assertThat(advice.costOfReshipping()).isEqualByComparingTo("29.18");
        assertThat(advice.choice()).isEqualTo(ReshipAdvice.Choice.RESHIP);
        assertThat(ReshipAdvice.of(new BigDecimal("2000"), "EUR", AdviceSettings.defaults())
                        .choice())
                .isEqualTo(ReshipAdvice.Choice.EITHER);
    }

    @Test
    void swappedParcelsAreLinkedBothWaysAndUnlinkedBothWays() {
        ServiceCase one = shop.lost("TP1");
        ServiceCase other = shop.lost("TP2");
        ServiceCase third = done(shop.actions.openForOrder(1, CaseKind.REPORTED, "x", "dana", now()));
        CaseSwaps swaps = new CaseSwaps(shop.database);
        ServiceCase linked = done(swaps.link(one.id(), other.id(), "dana", one.version(), now()));
        assertThat(linked.swappedWith()).isEqualTo(other.id());
        assertThat(shop.found(other.id()).swappedWith()).isEqualTo(one.id());
        assertThat(swaps.link(third.id(), other.id(), "dana", null, now())).isInstanceOf(CaseOutcome.Conflict.class);
        assertThat(swaps.link(one.id(), one.id(), "dana", null, now())).isInstanceOf(CaseOutcome.Refused.class);
        done(swaps.unlink(other.id(), "dana", null, now()));
        assertThat(shop.found(one.id()).swappedWith()).isNull();
        assertThat(shop.found(other.id()).swappedWith()).isNull();
    }

    private Decisions decisions() {
        return shop.aftersales.decisions();
    }

    private Claims claims() {
        return shop.aftersales.claims();
    }

    private Claim claim(long caseId) {
        return shop.database.read(tx -> new ClaimStore().ofCase(tx, caseId).orElseThrow());
    }

    private Instant now() {
        return shop.clock.instant();
    }
}
