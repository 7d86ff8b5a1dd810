package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.ChangeLog;
import prevenance.store.Tx;
import tools.jackson.databind.json.JsonMapper;

/// What is to be said. A message is put here in the transaction of its cause, and never twice for one key.
public final class Outbox {
    /// How the reason of a message begins that was taken back because it was no longer true.
    public static final String TAKEN_BACK = "taken back: ";

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration REVIVED_WITHIN = Duration.ofDays(7);

    private final String senderDomain;
    private final Approvals approvals;
    private final MessageStore messages = new MessageStore();
    private final AddressStore addresses = new AddressStore();
    private final PauseStore pauses = new PauseStore();
    private final ShadowStore shadow;

    /// An outbox in which nothing waits for approval.
    ///
    /// @param senderDomain the right-hand side of every Message-ID: the domain of the shop's sender address
    public Outbox(String senderDomain) {
        this(senderDomain, Approvals.none());
    }

    /// @param approvals what somebody reads before it leaves
    public Outbox(String senderDomain, Approvals approvals) {
        this(senderDomain, approvals, ShadowSettings.defaults());
    }

    /// @param approvals what somebody reads before it leaves
    /// @param shadow    what is only computed
    public Outbox(String senderDomain, Approvals approvals, ShadowSettings shadow) {
        this.senderDomain = senderDomain;
        this.approvals = approvals;
        this.shadow = new ShadowStore(shadow);
    }

    /// Queues a message, or holds it until somebody has approved it. False when its key (subject, kind, episode)
    /// is
    /// already there: it was said, or is being said. A message without a recipient, or to an address that a
    /// server
    /// refused for good, is kept as suppressed and becomes desk work at once.
    public boolean enqueue(Tx tx, MessageRequest request, Instant now) {
        String key = MessageIdentity.key(request.subject(), request.kind(), request.episode());
        String recipient =
                request.recipient() == null ? "" : request.recipient().strip();
        Long order = request.orderId();
        boolean unwanted = request.kind().isProgress() && order != null && addresses.wantsNoProgress(tx, order);
        boolean shadowed = !unwanted && isShadowed(tx, request);
        String obstacle = shadowed ? null : unwanted ? Gate.NOT_WANTED : obstacle(tx, recipient);
        Optional<Approvals.Needed> approval = obstacle == null && !shadowed
                ? approvals.neededFor(tx, request.kind(), request.parcelId(), request.rule(), now)
                : Optional.empty();
        MessageState state = shadowed
                ? MessageState.SHADOW
                : obstacle != null
                        ? MessageState.SUPPRESSED
                        : approval.isPresent() ? MessageState.HELD : MessageState.QUEUED;
        Instant approveUntil = approval.map(Approvals.Needed::until).orElse(null);
        Optional<Long> added = tx.handle()
                .createQuery("""
                    insert into outbox_message (message_key, kind, order_id, parcel_id, case_id, recipient, locale, facts,
                        rule, state, state_reason, held_for, approve_until, created_at, next_attempt_at, message_id,
                        desk_due_at, shadow)
                    values (:key, :kind, :order, :parcel, :case, :recipient, :locale, :facts,
                        :rule, :state, :reason, :heldFor, :until, :now, :next, :messageId, :desk, :shadow)
                    on conflict (message_key) do nothing returning id
                    """)
                .bind("key", key)
                .bind("kind", request.kind().name())
                .bind("order", request.orderId())
                .bind("parcel", request.parcelId())
                .bind("case", request.caseId())
                .bind("recipient", recipient.isEmpty() ? null : recipient)
                .bind("locale", request.locale().toLanguageTag())
                .bind("facts", JSON.writeValueAsString(request.facts()))
                .bind("rule", request.rule())
                .bind("state", state.name())
                .bind("shadow", shadowed ? 1 : 0)
                .bind(
                        "reason",
                        obstacle == null ? approval.map(Approvals.Needed::why).orElse(null) : obstacle)
                .bind("heldFor", approval.isPresent() ? HeldFor.APPROVAL.name() : null)
                .bind("until", approveUntil)
                .bind("now", now)
                .bind("next", obstacle == null ? request.sendAt() : null)
                .bind("messageId", messageId(tx, key, request.orderId(), request.parcelId(), recipient))
                // The desk looks at what cannot be sent at once, and at an approval when it is late.
                .bind("desk", obstacle == null ? approveUntil : unwanted ? null : now)
                .mapTo(Long.class)
                .findOne();
        String change = obstacle != null ? "message.failed" : approval.isPresent() ? "message.held" : "message.queued";
        // Nobody outside hears of what is only computed.
        added.filter(_ -> !shadowed).ifPresent(id -> ChangeLog.add(tx, change, id, now));
        return added.isPresent();
    }

    /// Whether a message would only be computed, and not leave.
    public boolean isShadowed(Tx tx, MessageRequest request) {
        return isShadowed(tx, request.kind(), request.orderId());
    }

    /// Whether messages of a kind about an order are only computed now.
    public boolean isShadowed(Tx tx, MessageKind kind, @Nullable Long orderId) {
        return shadow.covers(tx, kind, orderId);
    }

    /// Takes back a message that is held or queued and was never tried, because what it says is no longer true or
    /// useful. False when it was not there, or may already have left.
    public boolean withdraw(Tx tx, String subject, MessageKind kind, int episode, String why, Instant now) {
        Optional<Long> withdrawn = tx.handle()
                .createQuery("""
                    update outbox_message
                    set state = 'SUPPRESSED', state_reason = :why, next_attempt_at = null, claimed_until = null,
                        held_for = null, desk_due_at = null, version = version + 1
                    where message_key = :key and attempts = 0
                        and (state in ('QUEUED', 'HELD') or state = 'SHADOW' and shadow_left_at is null)
                    returning id
                    """)
                .bind("why", why)
                .bind("key", MessageIdentity.key(subject, kind, episode))
                .mapTo(Long.class)
                .findOne();
        withdrawn.ifPresent(id -> ChangeLog.add(tx, "message.withdrawn", id, now));
        return withdrawn.isPresent();
    }

    /// Gives a message that is held or queued and was never tried other facts and another time. False when it was
    /// not
    /// there, or may already have left.
    public boolean renew(
            Tx tx, String subject, MessageKind kind, int episode, Map<String, @Nullable Object> facts, Instant sendAt) {
        return tx.handle()
                        .createUpdate("""
                            update outbox_message set facts = :facts, next_attempt_at = :at, version = version + 1
                            where message_key = :key and attempts = 0
                                and (state in ('QUEUED', 'HELD') or state = 'SHADOW' and shadow_left_at is null)
                            """)
                        .bind("facts", JSON.writeValueAsString(facts))
                        .bind("at", sendAt)
                        .bind("key", MessageIdentity.key(subject, kind, episode))
                        .execute()
                == 1;
    }

    /// Sends what was not tried yet to the address that an order has now, and gives what had no usable address
    /// another
    /// try; what is no longer true by then is taken back as ever. Returns how many messages that were.
    ///
    /// @param email null when the order has none any more: nothing is changed then
    public int readdress(Tx tx, long orderId, @Nullable String email, Instant now) {
        String recipient = email == null ? "" : email.strip();
        if (recipient.isEmpty() || addresses.refusal(tx, recipient).isPresent()) {
            return 0;
        }
        int changed = 0;
        for (OutboxMessage message : addresses.readdressable(tx, orderId, recipient, now.minus(REVIVED_WITHIN))) {
            boolean waits = message.state() == MessageState.QUEUED || message.state() == MessageState.HELD;
            Optional<Approvals.Needed> approval = waits
                    ? Optional.empty()
                    : approvals.neededFor(tx, message.kind(), message.parcelId(), addresses.ruleOf(tx, message), now);
            String messageId = messageId(tx, message.key(), orderId, message.parcelId(), recipient);
            changed += addresses.readdress(
                            tx, message, new AddressStore.Address(recipient, messageId), approval.orElse(null), now)
                    ? 1
                    : 0;
        }
        return changed;
    }

    /// The newest messages that pass a filter.
    public List<OutboxMessage> list(Tx tx, MessageFilter filter) {
        return messages.list(tx, filter);
    }

    public Optional<OutboxMessage> find(Tx tx, long id) {
        return messages.find(tx, id);
    }

    /// Messages that wait for a person, the one whose time runs out first at the top.
    public List<OutboxMessage> held(Tx tx, int limit) {
        return messages.held(tx, limit);
    }

    /// Customers to be called because what they should know could not be mailed, newest first. One leaves the
    /// list when
    /// somebody has called or the message was queued anew, when a later mail reached him, or when he has his
    /// parcel.
    public List<CallListEntry> callList(Tx tx, int limit) {
        return messages.callList(tx, limit);
    }

    /// What the template of a message may say, with a person's own words as `edited` (`subject`, `paragraphs`).
    ///
    /// @throws IllegalStateException when there is no such message
    public Map<String, @Nullable Object> facts(Tx tx, long id) {
        return messages.facts(tx, id);
    }

    /// The mail exactly as sent; empty before its first attempt.
    public Optional<byte[]> archived(Tx tx, long id) {
        return messages.bytes(tx, id);
    }

    /// Why nothing leaves for customers now; empty when all does.
    public Optional<Pause> pause(Tx tx) {
        return pauses.current(tx);
    }

    /// Messages the desk must look at by now, oldest first: suppressed for want of an address, dead, or not
    /// approved in
    /// time.
    public List<OutboxMessage> deskDue(Tx tx, Instant now, int limit) {
        return messages.deskDue(tx, now, limit);
    }

    /// The desk has looked at a message and made its work of it.
    public void deskHasSeen(Tx tx, long id) {
        tx.handle()
                .createUpdate("update outbox_message set desk_due_at = null where id = :id")
                .bind("id", id)
                .execute();
    }

    private @Nullable String obstacle(Tx tx, String recipient) {
        return recipient.isEmpty()
                ? Unmailed.NO_ADDRESS_REASON
                : addresses
                        .refusal(tx, recipient)
                        .map(why -> Unmailed.REFUSED_BEFORE + why)
                        .orElse(null);
    }

    /// The name in the world of the message with a key, to a recipient.
    String messageId(Tx tx, String key, @Nullable Long orderId, @Nullable Long parcelId, String recipient) {
        return MessageIdentity.messageId(
                senderDomain,
                key,
                text(tx, "select number from customer_order where id = :id", orderId),
                text(tx, "select tracking_number from parcel where id = :id", parcelId),
                recipient);
    }

    private static @Nullable String text(Tx tx, String query, @Nullable Long id) {
        return id == null
                ? null
                : tx.handle()
                        .createQuery(query)
                        .bind("id", id)
                        .mapTo(String.class)
                        .findOne()
                        .orElse(null);
    }
}
