package prevenance.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A mail server on loopback that fails exactly where it is told to, for whom and how often it is told to, and keeps a
/// journal of what it took.
final class SmtpServer implements AutoCloseable {
    /// A fault that waits for its turn.
    private record Planned(
            SmtpPoint point, SmtpFault fault, Predicate<String> recipient, AtomicInteger skip, AtomicInteger left) {}

    private final Journal journal = new Journal();
    private final List<Planned> plan = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Instant> connections = new CopyOnWriteArrayList<>();
    private final List<Duration> held = new CopyOnWriteArrayList<>();
    private final AtomicInteger plaintext = new AtomicInteger();
    private final AtomicInteger life = new AtomicInteger();
    private final Loopback server;
    private volatile @Nullable SSLContext tls;
    private volatile boolean wantsLogin;

    SmtpServer() {
        server = new Loopback("smtp", client -> {
            connections.add(Instant.now());
            new SmtpSession(this, client).talk();
        });
    }

    int port() {
        return server.port();
    }

    Journal journal() {
        return journal;
    }

    /// Offers STARTTLS with these keys; null offers none.
    void encrypt(@Nullable SSLContext context) {
        tls = context;
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }

    void wantLogin(boolean wanted) {
        wantsLogin = wanted;
    }

    boolean wantsLogin() {
        return wantsLogin;
    }

    /// Fails so often at a point.
    void fail(SmtpPoint point, SmtpFault fault, int times) {
        fail(point, fault, times, 0, _ -> true);
    }

    /// Fails so often at a point for some recipients, from `RCPT` on, after it went well `skip` times.
    void fail(SmtpPoint point, SmtpFault fault, int times, int skip, Predicate<String> recipient) {
        plan.add(new Planned(point, fault, recipient, new AtomicInteger(skip), new AtomicInteger(times)));
    }

    void heal() {
        plan.clear();
    }

    /// The fault whose turn it is, null when all goes well.
    @Nullable
    SmtpFault next(SmtpPoint point, String recipient) {
        for (Planned planned : plan) {
            if (planned.point() == point
                    && planned.recipient().test(recipient)
                    && planned.skip().getAndDecrement() <= 0
                    && planned.left().getAndDecrement() > 0) {
                return planned.fault();
            }
        }
        return null;
    }

    /// Nobody can connect any more.
    void refuse() {
        server.close();
    }

    /// People can again.
    void listen() {
        server.listen();
    }

    /// A new process has been started.
    void nextLife() {
        life.incrementAndGet();
    }

    int life() {
        return life.get();
    }

    void said(String line, boolean encrypted) {
        commands.add(line);
        if (!encrypted && (line.startsWith("AUTH") || line.startsWith("MAIL"))) {
            plaintext.incrementAndGet();
        }
    }

    /// Everything the client said outside of mails.
    List<String> commands() {
        return List.copyOf(commands);
    }

    /// How often a log-in or a mail was begun without encryption.
    int plaintext() {
        return plaintext.get();
    }

    /// A client was held up by a fault, and left after so long.
    void heldUp(Duration length) {
        held.add(length);
    }

    /// For how long clients let themselves be held up.
    List<Duration> held() {
        return List.copyOf(held);
    }

    /// When somebody connected.
    List<Instant> connections() {
        return List.copyOf(connections);
    }

    /// How many connections are open now.
    int open() {
        return server.open();
    }

    void forget() {
        commands.clear();
        connections.clear();
        held.clear();
        plaintext.set(0);
    }

    @Override
    public void close() {
        server.close();
    }
}
