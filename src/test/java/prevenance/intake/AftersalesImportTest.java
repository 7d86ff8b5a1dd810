package prevenance.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.intake.OrderImportTest.counts;
import static prevenance.intake.OrderImportTest.texts;
import static prevenance.intake.ShopDesk.HEADER;
import static prevenance.intake.ShopDesk.NOW;
import static prevenance.intake.ShopDesk.ROW;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AftersalesImportTest {
    private static final String REFUNDS = "reference,order,amount,currency,means,triggered_at,bank_reference\n";
    private static final String REFUND = "R-1,A-1,\"129,90\",EUR,carte bancaire,23/11/2026 09:30,ARN-1\n";
    private static final String EXCHANGES = "reference,order,carrier,tracking_number,shipped_at,items,promised_date\n";
    private static final String MESSAGES =
            "select message_key, state, recipient, locale, facts from outbox_message order by id";

    @TempDir
    Path folder;

    private ShopDesk desk;

    @BeforeEach
    void open() {
        desk = new ShopDesk(folder);
        desk.orders(HEADER + ROW);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aRefundQueuesOneMessageThatSaysUntilWhenItShows() {
        ImportReport report = desk.refunds(REFUNDS + REFUND, NOW);
        assertThat(counts(report)).isEqualTo("1 row, 1 new, 0 changed, 0 unchanged, 0 rejected");
        assertThat(report.told()).isEqualTo(1);
        assertThat(counts(desk.refunds(REFUNDS + REFUND, NOW.plus(Duration.ofDays(2)))))
                .isEqualTo("1 row, 0 new, 0 changed, 1 unchanged, 0 rejected");
        assertThat(desk.rows("select reference, amount_minor, currency, means, show_by_date from refund"))
                .containsExactly("R-1|12990|EUR|CARD|2026-12-07");
        assertThat(desk.rows(MESSAGES))
                .containsExactly(
                        "refund:R-1/refund-triggered/1|QUEUED|camille@example.org|fr-FR|{\"customer\":{\"name\":\"Camille"
                            + " Exemple\"},\"order\":{\"number\":\"A-1\"},"
                            + "\"refund\":{\"reference\":\"R-1\",\"amountMinor\":12990,\"currency\":\"EUR\",\"means\":\"card\","
                            + "\"triggeredDate\":\"2026-11-23\",\"showByDate\":\"2026-12-07\",\"bankReference\":\"ARN-1\"}}");
    }

    @Test
    void aCorrectedAmountReplacesTheMessageThatHasNotLeftAndIsOnlySaidWhenItHas() {
        desk.refunds(REFUNDS + REFUND, NOW);
        ImportReport before = desk.refunds(REFUNDS + REFUND.replace("129,90", "99,90"), NOW);
        assertThat(counts(before)).isEqualTo("1 row, 0 new, 1 changed, 0 unchanged, 0 rejected");
        assertThat(desk.rows("select message_key, state from outbox_message order by id"))
                .containsExactly("refund:R-1/refund-triggered/1|SUPPRESSED", "refund:R-1/refund-triggered/2|QUEUED");
        desk.database.execute(tx ->
                tx.handle().execute("update outbox_message set state = 'SENT', attempts = 1 where state = 'QUEUED'"));
        ImportReport after = desk.refunds(REFUNDS + REFUND.replace("129,90", "9,90"), NOW);
        assertThat(counts(after)).isEqualTo("1 row, 0 new, 0 changed, 1 unchanged, 0 rejected");
        assertThat(texts(after.warnings()))
                .containsExactly(
                        "line 2: differs from what the customer's message says, which has left or may have left"
                                + " -> write to the customer, and use a new reference for a further refund");
        assertThat(desk.rows("select amount_minor from refund")).containsExactly("9990");
        assertThat(desk.rows("select count(*) from outbox_message")).containsExactly("2");
    }

    @Test
    void anOldRefundIsKeptAndSaysNothingAndADeferredCardIsPromisedWithTheNextMonthsStatement() {
        desk.refunds(
                REFUNDS + "R-1,A-1,10,EUR,card,2026-11-05,\nR-2,A-1,10,EUR,card,2026-11-06,\n"
                        + "R-3,A-1,10,,débit différé,2026-11-20,\n",
                NOW);
        assertThat(desk.rows("select reference, means, show_by_date from refund order by id"))
                .containsExactly("R-1|CARD|2026-11-20", "R-2|CARD|2026-11-23", "R-3|DEFERRED_CARD|2026-12-31");
        assertThat(desk.rows("select message_key from outbox_message order by id"))
                .containsExactly("refund:R-2/refund-triggered/1", "refund:R-3/refund-triggered/1");
    }

    @Test
    void aRefundThatCannotBeUnderstoodIsRejectedAndNothingIsGuessed() {
        ImportReport report = desk.refunds(
                REFUNDS + "R-1,UNKNOWN,10,EUR,card,2026-11-20,\nR-2,A-1,\"1,299\",EUR,card,2026-11-20,\n"
                        + "R-3,A-1,0,EUR,card,2026-11-20,\nR-4,A-1,5,EUR,shells,2026-11-20,\n"
                        + "R-5,A-1,5,EUR,card,2026-12-20,\nR-6,A-1,5,EURO,cb,,\n",
                NOW);
        assertThat(texts(report.problems()))
                .containsExactly(
                        "line 3, amount '1,299': may mean thousands or decimals -> write 1299.00 or 1299,00",
                        "line 4, amount '0': is nothing -> write what is paid back",
                        "line 5, means 'shells': is no known means of payment"
                                + " -> write card, deferred card, bank transfer, wallet, voucher or other",
                        "line 6, triggered_at '2026-12-20': is in the future"
                                + " -> import a refund when it has been triggered",
                        "line 7, triggered_at: is empty -> fill it in",
                        "line 2, order 'UNKNOWN': no order of this number is known"
                                + " -> import the order first, or correct it");
        assertThat(counts(report)).isEqualTo("6 rows, 0 new, 0 changed, 0 unchanged, 6 rejected");
        assertThat(desk.rows("select * from refund")).isEmpty();
    }

    @Test
    void anExchangeIsWatchedAndToldOnceItIsShipped() {
        String announced = "X-1,A-1,,,,1 lamp (new),\n";
        String shipped = "X-1,A-1,laposte,6A00000000009,2026-11-23T08:00,,2026-11-25\n";
        assertThat(counts(desk.exchanges(EXCHANGES + announced, NOW)))
                .isEqualTo("1 row, 1 new, 0 changed, 0 unchanged, 0 rejected");
        assertThat(desk.rows(MESSAGES)).isEmpty();
        assertThat(counts(desk.exchanges(EXCHANGES + shipped, NOW)))
                .isEqualTo("1 row, 0 new, 1 changed, 0 unchanged, 0 rejected");
        assertThat(counts(desk.exchanges(EXCHANGES + shipped, NOW.plus(Duration.ofDays(1)))))
                .isEqualTo("1 row, 0 new, 0 changed, 1 unchanged, 0 rejected");
        assertThat(desk.rows(
                        "select carrier, tracking_number, leg, promise_date, next_poll_at from parcel where id = 2"))
                .containsExactly("laposte|6A00000000009|EXCHANGE|2026-11-25|" + NOW.toEpochMilli());
        assertThat(desk.rows(MESSAGES))
                .containsExactly("exchange:X-1/exchange-shipped/1|QUEUED|camille@example.org|fr-FR|"
                        + "{\"customer\":{\"name\":\"Camille Exemple\"},\"order\":{\"number\":\"A-1\"},"
                        + "\"exchange\":{\"reference\":\"X-1\",\"items\":\"1 lamp (new)\"},"
                        + "\"parcel\":{\"number\":\"6A00000000009\",\"carrier\":\"La Poste\","
                        + "\"link\":\"https://laposte.example/fr/6A00000000009\",\"items\":null},"
                        + "\"promiseDate\":\"2026-11-25\"}");
    }

    @Test
    void anotherNumberForAnExchangeReplacesItsMessageOrFollowsTheOneThatLeft() {
        desk.exchanges(EXCHANGES + "X-1,A-1,,6A00000000009,2026-11-23,,\n", NOW);
        desk.exchanges(EXCHANGES + "X-1,A-1,,6A00000000008,,,\n", NOW);
        desk.database.execute(tx ->
                tx.handle().execute("update outbox_message set state = 'SENT', attempts = 1 where state = 'QUEUED'"));
        desk.exchanges(EXCHANGES + "X-1,A-1,,6A00000000007,,,\n", NOW);
        desk.exchanges(EXCHANGES + "X-1,A-1,,6A00000000007,,new words,\n", NOW);
        assertThat(desk.rows("select m.message_key, m.state, p.tracking_number from outbox_message m"
                        + " join parcel p on p.id = m.parcel_id order by m.id"))
                .containsExactly(
                        "exchange:X-1/exchange-shipped/1|SUPPRESSED|6A00000000009",
                        "exchange:X-1/exchange-shipped/2|SENT|6A00000000008",
                        "exchange:X-1/exchange-shipped/3|SUPPRESSED|6A00000000007",
                        "exchange:X-1/exchange-shipped/4|QUEUED|6A00000000007");
    }

    @Test
    void anExchangeShippedLongAgoIsWatchedAndNotAnnounced() {
        desk.exchanges(EXCHANGES + "X-1,A-1,,6A00000000009,2026-11-10,,\n", NOW);
        assertThat(desk.rows("select count(*) from parcel")).containsExactly("2");
        assertThat(desk.rows(MESSAGES)).isEmpty();
    }

    @Test
    void aFileMaySayWhereARefundStandsAndWhyItFailed() {
        String header = "reference,order,amount,currency,means,triggered_at,bank_reference,état,motif\n";
        ImportReport report = desk.refunds(
                header + "R-1,A-1,10,EUR,card,,,à payer,\nR-2,A-1,11,EUR,card,2026-11-23,,échec,compte clos\n"
                        + "R-3,A-1,12,EUR,card,,,remboursé,\nR-4,A-1,13,EUR,card,2026-11-23,,bientôt,\n",
                NOW);
        assertThat(texts(report.problems()))
                .containsExactly(
                        "line 4, triggered_at: is empty -> fill it in",
                        "line 5, state 'bientôt': is not known -> write decided, triggered, arrived, failed or"
                                + " cancelled");
        assertThat(desk.rows("select reference, state, pay_by_date, failed_why from refund order by id"))
                .containsExactly("R-1|DECIDED|2026-12-07|null", "R-2|FAILED|null|compte clos");
        assertThat(desk.rows("select message_key, state from outbox_message order by id"))
                .containsExactly(
                        "refund:R-1/refund-decided/1|QUEUED",
                        "refund:R-2/refund-triggered/1|SUPPRESSED",
                        "refund:R-2/refund-failed/1|QUEUED");
        assertThat(desk.rows("select kind, parcel_id from service_case")).containsExactly("REFUND_FAILED|null");
        assertThat(desk.refunds(header + "R-1,A-1,10,EUR,card,,,annulé,\n", NOW).changed())
                .isEqualTo(1);
        assertThat(desk.rows("select state from refund where reference = 'R-1'"))
                .containsExactly("CANCELLED");
    }

    @Test
    void aFileMayPromiseAnExchangeAndSayThatItCannotLeave() {
        String header = "reference,order,items,state,ship_by,awaits_return,return_received_at,why\n";
        desk.exchanges(
                header + "X-1,A-1,1 lamp,promised,2026-11-27,non,,\nX-2,A-1,1 lamp,promised,,oui,,\n"
                        + "X-3,A-1,1 lamp,blocked,,,,rupture de stock\n",
                NOW);
        assertThat(desk.rows("select reference, state, ship_by_date, awaits_return, blocked_why,"
                        + " case when check_at is null then 1 else 0 end from exchange order by id"))
                .containsExactly(
                        "X-1|PROMISED|2026-11-27|0|null|0",
                        "X-2|PROMISED|null|1|null|1",
                        "X-3|BLOCKED|null|0|OUT_OF_STOCK|1");
        desk.exchanges(header + "X-2,A-1,1 lamp,,,,2026-11-23,\n", NOW);
        assertThat(desk.rows("select state, case when check_at is null then 1 else 0 end from exchange where"
                        + " reference = 'X-2'"))
                .containsExactly("RETURN_RECEIVED|0");
        assertThat(desk.rows("select message_key from outbox_message order by id"))
                .containsExactly(
                        "exchange:X-1/exchange-promised/1",
                        "exchange:X-2/exchange-promised/1",
                        "exchange:X-3/exchange-blocked/1",
                        "exchange:X-2/return-received/1");
    }
}
