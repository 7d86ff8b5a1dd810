package prevenance.aftersales;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.cases.CaseRounds;
import prevenance.cases.DeskSettings;
import prevenance.cases.ServiceCase;
import prevenance.tracking.TrackingStatus;

class DeadlineBoardTest {
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
    void whatIsDueStandsInOneListWithWhatIsAtStake() {
        ServiceCase about = shop.lost("TP1");
        shop.aftersales.decisions().refund(about.id(), 5_000L, "EUR", null, "dana", null, shop.clock.instant());
        shop.actions.callBack(
                about.id(), shop.clock.instant().plus(Duration.ofHours(1)), "dana", null, shop.clock.instant());
        long waiting = shop.parcel("TP2");
        pickup(waiting, "{}");
        shop.sql("update parcel set pickup_until_date = '2026-11-22' where id = " + waiting);
        pickup(shop.parcel("TP3"), "{\"until\":\"2026-11-20\"}");
        pickup(shop.parcel("TP4"), "{\"until\":\"2026-11-23\"}");
        assertThat(lines())
                .containsExactly(
                        "CALL_BACK TP1 2026-11-19 null own.call-back",
                        "PICKUP_HOLD TP3 2026-11-20 12990 terms.pickup",
                        "PICKUP_HOLD TP2 2026-11-22 12990 terms.pickup",
                        "REFUND_PAY TP1 2026-12-03 5000 law.l216-7");
        assertThat(DeadlineBoard.atStake(board())).isEqualTo(Map.of("EUR", 30_980L));
        assertThat(board().getFirst().caseId()).isEqualTo(about.id());
    }

    @Test
    void anOrderWithoutAnAgreedDateStandsThereFromDayTwentyFive() {
        shop.parcel("TP1");
        shop.sql("update parcel set next_poll_at = 1");
        ordered("2026-10-26T09:00:00Z");
        assertThat(lines()).isEmpty();
        ordered("2026-10-25T09:00:00Z");
        assertThat(lines()).containsExactly("DELIVERY TP1 2026-11-24 12990 law.l216-1");
        shop.sql("update parcel set promise_date = '2026-11-10'");
        assertThat(lines()).isEmpty();
        shop.sql("update parcel set promise_date = null, milestone = 'DELIVERED'");
        assertThat(lines()).isEmpty();
    }

    @Test
    void whatWasMissedStaysAtTheTopUntilItIsDone() {
        ServiceCase about = shop.lost("TP1");
        shop.aftersales.decisions().refund(about.id(), null, null, null, "dana", null, shop.clock.instant());
        shop.clock.set("2026-12-04T09:00:00Z");
        new CaseRounds(shop.database, DeskSettings.defaults()).lookDue(shop.clock.instant());
        assertThat(board()).extracting(DueThing::missed).containsExactly(true);
        shop.aftersales.refunds().trigger("PV-R1", null, null, "dana", null, shop.clock.instant());
        assertThat(board()).isEmpty();
        assertThat(shop.deadlines()).singleElement().asString().contains(" KEPT ");
    }

    @Test
    void theClaimIsWrittenFromWhatIsKnownInBothLanguages() {
        ServiceCase about = shop.lost("TP1");
        shop.event(1, TrackingStatus.ACCEPTED_SCANNED, "2026-11-10T08:00:00Z");
        for (ClaimKind kind : ClaimKind.values()) {
            shop.sql("delete from claim");
            shop.aftersales.decisions().claim(about.id(), kind, "dana", null, shop.clock.instant());
            assertThat(text(Locale.FRENCH)).doesNotContain("{");
            assertThat(text(Locale.ENGLISH)).doesNotContain("{");
        }
        shop.sql("delete from claim");
        shop.aftersales.decisions().claim(about.id(), ClaimKind.LOSS, "dana", null, shop.clock.instant());
        assertThat(text(Locale.ENGLISH))
                .startsWith("Maison Exemple\n"
                        + "19 November 2026\n\n"
                        + "To Test Post, claims\n"
                        + "Parcel TP1, our order W-1001, our case 1")
                .contains(
                        "Contents: 1 lamp\nAmount claimed: 129.90 EUR",
                        "  2026-11-10  accepted.scanned   (Lyon)",
                        "  [ ] Invoice to the customer\n",
                        "  [x] Proof of dispatch\n");
        assertThat(text(Locale.FRENCH)).contains("Nous demandons à être indemnisés de la perte de ce colis.");
        assertThat(Arrays.stream(ClaimDocument.values()).map(document -> ClaimFile.name(document, Locale.FRENCH)))
                .doesNotContain(
                        Arrays.stream(ClaimDocument.values()).map(Enum::name).toArray(String[]::new));
    }

    private String text(Locale locale) {
        return shop.database.read(tx -> shop.aftersales
                .claimFile()
                .write(tx, 1, 1, locale, shop.clock.instant())
                .orElseThrow());
    }

    private void pickup(long parcel, String args) {
        shop.sql(
                "insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,"
                        + " stepped_at, rule, reason_key, reason_args) values (" + parcel
                        + ", 'PICKUP_WAITING', 1, 'OPEN', 1, 0, 1, 0, 0, 0, 'test/1', 'pickup.waiting', '" + args
                        + "')");
    }

    private void ordered(String at) {
        shop.sql("update customer_order set ordered_at = " + Instant.parse(at).toEpochMilli());
    }

    private List<DueThing> board() {
        return shop.database.read(
                tx -> shop.aftersales.board().list(tx, shop.clock.instant(), Duration.ofDays(20), 50));
    }

    private List<String> lines() {
        return board().stream()
                .map(due -> due.kind() + " " + due.trackingNumber() + " "
                        + LocalDate.ofInstant(due.dueAt(), AftersalesShop.PARIS) + " " + due.amountMinor() + " "
                        + due.source())
                .toList();
    }
}
