package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.message.MessageShop.START;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that anybody does leads from shadow into the queue.
class ShadowStateTest {
    private static final Instant LATER = START.plusSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private MessageShop shop;

    @SuppressWarnings("NullAway.Init")
    private MessageActions people;

    @SuppressWarnings("NullAway.Init")
    private Outbox shadowed;

    @BeforeEach
    void open() {
        shop = new MessageShop(folder);
        shadowed = new Outbox(
                "boutique.example", Approvals.none(), new ShadowSettings(true, Set.of(), CustomerShare.none()));
        // Whoever comes later has no shadow in his configuration any more.
        people = new MessageActions(shop.database, shop.outbox, SendHours.any(ZoneId.of("Europe/Paris")));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private OutboxMessage queued(String recipient) {
        shop.database.execute(
                tx -> shadowed.enqueue(tx, MessageShop.shipped(1, recipient.isEmpty() ? null : recipient), START));
        return shop.message("parcel:1/shipped/1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve", "reject", "hold", "release", "edit", "requeue", "called"})
    void noPersonMovesIt(String act) {
        OutboxMessage message = queued("camille@example.org");
        long id = message.id();
        int version = message.version();
        Function<Instant, MessageOutcome> deed = now -> switch (act) {
            case "approve" -> people.approve(id, version, "dana", now);
            case "reject" -> people.reject(id, version, "no", "dana", now);
            case "hold" -> people.hold(id, version, "wait", "dana", now);
            case "release" -> people.release(id, version, "dana", now);
            case "edit" -> people.edit(id, version, "Subject", "Words.", "dana", now);
            case "requeue" -> people.requeue(id, version, "dana", now);
            default -> people.called(id, version, "dana", now);
        };
        assertThat(deed.apply(LATER)).isNotInstanceOf(MessageOutcome.Done.class);
        assertThat(shop.message(message.key()).state()).isEqualTo(MessageState.SHADOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "camille@example.org"})
    void neitherAnotherAddressNorTheSameKeyAgainNorTheSendersQueueTakesIt(String recipient) {
        OutboxMessage message = queued(recipient);
        shop.database.execute(tx -> {
            shop.outbox.readdress(tx, 1, "new@example.org", LATER);
            assertThat(shop.outbox.enqueue(tx, MessageShop.shipped(1, "new@example.org"), LATER))
                    .isFalse();
            DispatchStore dispatch = new DispatchStore();
            assertThat(dispatch.due(tx, LATER, true, 10)).isEmpty();
            assertThat(dispatch.isDue(tx, message.id(), LATER)).isFalse();
            assertThat(dispatch.claim(tx, message, LATER, LATER.plusSeconds(60)))
                    .isFalse();
            assertThat(dispatch.sent(tx, message.id(), LATER)).isFalse();
            dispatch.endLeases(tx, LATER);
        });
        OutboxMessage after = shop.message(message.key());
        assertThat(after.state()).isEqualTo(MessageState.SHADOW);
        assertThat(after.sentAt()).isNull();
    }

    @Test
    void itMayBeTakenBackUntilItsTimeHasComeAndNotAfterwards() {
        OutboxMessage message = queued("camille@example.org");
        shop.database.execute(tx -> {
            new ShadowStore(ShadowSettings.defaults()).left(tx, message, LATER);
            assertThat(shop.outbox.withdraw(tx, "parcel:1", MessageKind.SHIPPED, 1, "moved on", LATER))
                    .isFalse();
        });
        assertThat(shop.message(message.key()).state()).isEqualTo(MessageState.SHADOW);
    }

    @Test
    void wordsToTheStaffAreNeverInShadow() {
        shop.database.execute(tx -> shadowed.enqueue(
                tx,
                new MessageRequest(
                        "digest",
                        MessageKind.STAFF_DIGEST,
                        1,
                        null,
                        null,
                        null,
                        "lea@example.org",
                        Locale.FRENCH,
                        Map.of(),
                        START),
                START));
        assertThat(shop.message("digest/staff-digest/1").state()).isEqualTo(MessageState.QUEUED);
    }
}
