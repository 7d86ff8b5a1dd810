package prevenance.message;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.link.PageLinks;
import prevenance.message.mail.MailConnection;
import prevenance.message.mail.MailServer;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.SendResult;
import prevenance.node.Share;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Sends what is due. A message is claimed by a lease, written down in the same transaction, sent outside of any,
/// and
/// marked as sent after the server has it; a crash in between lets the lease end, and the same bytes go out again.
public final class Sender implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final int BATCH = 500;
    // Words to many in one trouble go last and a few at a time, so that nobody else waits for them.
    private static final int TO_MANY = 100;
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(20);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Database database;
    private final MailServer server;
    private final MailSettings settings;
    private final InstantSource time;
    private final Delivery delivery;
    private final ServerHealth health;
    private final Pace pace;
    private final ReentrantLock round = new ReentrantLock();
    private final Set<MailConnection> open = ConcurrentHashMap.newKeySet();
    private volatile Share share = Share.ALL;
    private volatile boolean closing;

    /// A sender that lets everything leave that is due.
    ///
    /// @param links to the customer's page, for the mails
    public Sender(Database database, Composer composer, MailServer server, PageLinks links, InstantSource time) {
        this(database, composer, server, links, time, Departure.unchecked());
    }

    /// @param links     to the customer's page, for the mails
    /// @param departure what a message must pass before its first attempt
    public Sender(
            Database database,
            Composer composer,
            MailServer server,
            PageLinks links,
            InstantSource time,
            Departure departure) {
        this.database = database;
        this.server = server;
        this.time = time;
        settings = server.settings();
        health = new ServerHealth(settings.pauses());
        pace = new Pace(settings.perSecond(), server.posting().rates());
        delivery = new Delivery(
                database,
                new MailRenderer(composer, server.posting().dkim()),
                new PageFacts(links),
                settings,
                health,
                pace,
                departure);
    }

    /// Takes up at once what a daemon was sending that is not at work any more.
    public int recover(Instant now) {
        return database.writeRows(tx -> delivery.store().endLeases(tx, now));
    }

    /// As [#recover], within a transaction.
    public int recover(Tx tx, Instant now) {
        return delivery.store().endLeases(tx, now);
    }

    /// From now on only its part of what all daemons may send, and nothing while others may take it for dead.
    public void sharing(Share share) {
        this.share = share;
        pace.sharedBy(share);
    }

    /// Sends everything due, and returns how many the server took. Nothing when another round is still going on.
    public int sendDue(Instant now) {
        if (!round.tryLock()) {
            return 0;
        }
        try {
            delivery.markAccepted();
            delivery.shadows().passDue(now);
            AtomicInteger sent = new AtomicInteger();
            Instant at = now;
            boolean more = true;
            while (more && !closing && health.mayTry(at)) {
                Instant due = at;
                List<Batch.Due> others = database.read(tx -> delivery.store().due(tx, due, false, BATCH));
                List<Batch.Due> toMany = database.read(tx -> delivery.store().due(tx, due, true, TO_MANY));
                List<Batch.Due> all = new ArrayList<>(mineFirst(others));
                all.addAll(mineFirst(toMany));
                send(
                        new Batch(
                                all,
                                pace,
                                settings.workers(),
                                settings.firstRetry(),
                                this::putOff,
                                () -> !closing && health.isUp()),
                        sent);
                more = (others.size() == BATCH || toMany.size() == TO_MANY)
                        && health.isUp()
                        && !Thread.currentThread().isInterrupted();
                at = later(now, time.instant());
            }
            return sent.get();
        } finally {
            round.unlock();
        }
    }

    private List<Batch.Due> mineFirst(List<Batch.Due> due) {
        Map<Long, Batch.Due> byId = new HashMap<>();
        due.forEach(message -> byId.put(message.id(), message));
        return share.mineFirst(due.stream().map(Batch.Due::id).toList()).stream()
                .map(byId::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /// Those whose domain's rate is used up for now.
    private void putOff(Map<Long, Duration> late) {
        Instant now = time.instant();
        database.execute(tx -> late.forEach((id, pause) -> delivery.store().setAside(tx, id, now.plus(pause))));
    }

    /// The clock was set back, rightly: what was put off or taken by the clock before it is due that much sooner.
    ///
    /// @param by positive
    public int clockWasSetBack(Duration by) {
        return database.write(tx -> delivery.store().bringForward(tx, by));
    }

    /// What keeps all mail from getting through now, empty when nothing does.
    public Optional<MailTrouble> trouble() {
        return health.trouble();
    }

    /// Starts nothing new, lets what is on its way arrive, and cuts off what does not within 20 seconds.
    @Override
    public void close() {
        closing = true;
        Duration patience =
                settings.deadline().compareTo(LONGEST_FAREWELL) < 0 ? settings.deadline() : LONGEST_FAREWELL;
        if (!roundEndsWithin(patience)) {
            open.forEach(MailConnection::abort);
            if (!roundEndsWithin(LAST_WORDS)) {
                log.atWarn().log("a mail was still on its way at the end; it goes out again after the start");
            }
        }
    }

    private void send(Batch ids, AtomicInteger sent) {
        if (ids.size() == 0) {
            return;
        }
        // The first mail goes alone: when the server is down, one connection is enough to learn it.
        MailConnection first = server.connection();
        open.add(first);
        List<Thread> workers = new ArrayList<>();
        try {
            work(first, ids, sent, 1);
            int others = Math.min(settings.workers() - 1, ids.size() - 1);
            for (int i = 0; i < others && health.isUp(); i++) {
                workers.add(Thread.ofVirtual().name("mail-" + i).start(() -> {
                    try (MailConnection own = server.connection()) {
                        open.add(own);
                        work(own, ids, sent, Integer.MAX_VALUE);
                        open.remove(own);
                    }
                }));
            }
            work(first, ids, sent, Integer.MAX_VALUE);
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(first);
            first.close();
        }
    }

    private void work(MailConnection connection, Batch ids, AtomicInteger sent, int most) {
        for (int i = 0; i < most && !closing && share.isHeard() && (health.isUp() || i == 0 && most == 1); i++) {
            Batch.Due due = ids.next();
            if (due == null) {
                return;
            }
            long id = due.id();
            Batch.Heard heard = Batch.Heard.NOTHING;
            try {
                heard = sendOne(connection, id, sent);
            } catch (RuntimeException bug) {
                log.atError().addKeyValue("message", id).setCause(bug).log("message not sent");
                if (!postpone(id)) {
                    ids.clear();
                }
            } finally {
                ids.ended(due, heard);
            }
        }
    }

    private Batch.Heard sendOne(MailConnection connection, long id, AtomicInteger sent) {
        Instant now = time.instant();
        Instant lease = now.plus(settings.deadline()).plus(settings.pauses().lease());
        Optional<Delivery.Claimed> claimed = delivery.claim(id, now, lease);
        if (claimed.isEmpty()) {
            return Batch.Heard.NOTHING;
        }
        pace.await();
        if (!share.isHeard() || !time.instant().isBefore(lease)) {
            // Stopped for long in between: it may be another's by now, and is due again when the lease has ended.
            return Batch.Heard.NOTHING;
        }
        SendResult result = connection.send(claimed.get().bytes(), claimed.get().recipient());
        delivery.settle(claimed.get(), result, time.instant());
        if (result instanceof SendResult.Accepted) {
            sent.incrementAndGet();
        }
        return switch (result) {
            case SendResult.Accepted _, SendResult.RefusedAddress _, SendResult.RefusedMessage _ -> Batch.Heard.ANSWER;
            case SendResult.Unclear _ -> Batch.Heard.SILENCE;
            case SendResult.Deferred deferred -> deferred.isSilence() ? Batch.Heard.SILENCE : Batch.Heard.ANSWER;
            case SendResult.ServerDown _, SendResult.Misconfigured _, SendResult.Poison _ -> Batch.Heard.NOTHING;
        };
    }

    /// False when not even that can be written: then nothing may be sent.
    private boolean postpone(long id) {
        try {
            Instant now = time.instant();
            database.execute(tx ->
                    delivery.store().setAside(tx, id, now.plus(settings.pauses().ownFault())));
            return true;
        } catch (RuntimeException alsoFailed) {
            log.atError().addKeyValue("message", id).setCause(alsoFailed).log("the outbox cannot be written");
            return false;
        }
    }

    private boolean roundEndsWithin(Duration patience) {
        try {
            if (round.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                round.unlock();
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
