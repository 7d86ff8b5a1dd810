package prevenance.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.store.Database;
import prevenance.store.Tx;
import tools.jackson.databind.json.JsonMapper;

/// Tells other programs of changes, signed after Standard Webhooks 1.0. What is told holds ids, order numbers, kinds
/// and states; who wants more asks the API.
public final class WebhookDesk implements AutoCloseable {
    /// The waits that Standard Webhooks proposes, after each failure in turn; then it is given up.
    static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration BETWEEN_PRUNINGS = Duration.ofHours(1);
    private static final int AT_ONCE = 200;

    private final Database database;
    private final InstantSource time;
    private final WebhookClient client;
    private final WebhookSettings settings;
    private final Duration lease;
    private final EndpointStore endpoints = new EndpointStore();
    private final ChangeStore changes = new ChangeStore();
    private final DeliveryStore deliveries = new DeliveryStore();
    private @Nullable Instant nextPruning;
    private volatile boolean closing;

    /// @param time the clock of attempts
    public WebhookDesk(Database database, WebhookSettings settings, InstantSource time) {
        this(database, settings, time, new WebhookClient(settings));
    }

    WebhookDesk(Database database, WebhookSettings settings, InstantSource time, WebhookClient client) {
        this.database = database;
        this.time = time;
        this.client = client;
        this.settings = settings;
        this.lease = settings.timeout().multipliedBy(2).plusMinutes(1);
    }

    /// Makes deliveries of what changed, and sends what is due. Endpoints do not wait for one another, and one that
    /// fails is left alone until the next beat.
    ///
    /// @return how many were taken
    public int sendDue(Instant now) {
        prune(now);
        List<Endpoint> active = database.<List<Endpoint>>read(tx -> endpoints.list(tx)).stream()
                .filter(Endpoint::active)
                .toList();
        AtomicInteger taken = new AtomicInteger();
        List<Thread> calls = new ArrayList<>();
        for (Endpoint endpoint : active) {
            make(endpoint, now);
            if (!database.<Boolean>read(
                    tx -> deliveries.due(tx, endpoint.id(), now, 1).isEmpty())) {
                calls.add(Thread.ofVirtual().name("webhook-" + endpoint.id()).start(() -> send(endpoint, now, taken)));
            }
        }
        for (Thread call : calls) {
            try {
                call.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return taken.get();
            }
        }
        return taken.get();
    }

    /// Ends the calls of daemons that are not at work any more, within a transaction.
    public int recover(Tx tx, Instant now) {
        return deliveries.endLeases(tx, now);
    }

    /// What is wrong with an endpoint's address, and what to do; empty when it can be used.
    public Optional<String> problemWith(String url) {
        return EndpointAddress.problem(url, settings);
    }

    /// Sends a word of test at once, whatever the endpoint chose to hear.
    ///
    /// @return what it answered, for people; empty when there is no such endpoint
    public Optional<String> test(long endpointId, Instant now) {
        return database.<Optional<Endpoint>>read(tx -> endpoints.find(tx, endpointId))
                .map(endpoint -> client.post(
                                endpoint.url(),
                                endpoint.secret().idOf(-now.toEpochMilli()),
                                now.getEpochSecond(),
                                body(ChangeTypes.TEST, now, Map.of("endpointId", endpointId)),
                                endpoint.secret())
                        .text());
    }

    /// Lets calls under way end within their own time, and starts no new ones.
    @Override
    public void close() {
        closing = true;
        client.close();
    }

    private void prune(Instant now) {
        if (nextPruning != null && now.isBefore(nextPruning)) {
            return;
        }
        int pruned = database.<Integer>write(tx -> changes.prune(tx, now.minus(KEPT)));
        nextPruning = pruned > 0 ? now : now.plus(BETWEEN_PRUNINGS);
    }

    private void make(Endpoint endpoint, Instant now) {
        ChangePlace told = endpoint.told();
        boolean more = true;
        while (more && !closing) {
            ChangePlace seen = told;
            List<ChangeStore.Change> fresh = database.read(tx -> changes.after(tx, seen));
            more = !fresh.isEmpty() && database.<Boolean>write(tx -> deliveries.make(tx, endpoint, seen, fresh, now));
            told = fresh.isEmpty() ? told : ChangePlace.of(fresh.getLast());
        }
    }

    private void send(Endpoint endpoint, Instant now, AtomicInteger taken) {
        List<DeliveryStore.Due> due = database.read(tx -> deliveries.due(tx, endpoint.id(), now, AT_ONCE));
        for (DeliveryStore.Due delivery : due) {
            if (closing) {
                return;
            }
            try {
                if (!sendOne(endpoint, delivery)) {
                    return;
                }
                taken.incrementAndGet();
            } catch (RuntimeException bug) {
                LOG.atError()
                        .addKeyValue("endpoint", endpoint.id())
                        .addKeyValue("delivery", delivery.id())
                        .setCause(bug)
                        .log("a webhook was not sent");
                return;
            }
        }
    }

    private boolean sendOne(Endpoint endpoint, DeliveryStore.Due delivery) {
        Instant now = time.instant();
        Instant until = now.plus(lease);
        if (!database.<Boolean>write(tx -> deliveries.claim(tx, delivery.id(), now, until))) {
            return true;
        }
        byte[] body = database.read(tx -> changes.find(tx, delivery.changeId())
                .map(change -> body(
                        change.type(), change.at(), changes.data(tx, change).orElse(Map.of("id", change.subjectId()))))
                .orElseThrow());
        WebhookClient.Answer answer = client.post(
                endpoint.url(),
                endpoint.secret().idOf(delivery.changeId()),
                now.getEpochSecond(),
                body,
                endpoint.secret());
        settle(endpoint, delivery, until, answer, time.instant());
        return answer instanceof WebhookClient.Answer.Taken;
    }

    private void settle(
            Endpoint endpoint, DeliveryStore.Due delivery, Instant until, WebhookClient.Answer answer, Instant now) {
        switch (answer) {
            case WebhookClient.Answer.Taken(String text) ->
                database.execute(tx -> deliveries.delivered(tx, delivery.id(), until, text, now));
            case WebhookClient.Answer.Gone(String text) -> {
                database.execute(tx -> {
                    deliveries.dead(tx, delivery.id(), until, text);
                    endpoints.disable(tx, endpoint.id(), text + ": it asked never to be called again");
                });
                LOG.atWarn().addKeyValue("endpoint", endpoint.id()).log("a webhook endpoint is gone and disabled");
            }
            case WebhookClient.Answer.Failed(String text) -> {
                if (delivery.attempts() < WAITS.size()) {
                    Instant next = now.plus(WAITS.get(delivery.attempts()));
                    database.execute(tx -> deliveries.putOff(tx, delivery.id(), until, text, next));
                } else {
                    database.execute(tx -> deliveries.dead(tx, delivery.id(), until, text));
                    LOG.atWarn()
                            .addKeyValue("endpoint", endpoint.id())
                            .addKeyValue("delivery", delivery.id())
                            .addKeyValue("answer", text)
                            .log("a webhook is given up");
                }
            }
        }
    }

    private static byte[] body(String type, Instant at, Map<String, ? extends @Nullable Object> data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("timestamp", at.toString());
        body.put("data", data);
        return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    }
}
