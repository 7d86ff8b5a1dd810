package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {
    @TempDir
    Path folder;

    private MessageShop shop;

    @BeforeEach
    void open() {
        shop = new MessageShop(folder);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theSameNewsIsQueuedOnceAndItsNextEpisodeAnew() {
        assertThat(shop.enqueue(MessageShop.shipped(1, "camille@example.org"))).isTrue();
        assertThat(shop.enqueue(MessageShop.shipped(1, "camille@example.org"))).isFalse();
        assertThat(shop.enqueue(MessageShop.shipped(2, "camille@example.org"))).isTrue();
        List<OutboxMessage> all = shop.database.read(tx -> shop.outbox.list(tx, MessageFilter.newest(10)));
        assertThat(all).extracting(OutboxMessage::key).containsExactly("parcel:1/shipped/2", "parcel:1/shipped/1");
        assertThat(all)
                .extracting(OutboxMessage::messageId)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("<pv-[0-9a-f]{32}@boutique\\.example>"));
        assertThat(all.getFirst().state()).isEqualTo(MessageState.QUEUED);
        assertThat(all.getFirst().nextAttemptAt()).isEqualTo(MessageShop.START);
    }

    @Test
    void aMessageIsGoneWhenItsCauseIsRolledBack() {
        assertThatThrownBy(() -> shop.database.execute(tx -> {
                    shop.outbox.enqueue(tx, MessageShop.shipped(1, "camille@example.org"), MessageShop.START);
                    throw new IllegalStateException("the cause failed");
                }))
                .hasMessage("the cause failed");
        assertThat(shop.database.<List<OutboxMessage>>read(tx -> shop.outbox.list(tx, MessageFilter.newest(10))))
                .isEmpty();
    }

    @Test
    void withoutAnAddressAMessageIsSuppressedAndBecomesDeskWork() {
        assertThat(shop.enqueue(MessageShop.shipped(1, null))).isTrue();
        assertThat(shop.enqueue(MessageShop.shipped(2, "  "))).isTrue();
        OutboxMessage message = shop.message("parcel:1/shipped/1");
        assertThat(message.state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(message.stateReason()).isEqualTo("no e-mail address");
        assertThat(message.nextAttemptAt()).isNull();
        assertThat(message.deskDueAt()).isEqualTo(MessageShop.START);
        List<OutboxMessage> due = shop.database.read(tx -> shop.outbox.deskDue(tx, MessageShop.START, 10));
        assertThat(due).extracting(OutboxMessage::key).containsExactly("parcel:1/shipped/1", "parcel:1/shipped/2");
        shop.database.execute(tx -> shop.outbox.deskHasSeen(tx, message.id()));
        due = shop.database.read(tx -> shop.outbox.deskDue(tx, MessageShop.START, 10));
        assertThat(due).extracting(OutboxMessage::key).containsExactly("parcel:1/shipped/2");
    }

    @Test
    void anAddressThatAServerRefusedForGoodIsNotWrittenToAgain() {
        shop.database.execute(tx -> tx.handle()
                .execute("insert into suppressed_address (address, reason, since_at) values"
                        + " ('camille@example.org', '550 5.1.1 unknown', 0)"));
        assertThat(shop.enqueue(MessageShop.shipped(1, "Camille@Example.org"))).isTrue();
        OutboxMessage message = shop.message("parcel:1/shipped/1");
        assertThat(message.state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(message.stateReason()).isEqualTo("address refused before: 550 5.1.1 unknown");
        assertThat(message.deskDueAt()).isEqualTo(MessageShop.START);
    }

    @Test
    void onlyWhatWasNeverTriedCanBeWithdrawn() {
        shop.enqueue(MessageShop.shipped(1, "camille@example.org"));
        shop.enqueue(MessageShop.shipped(2, "camille@example.org"));
        shop.enqueue(MessageShop.shipped(3, "camille@example.org"));
        shop.database.execute(tx -> {
            tx.handle().execute("update outbox_message set attempts = 1 where message_key = 'parcel:1/shipped/2'");
            tx.handle().execute("update outbox_message set state = 'SENDING' where message_key = 'parcel:1/shipped/3'");
        });
        assertThat(withdraw(1)).isTrue();
        assertThat(withdraw(1)).isFalse();
        assertThat(withdraw(2)).isFalse();
        assertThat(withdraw(3)).isFalse();
        assertThat(withdraw(4)).isFalse();
        OutboxMessage message = shop.message("parcel:1/shipped/1");
        assertThat(message.state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(message.stateReason()).isEqualTo("delivered meanwhile");
        assertThat(message.deskDueAt()).isNull();
    }

    @Test
    void theListFiltersByStateKindAndOrder() {
        shop.enqueue(MessageShop.shipped(1, "camille@example.org"));
        shop.enqueue(MessageShop.shipped(2, null));
        assertThat(keys(new MessageFilter(MessageState.QUEUED, null, null, 10))).containsExactly("parcel:1/shipped/1");
        assertThat(keys(new MessageFilter(null, MessageKind.SHIPPED, "A-1001", 1)))
                .containsExactly("parcel:1/shipped/2");
        assertThat(keys(new MessageFilter(null, MessageKind.LOST, null, 10))).isEmpty();
        assertThat(keys(new MessageFilter(null, null, "B-1", 10))).isEmpty();
    }

    private boolean withdraw(int episode) {
        return shop.database.write(tx -> shop.outbox.withdraw(
                tx, "parcel:1", MessageKind.SHIPPED, episode, "delivered meanwhile", MessageShop.START));
    }

    private List<String> keys(MessageFilter filter) {
        return shop.database.read(tx -> shop.outbox.list(tx, filter)).stream()
                .map(OutboxMessage::key)
                .toList();
    }
}
