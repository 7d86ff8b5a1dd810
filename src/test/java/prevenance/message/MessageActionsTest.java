package prevenance.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.calendar.BusinessCalendar;
import prevenance.calendar.OpeningHours;
import prevenance.calendar.QuietHours;

/// What people do with messages, and what waits for them.
class MessageActionsTest {
    private static final Instant NOW = MessageShop.START;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final OpeningHours DESK =
            OpeningHours.usual(PARIS, BusinessCalendar.of("FR", null, BusinessCalendar.MONDAY_TO_SATURDAY));
    private static final SendHours HOURS =
            new SendHours(new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)), PARIS);

    @TempDir
    Path folder;

    private MessageShop shop;
    private Outbox outbox;
    private MessageActions actions;

    @BeforeEach
    void open() {
        shop = new MessageShop(folder);
        outbox = new Outbox(
                "boutique.example",
                Approvals.of(
                        new ApprovalSettings(Set.of(MessageKind.SEARCHING), Duration.ofHours(2), Map.of(), 0), DESK));
        actions = new MessageActions(shop.database, outbox, HOURS);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aDelicateKindWaitsUntilSomebodyHasApprovedIt() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        assertThat(held.state()).isEqualTo(MessageState.HELD);
        assertThat(held.heldFor()).isEqualTo(HeldFor.APPROVAL);
        // Monday 9:00 in Paris, and two hours of open desk.
        assertThat(held.approveUntil()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(held.deskDueAt()).isEqualTo(held.approveUntil());
        assertThat(due(NOW)).isEmpty();

        OutboxMessage approved = done(actions.approve(held.id(), held.version(), "lea", NOW));
        assertThat(approved.state()).isEqualTo(MessageState.QUEUED);
        assertThat(approved.decidedBy()).isEqualTo("lea");
        assertThat(approved.decidedAt()).isEqualTo(NOW);
        assertThat(approved.nextAttemptAt()).isEqualTo(NOW);
        assertThat(due(NOW)).containsExactly(held.id());
    }

    @Test
    void oneApprovedInTheNightLeavesInTheMorning() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        Instant night = Instant.parse("2026-11-23T22:30:00Z");
        assertThat(done(actions.approve(held.id(), held.version(), "lea", night))
                        .nextAttemptAt())
                .isEqualTo("2026-11-24T07:00:00Z");
    }

    @Test
    void theSecondOfTwoWhoDecideAtOnceIsTold() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        OutboxMessage edited = done(actions.edit(held.id(), held.version(), "Votre colis", "Un.\n\nDeux.", "lea", NOW));
        assertThat(actions.approve(held.id(), held.version(), "max", NOW)).isInstanceOf(MessageOutcome.Conflict.class);
        done(actions.approve(held.id(), edited.version(), "max", NOW));
        assertThat(actions.reject(held.id(), edited.version() + 1, "no", "lea", NOW))
                .isInstanceOf(MessageOutcome.Conflict.class);
        assertThat(actions.approve(99, 1, "max", NOW)).isEqualTo(new MessageOutcome.NotFound(99));
    }

    @Test
    void ownWordsReachTheTemplateAsParagraphs() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        OutboxMessage edited =
                done(actions.edit(held.id(), held.version(), " Votre colis ", "Un\r\nsuit.\n\n \nDeux.", "lea", NOW));
        assertThat(edited.state()).isEqualTo(MessageState.HELD);
        assertThat(edited.editedBody()).isEqualTo("Un\nsuit.\n\n \nDeux.");
        assertThat(facts(held.id()).get("edited"))
                .isEqualTo(Map.of("subject", "Votre colis", "paragraphs", List.of("Un\nsuit.", "Deux.")));
        OutboxMessage back = done(actions.edit(held.id(), edited.version(), "", " ", "lea", NOW));
        assertThat(back.editedSubject()).isNull();
        assertThat(facts(held.id())).doesNotContainKey("edited");
    }

    @Test
    void wordsThatAreNoPlainTextAreRefused() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        for (List<String> words : List.of(
                List.of("Votre\ncolis", "Un."),
                List.of("Votre\u2028colis", "Un."),
                List.of("Votre colis", "Un.\u0007"),
                List.of("", "Un."),
                List.of("Votre colis", "  "),
                List.of("x".repeat(201), "Un."))) {
            assertThat(actions.edit(held.id(), held.version(), words.getFirst(), words.getLast(), "lea", NOW))
                    .as(words.getFirst())
                    .isInstanceOf(MessageOutcome.Refused.class);
        }
        assertThat(find(held.id()).version()).isEqualTo(held.version());
    }

    @Test
    void aRejectedMessageIsNotSaidAndCannotBeQueuedAgain() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        assertThat(actions.reject(held.id(), held.version(), " ", "lea", NOW))
                .isInstanceOf(MessageOutcome.Refused.class);
        OutboxMessage rejected = done(actions.reject(held.id(), held.version(), "he called", "lea", NOW));
        assertThat(rejected.state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(rejected.stateReason()).isEqualTo("rejected: he called");
        assertThat(actions.requeue(held.id(), rejected.version(), "lea", NOW))
                .isInstanceOf(MessageOutcome.Conflict.class);
        assertThat(enqueue(request(MessageKind.SEARCHING, 1))).isFalse();
        assertThat(callList()).isEmpty();
    }

    @Test
    void aQueuedMessageIsHeldAndReleased() {
        OutboxMessage queued = put(MessageKind.SHIPPED, 1);
        assertThat(queued.state()).isEqualTo(MessageState.QUEUED);
        assertThat(actions.edit(queued.id(), queued.version(), "A", "B", "lea", NOW))
                .isInstanceOf(MessageOutcome.Conflict.class);
        OutboxMessage held = done(actions.hold(queued.id(), queued.version(), "wrong order", "lea", NOW));
        assertThat(held.heldFor()).isEqualTo(HeldFor.STAFF);
        assertThat(due(NOW.plusSeconds(86_400))).isEmpty();
        assertThat(shop.database.<List<OutboxMessage>>read(tx -> outbox.held(tx, 10)))
                .containsExactly(held);
        assertThat(actions.approve(held.id(), held.version(), "lea", NOW)).isInstanceOf(MessageOutcome.Conflict.class);
        assertThat(done(actions.release(held.id(), held.version(), "lea", NOW)).state())
                .isEqualTo(MessageState.QUEUED);
    }

    @Test
    void whatIsNoLongerTrueIsWithdrawnWhileItIsHeld() {
        OutboxMessage held = put(MessageKind.SEARCHING, 1);
        boolean withdrawn = shop.database.write(
                tx -> outbox.withdraw(tx, "parcel:1", MessageKind.SEARCHING, 1, "taken back: found", NOW));
        assertThat(withdrawn).isTrue();
        assertThat(find(held.id()).state()).isEqualTo(MessageState.SUPPRESSED);
        assertThat(actions.approve(held.id(), held.version(), "lea", NOW)).isInstanceOf(MessageOutcome.Conflict.class);
    }

    @Test
    void manyAreApprovedEachByItself() {
        OutboxMessage one = put(MessageKind.SEARCHING, 1);
        OutboxMessage two = put(MessageKind.SEARCHING, 2);
        List<MessageOutcome> outcomes = actions.approveAll(
                List.of(
                        new MessageActions.Seen(one.id(), one.version() + 7),
                        new MessageActions.Seen(two.id(), two.version())),
                "lea",
                NOW);
        assertThat(outcomes.getFirst()).isInstanceOf(MessageOutcome.Conflict.class);
        assertThat(outcomes.getLast()).isEqualTo(new MessageOutcome.Done(find(two.id())));
        assertThat(due(NOW)).containsExactly(two.id());
    }

    @Test
    void whoCannotBeMailedIsOnTheCallListUntilHeIsCalledOrHasAnAddress() {
        shop.database.execute(tx -> tx.handle().execute("update customer_order set phone = '+33 1 99 00 00 00'"));
        enqueue(MessageShop.shipped(1, null));
        enqueue(MessageShop.shipped(2, null));
        List<CallListEntry> list = callList();
        assertThat(list).extracting(CallListEntry::why).containsExactly(Unmailed.NO_ADDRESS, Unmailed.NO_ADDRESS);
        assertThat(list.getFirst().phone()).isEqualTo("+33 1 99 00 00 00");
        OutboxMessage first = list.getLast().message();
        OutboxMessage second = list.getFirst().message();
        done(actions.called(first.id(), first.version(), "lea", NOW));
        assertThat(callList()).extracting(CallListEntry::message).containsExactly(second);
        OutboxMessage again = done(actions.requeue(second.id(), second.version(), "lea", NOW));
        assertThat(again.recipient()).isEqualTo("camille@example.org");
        assertThat(again.messageId()).isNotEqualTo(second.messageId());
        assertThat(callList()).isEmpty();
        assertThat(due(NOW)).containsExactly(second.id());
    }

    @Test
    void aRefusedAddressMustBeCorrectedBeforeAnythingGoesOutAgain() {
        enqueue(MessageShop.shipped(1, null));
        OutboxMessage message = callList().getFirst().message();
        shop.database.execute(tx -> new SuppressionStore()
                .add(
                        tx,
                        "camille@example.org",
                        new SuppressionStore.New(SuppressionCause.REFUSED, "550", null, null),
                        NOW));
        assertThat(actions.requeue(message.id(), message.version(), "lea", NOW))
                .isInstanceOf(MessageOutcome.Refused.class);
    }

    @Test
    void aPausedShopSendsToItsStaffAlone() {
        OutboxMessage queued = put(MessageKind.SHIPPED, 1);
        enqueue(new MessageRequest(
                "digest:2026-11-23",
                MessageKind.STAFF_DIGEST,
                1,
                null,
                null,
                null,
                "lea@boutique.example",
                java.util.Locale.FRENCH,
                Map.of(),
                NOW));
        assertThat(actions.pause("wrong dates in the file", "lea", NOW)).isTrue();
        assertThat(actions.pause("again", "max", NOW)).isFalse();
        assertThat(shop.database.read(outbox::pause))
                .isEqualTo(Optional.of(new Pause(NOW, "lea", "wrong dates in the file")));
        OutboxMessage digest = outboxMessages().getFirst();
        assertThat(digest.orderId()).isNull();
        assertThat(digest.orderNumber()).isNull();
        assertThat(due(NOW)).containsExactly(digest.id());
        assertThat(actions.resume()).isTrue();
        assertThat(actions.resume()).isFalse();
        assertThat(due(NOW)).containsExactly(queued.id(), digest.id());
    }

    @Test
    void dearGoodsAndTheFirstMessagesOfARuleWaitWhenTheShopSaysSo() {
        shop.database.execute(tx -> tx.handle().execute("update parcel set value_minor = 50000, currency = 'EUR'"));
        assertThat(stateUnder(new ApprovalSettings(
                        Set.of(), Duration.ofHours(2), Map.of("EUR", new BigDecimal("500.01")), 0)))
                .isEqualTo(MessageState.QUEUED);
        assertThat(stateUnder(
                        new ApprovalSettings(Set.of(), Duration.ofHours(2), Map.of("EUR", new BigDecimal(500)), 0)))
                .isEqualTo(MessageState.HELD);
        ApprovalSettings first = new ApprovalSettings(Set.of(), Duration.ofHours(2), Map.of(), 2);
        assertThat(List.of(stateUnder(first), stateUnder(first), stateUnder(first)))
                .containsExactly(MessageState.HELD, MessageState.HELD, MessageState.QUEUED);
    }

    @Test
    void theListIsSearchedAndPaged() {
        OutboxMessage one = put(MessageKind.SHIPPED, 1);
        OutboxMessage two = put(MessageKind.SEARCHING, 1);
        assertThat(list(new MessageFilter(null, null, null, "CAMILLE EX", null, null, null, null, 10)))
                .containsExactly(two, one);
        assertThat(list(new MessageFilter(null, null, null, "100%", null, null, null, null, 10)))
                .isEmpty();
        assertThat(list(new MessageFilter(null, null, null, null, HeldFor.APPROVAL, 1L, null, null, 10)))
                .containsExactly(two);
        assertThat(list(MessageFilter.newest(1).before(two.id()))).containsExactly(one);
    }

    private int rules;

    private MessageState stateUnder(ApprovalSettings settings) {
        Outbox strict = new Outbox("boutique.example", Approvals.of(settings, DESK));
        MessageRequest plain = MessageShop.shipped(100 + rules++, "camille@example.org");
        MessageRequest ruled = new MessageRequest(
                plain.subject(),
                plain.kind(),
                plain.episode(),
                plain.orderId(),
                plain.parcelId(),
                null,
                plain.recipient(),
                plain.locale(),
                plain.facts(),
                NOW,
                settings.first() > 0 ? "LATE/2" : null);
        shop.database.execute(tx -> strict.enqueue(tx, ruled, NOW));
        return outboxMessages().getFirst().state();
    }

    private List<OutboxMessage> list(MessageFilter filter) {
        return shop.database.read(tx -> outbox.list(tx, filter));
    }

    private List<OutboxMessage> outboxMessages() {
        return list(MessageFilter.newest(100));
    }

    private Map<String, @Nullable Object> facts(long id) {
        return shop.database.read(tx -> outbox.facts(tx, id));
    }

    private List<CallListEntry> callList() {
        return shop.database.read(tx -> outbox.callList(tx, 10));
    }

    private List<Long> due(Instant at) {
        return shop.database.read(tx -> new DispatchStore()
                .due(tx, at, false, 10).stream().map(Batch.Due::id).toList());
    }

    private OutboxMessage find(long id) {
        return shop.database.read(tx -> outbox.find(tx, id).orElseThrow());
    }

    private boolean enqueue(MessageRequest request) {
        return shop.database.write(tx -> outbox.enqueue(tx, request, NOW));
    }

    private OutboxMessage put(MessageKind kind, int episode) {
        assertThat(enqueue(request(kind, episode))).isTrue();
        return outboxMessages().getFirst();
    }

    private static MessageRequest request(MessageKind kind, int episode) {
        MessageRequest plain = MessageShop.shipped(episode, "camille@example.org");
        return new MessageRequest(
                plain.subject(),
                kind,
                episode,
                plain.orderId(),
                plain.parcelId(),
                null,
                plain.recipient(),
                plain.locale(),
                plain.facts(),
                NOW);
    }

    private static OutboxMessage done(MessageOutcome outcome) {
        assertThat(outcome).isInstanceOf(MessageOutcome.Done.class);
        return ((MessageOutcome.Done) outcome).message();
    }
}
