package prevenance.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Whom a message goes to: the order's address now, whether mail may go there, and what was to go elsewhere.
final class AddressStore {
    private final SuppressionStore suppressions = new SuppressionStore();

    /// Where an order goes; empty for a message to the staff.
    Optional<SendHours.Destination> destination(Tx tx, @Nullable Long orderId) {
        return orderId == null
                ? Optional.empty()
                : tx.handle()
                        .createQuery("select country, postcode from customer_order where id = :id")
                        .bind("id", orderId)
                        .map((row, context) ->
                                new SendHours.Destination(row.getString("country"), row.getString("postcode")))
                        .findOne();
    }

    /// The address an order has now; empty when it has none.
    Optional<String> addressOf(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select email from customer_order where id = :id and email is not null")
                .bind("id", orderId)
                .mapTo(String.class)
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .findOne();
    }

    /// The customer of an order has switched off news of mere progress.
    boolean wantsNoProgress(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select 1 from customer_order where id = :id and progress_off_at is not null")
                .bind("id", orderId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Where a message goes from now on.
    record Address(String recipient, String messageId) {}

    /// Messages of an order that go elsewhere, or nowhere, and were never tried: those that wait, and those since an
    /// instant that had no usable address, mere progress excepted.
    List<OutboxMessage> readdressable(Tx tx, long orderId, String recipient, Instant since) {
        return tx
                .handle()
                .createQuery(MessageStore.SELECT + """
                    where m.order_id = :order and (m.recipient is null or m.recipient <> :recipient)
                        and (m.state in ('QUEUED', 'HELD') and m.attempts = 0
                            or m.state in ('SUPPRESSED', 'DEAD') and m.created_at > :since
                                and (m.state_reason = :none or m.state_reason like :before
                                    or m.state_reason like :refused or m.state_reason like :back))
                    order by m.id
                    """)
                .bind("order", orderId)
                .bind("recipient", recipient)
                .bind("since", since)
                .bind("none", Unmailed.NO_ADDRESS_REASON)
                .bind("before", Unmailed.REFUSED_BEFORE + "%")
                .bind("refused", Unmailed.REFUSED + "%")
                .bind("back", Unmailed.CAME_BACK + "%")
                .map(MessageStore.MESSAGE)
                .list()
                .stream()
                .filter(message -> message.state() == MessageState.QUEUED
                        || message.state() == MessageState.HELD
                        || !message.kind().isProgress())
                .toList();
    }

    /// Gives a message another address; one that was suppressed or dead waits again. False when it changed
    /// meanwhile.
    boolean readdress(Tx tx, OutboxMessage seen, Address address, Approvals.@Nullable Needed approval, Instant now) {
        boolean waits = seen.state() == MessageState.QUEUED || seen.state() == MessageState.HELD;
        String change = waits ? "" : """
            state = :state, state_reason = :reason, held_for = :heldFor, approve_until = :until,
            desk_due_at = :until, attempts = 0, first_deferred_at = null, next_attempt_at = :now,
            """;
        Update update = tx.handle()
                .createUpdate("update outbox_message set " + change + """
                    recipient = :recipient, message_id = :messageId, archive = null, template = null,
                    subject_line = null, version = version + 1
                    where id = :id and version = :version
                    """)
                .bind("recipient", address.recipient())
                .bind("messageId", address.messageId())
                .bind("id", seen.id())
                .bind("version", seen.version());
        if (!waits) {
            update.bind("state", (approval == null ? MessageState.QUEUED : MessageState.HELD).name())
                    .bind("reason", approval == null ? null : approval.why())
                    .bind("heldFor", approval == null ? null : HeldFor.APPROVAL.name())
                    .bind("until", approval == null ? null : approval.until())
                    .bind("now", now);
        }
        return update.execute() == 1;
    }

    /// The rule a message rests on, null when none.
    @Nullable
    String ruleOf(Tx tx, OutboxMessage message) {
        return tx.handle()
                .createQuery("select rule from outbox_message where id = :id and rule is not null")
                .bind("id", message.id())
                .mapTo(String.class)
                .findOne()
                .orElse(null);
    }

    /// Why an address gets no mail any more; empty when it gets some.
    Optional<String> refusal(Tx tx, String recipient) {
        return suppressions.refusal(tx, recipient);
    }
}
