package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.SendResult;
import prevenance.store.Database;
import prevenance.store.Tx;

/// The two transactions around one sending: taking the message, and writing down what became of it.
final class Delivery {
    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final double JITTER = 0.25;

    private final Database database;
    private final MailRenderer renderer;
    private final PageFacts page;
    private final MailSettings settings;
    private final ServerHealth health;
    private final Pace pace;
    private final DispatchStore store = new DispatchStore();
    private final MessageStore messages = new MessageStore();
    private final AddressStore addresses = new AddressStore();
    private final SuppressionStore suppressions = new SuppressionStore();
    private final ReturnedStore returned = new ReturnedStore();
    private volatile byte @Nullable [] returnKey;
    private final Gate gate;
    private final ShadowStore shadow;
    private final ShadowRound shadows;
    // Accepted by the server while the database could not be written: never to be sent again by this process.
    private final Map<Long, Instant> accepted = new ConcurrentHashMap<>();

    /// A message that is ours until the lease ends.
    ///
    /// @param attempts used up before
    @SuppressWarnings("ArrayRecordComponent")
    record Claimed(long id, MessageKind kind, String recipient, int attempts, Instant lease, byte[] bytes) {}

    Delivery(
            Database database,
            MailRenderer renderer,
            PageFacts page,
            MailSettings settings,
            ServerHealth health,
            Pace pace,
            Departure departure) {
        this.gate = new Gate(departure, store);
        this.shadow = new ShadowStore(departure.shadow());
        this.shadows = new ShadowRound(database, gate, shadow);
        this.page = page;
        this.database = database;
        this.renderer = renderer;
        this.settings = settings;
        this.health = health;
        this.pace = pace;
    }

    ShadowRound shadows() {
        return shadows;
    }

    DispatchStore store() {
        return store;
    }

    /// Takes a message, and keeps its bytes when this is the first attempt. Empty when it is no longer due, or
    /// when it
    /// turns out that it cannot be sent at all.
    Optional<Claimed> claim(long id, Instant now, Instant lease) {
        if (accepted.containsKey(id)) {
            return Optional.empty();
        }
        Seen seen = database.read(tx -> seen(tx, id, now));
        OutboxMessage message = seen.message();
        Optional<byte[]> archived = seen.archived();
        Rendering rendering = archived.isPresent()
                ? new Rendering.Ready(archived.get(), "", "")
                : renderer.render(
                        message, seen.facts(), ReturnToken.write(message.id(), message.messageId(), returnKey()), now);
        // All that happens is by compare-and-set on the message's own row.
        return database.writeRows(tx -> {
            if (shadow.covers(tx, message.kind(), message.orderId())) {
                // Whatever brought it into the queue: nothing that is only computed leaves.
                shadow.divert(tx, id, now);
                return Optional.empty();
            }
            if (!store.isDue(tx, id, now) || archived.isEmpty() && !gate.lets(tx, message, now)) {
                return Optional.empty();
            }
            return store.claim(tx, message, now, lease)
                    ? prepared(tx, message, rendering, archived.isEmpty(), now, lease)
                    : Optional.empty();
        });
    }

    /// @param facts of a message that is still to be written; else none
    private record Seen(OutboxMessage message, Optional<byte[]> archived, Map<String, @Nullable Object> facts) {}

    private Seen seen(Tx tx, long id, Instant now) {
        OutboxMessage message = messages.find(tx, id).orElseThrow();
        Optional<byte[]> archived = messages.bytes(tx, id);
        return new Seen(
                message,
                archived,
                archived.isPresent() ? Map.of() : page.with(tx, message, messages.facts(tx, id), now));
    }

    private byte[] returnKey() {
        byte[] known = returnKey;
        if (known == null) {
            known = database.<byte[]>write(returned::key);
            returnKey = known;
        }
        return known;
    }

    private Optional<Claimed> prepared(
            Tx tx, OutboxMessage message, Rendering rendering, boolean first, Instant now, Instant lease) {
        String recipient = message.recipient() == null ? "" : message.recipient();
        Optional<String> refused = addresses.refusal(tx, recipient);
        if (refused.isPresent()) {
            store.suppress(tx, message.id(), lease, Unmailed.REFUSED_BEFORE + refused.get(), now);
            return Optional.empty();
        }
        return switch (rendering) {
            case Rendering.Impossible impossible -> {
                store.dead(tx, message.id(), lease, impossible.reason(), now, 0);
                said(message.id(), message.kind(), "poison").log("message cannot be written");
                yield Optional.empty();
            }
            case Rendering.Ready ready -> {
                if (first) {
                    store.archive(tx, message.id(), ready);
                }
                yield Optional.of(
                        new Claimed(message.id(), message.kind(), recipient, message.attempts(), lease, ready.bytes()));
            }
        };
    }

    /// Writes down what became of an attempt.
    void settle(Claimed mail, SendResult result, Instant now) {
        switch (result) {
            case SendResult.Accepted _ -> {
                health.answered(false, now);
                pace.fine(domainOf(mail));
                accepted.put(mail.id(), now);
                // Its own alone: what other workers have just handed over they mark themselves.
                mark(mail.id(), now);
                log.atInfo()
                        .addKeyValue("message", mail.id())
                        .addKeyValue("kind", mail.kind())
                        .log("message sent");
            }
            case SendResult.ServerDown down -> {
                health.failed(ServerHealth.Trouble.DOWN, down.code(), now);
                if (down.code().startsWith("421 4.7.")) {
                    pace.tooFast(domainOf(mail));
                }
                // With 421 it may be this very message that the server stumbles over: another one goes first next time.
                Instant next = down.code().startsWith("421")
                        ? now.plus(settings.pauses().busy())
                        : now;
                database.execute(tx -> store.release(tx, mail.id(), mail.lease(), down.reason(), next));
            }
            case SendResult.Misconfigured wrong -> {
                health.failed(ServerHealth.Trouble.MISCONFIGURED, wrong.code(), now);
                database.execute(tx -> store.release(tx, mail.id(), mail.lease(), wrong.reason(), now));
            }
            case SendResult.Deferred deferred -> {
                if (deferred.isSilence()) {
                    health.silent(domainOf(mail), now);
                } else {
                    health.answered(false, now);
                }
                if (deferred.tooFast()) {
                    pace.tooFast(domainOf(mail));
                }
                defer(mail, deferred.reason(), deferred.code(), now);
            }
            case SendResult.Unclear unclear -> {
                health.silent(domainOf(mail), now);
                defer(mail, unclear.reason(), unclear.code(), now);
            }
            case SendResult.RefusedAddress refused -> {
                health.answered(false, now);
                database.execute(tx -> {
                    store.dead(tx, mail.id(), mail.lease(), Unmailed.REFUSED + refused.reason(), now, 1);
                    suppressions.add(
                            tx,
                            mail.recipient(),
                            new SuppressionStore.New(SuppressionCause.REFUSED, refused.code(), mail.id(), null),
                            now);
                });
                said(mail.id(), mail.kind(), refused.code()).log("address refused for good");
            }
            case SendResult.RefusedMessage refused -> {
                health.answered(refused.policy(), now);
                String reason = "message refused: " + refused.reason();
                database.execute(tx -> store.dead(tx, mail.id(), mail.lease(), reason, now, 1));
                said(mail.id(), mail.kind(), refused.code()).log("message refused for good");
            }
            case SendResult.Poison poison -> {
                database.execute(tx -> store.dead(tx, mail.id(), mail.lease(), poison.reason(), now, 0));
                said(mail.id(), mail.kind(), poison.code()).log("message cannot be addressed");
            }
        }
    }

    private static String domainOf(Claimed mail) {
        return mail.recipient()
                .substring(mail.recipient().lastIndexOf('@') + 1)
                .strip()
                .toLowerCase(Locale.ROOT);
    }

    /// Marks what the server has taken and could not be marked at once; what cannot be written now either is kept in
    /// mind. Not while workers are at work.
    void markAccepted() {
        accepted.forEach(this::mark);
    }

    private void mark(long id, Instant at) {
        database.<Boolean>writeRows(tx -> store.sent(tx, id, at));
        accepted.remove(id);
    }

    private void defer(Claimed mail, String reason, String code, Instant now) {
        boolean given = database.write(tx -> {
            Optional<Instant> since = store.firstDeferredAt(tx, mail.id());
            if (since.isPresent() && !since.get().plus(settings.giveUp()).isAfter(now)) {
                boolean dead = store.dead(tx, mail.id(), mail.lease(), Unmailed.GAVE_UP + reason, now, 1);
                if (dead && code.endsWith(".2.2")) {
                    wasFull(tx, mail, code, now);
                }
                return dead;
            }
            store.defer(tx, mail.id(), mail.lease(), reason, now, now.plus(pauseAfter(mail)));
            return false;
        });
        said(mail.id(), mail.kind(), code).log(given ? "message given up" : "message put off");
    }

    /// A mailbox that stays full ends one message; the second time, its address.
    private void wasFull(Tx tx, Claimed mail, String code, Instant now) {
        OutboxMessage message = messages.find(tx, mail.id()).orElseThrow();
        if (returned.wasSoftBefore(tx, message, now.minus(Returns.SOFT_AGAIN_WITHIN))) {
            suppressions.add(
                    tx, mail.recipient(), new SuppressionStore.New(SuppressionCause.FULL, code, mail.id(), null), now);
        }
        returned.add(tx, message, "given up", ReturnedAs.SOFT, code, now);
    }

    /// Doubles with every attempt up to the cap; up to a quarter shorter, so that messages put off together do
    /// not come
    /// back together, and the same each time for the same message.
    private Duration pauseAfter(Claimed mail) {
        Duration pause = settings.firstRetry();
        for (int i = 0; i < mail.attempts() && pause.compareTo(settings.retryCap()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration capped = pause.compareTo(settings.retryCap()) < 0 ? pause : settings.retryCap();
        double shorter = JITTER * new SplittableRandom(mail.id() * 31 + mail.attempts()).nextDouble();
        return Duration.ofMillis((long) (capped.toMillis() * (1 - shorter)));
    }

    private static org.slf4j.spi.LoggingEventBuilder said(long id, MessageKind kind, @Nullable String code) {
        return log.atWarn().addKeyValue("message", id).addKeyValue("kind", kind).addKeyValue("answer", code);
    }
}
