package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.calendar.QuietHours;

/// What a message must pass before its first attempt, and what becomes of one that does not.
class GateTest {
    private static final Instant NOW = MessageShop.START;
    private static final String KEY = "parcel:1/shipped/1";

    @TempDir
    Path folder;

    private MessageShop shop;
    private final AtomicReference<Truth.Verdict> verdict = new AtomicReference<>(new Truth.Verdict.Holds());
    private Gate gate;

    @BeforeEach
    void open() {
        shop = new MessageShop(folder);
        gate = new Gate(
                new Departure(
                        new SendHours(
                                new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)), ZoneId.of("Europe/Paris")),
                        (_, _, _) -> verdict.get(),
                        3),
                new DispatchStore());
        shop.enqueue(MessageShop.shipped(1, "camille@example.org"));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void whatIsStillTrueLeaves() {
        assertThat(lets(KEY, NOW)).isTrue();
        assertThat(shop.message(KEY).version()).isEqualTo(1);
    }

    @Test
    void whatIsNoLongerTrueIsTakenBack() {
        verdict.set(new Truth.Verdict.Untrue("found"));
        assertThat(lets(KEY, NOW)).isFalse();
        OutboxMessage message = shop.message(KEY);
        assertThat(message.state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(message.stateReason()).isEqualTo("taken back: found");
        assertThat(message.deskDueAt()).isNull();
    }

    @Test
    void whatIsTrueLaterWaits() {
        verdict.set(new Truth.Verdict.Later(NOW.plusSeconds(60), "not judged yet"));
        assertThat(lets(KEY, NOW)).isFalse();
        assertThat(shop.message(KEY).nextAttemptAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(shop.message(KEY).state()).isEqualTo(MessageState.QUEUED);
    }

    @Test
    void whatIsTrueWithOtherDatesGetsThem() {
        verdict.set(new Truth.Verdict.Renewed(Map.of("nextUpdateDate", "2026-11-27")));
        assertThat(lets(KEY, NOW)).isFalse();
        Map<String, @Nullable Object> facts =
                shop.database.read(tx -> shop.outbox.facts(tx, shop.message(KEY).id()));
        assertThat(facts).isEqualTo(Map.of("nextUpdateDate", "2026-11-27"));
        assertThat(shop.message(KEY).nextAttemptAt()).isEqualTo(NOW);
    }

    @Test
    void inTheNightItWaitsForTheMorning() {
        assertThat(lets(KEY, Instant.parse("2026-11-23T20:30:00Z"))).isFalse();
        assertThat(shop.message(KEY).nextAttemptAt()).isEqualTo("2026-11-24T07:00:00Z");
    }

    @Test
    void whoSwitchedOffProgressMeanwhileGetsNone() {
        shop.database.execute(tx -> tx.handle().execute("update customer_order set progress_off_at = 1"));
        put(MessageKind.PICKUP_READY, 1);
        assertThat(lets(KEY, NOW)).isFalse();
        assertThat(shop.message(KEY).state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(lets("parcel:1/pickup-ready/1", NOW)).isTrue();
        assertThat(shop.enqueue(MessageShop.shipped(2, "camille@example.org"))).isTrue();
        assertThat(shop.message("parcel:1/shipped/2").state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(shop.message("parcel:1/shipped/2").deskDueAt()).isNull();
    }

    @Test
    void theFourthMailOfADayWaitsUnlessTheCustomerHasToDoSomething() {
        for (int i = 0; i < 3; i++) {
            put(MessageKind.REFUND_TRIGGERED, i + 1);
            sent("parcel:1/refund-triggered/" + (i + 1), NOW.minus(Duration.ofHours(20 - i)));
        }
        put(MessageKind.ADDRESS_NEEDED, 1);
        assertThat(lets(KEY, NOW)).isFalse();
        assertThat(shop.message(KEY).nextAttemptAt()).isEqualTo(NOW.plus(Duration.ofHours(4)));
        assertThat(lets("parcel:1/address-needed/1", NOW)).isTrue();
        assertThat(lets(KEY, NOW.plus(Duration.ofHours(4)))).isTrue();
    }

    @Test
    void aMessageToTheStaffPassesAtAnyHour() {
        verdict.set(new Truth.Verdict.Untrue("never asked"));
        shop.enqueue(new MessageRequest(
                "digest:1",
                MessageKind.STAFF_DIGEST,
                1,
                null,
                null,
                null,
                "lea@boutique.example",
                java.util.Locale.FRENCH,
                Map.of(),
                NOW));
        assertThat(lets("digest:1/staff-digest/1", Instant.parse("2026-11-23T23:30:00Z")))
                .isTrue();
    }

    @Test
    void aCorrectedAddressIsFollowedByWhatWaitsAndRevivesWhatHadNone() {
        enqueue(MessageKind.PICKUP_READY, 1, null);
        enqueue(MessageKind.SHIPPED, 2, null);
        shop.database.execute(tx -> {
            tx.handle().execute("update outbox_message set created_at = 0 where kind = 'PICKUP_READY'");
            tx.handle().execute("update customer_order set email = 'c.exemple@example.org'");
        });
        enqueue(MessageKind.PICKUP_REMINDER, 1, null);
        put(MessageKind.DELIVERED, 1);
        sent("parcel:1/delivered/1", NOW);
        String before = shop.message(KEY).messageId();

        int changed = shop.database.write(tx -> shop.outbox.readdress(tx, 1, " c.exemple@example.org ", NOW));
        assertThat(changed).isEqualTo(2);
        assertThat(shop.message(KEY).recipient()).isEqualTo("c.exemple@example.org");
        assertThat(shop.message(KEY).messageId()).isNotEqualTo(before);
        assertThat(shop.message("parcel:1/pickup-reminder/1"))
                .extracting(OutboxMessage::state, OutboxMessage::recipient, OutboxMessage::nextAttemptAt)
                .containsExactly(MessageState.QUEUED, "c.exemple@example.org", NOW);
        assertThat(shop.message("parcel:1/pickup-ready/1").state())
                .as("of long ago")
                .isEqualTo(MessageState.SUPPRESSED);
        assertThat(shop.message("parcel:1/shipped/2").state())
                .as("mere progress")
                .isEqualTo(MessageState.SUPPRESSED);
        assertThat(shop.message("parcel:1/delivered/1").recipient()).isEqualTo("camille@example.org");
        assertThat(shop.database.<Integer>write(tx -> shop.outbox.readdress(tx, 1, "c.exemple@example.org", NOW)))
                .as("a second time")
                .isZero();
        assertThat(shop.database.<Integer>write(tx -> shop.outbox.readdress(tx, 1, null, NOW)))
                .isZero();
    }

    private boolean lets(String key, Instant at) {
        OutboxMessage message = shop.message(key);
        return shop.database.write(tx -> gate.lets(tx, message, at));
    }

    private void sent(String key, Instant at) {
        shop.database.execute(tx -> tx.handle()
                .createUpdate("update outbox_message set state = 'SENT', sent_at = :at where message_key = :key")
                .bind("at", at)
                .bind("key", key)
                .execute());
    }

    private void put(MessageKind kind, int episode) {
        enqueue(kind, episode, "camille@example.org");
    }

    private void enqueue(MessageKind kind, int episode, @Nullable String recipient) {
        MessageRequest plain = MessageShop.shipped(episode, recipient);
        shop.enqueue(new MessageRequest(
                plain.subject(),
                kind,
                episode,
                plain.orderId(),
                plain.parcelId(),
                null,
                recipient,
                plain.locale(),
                new HashMap<>(plain.facts()),
                NOW));
    }
}
