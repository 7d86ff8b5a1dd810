package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A shop for tests: the real program over a folder of its own, two carriers and a mail server on loopback, and an
/// oracle that knows what must be told. Pauses and cadences are short; all of them are settings.
final class FaultRig implements AutoCloseable {
    private static final Duration LAST_DROP = Duration.ofMillis(700);

    private final Path folder;
    private final SmtpServer mail = new SmtpServer();
    private final CarrierServer laPoste = new CarrierServer(CarrierFormat.LA_POSTE);
    private final CarrierServer dhl = new CarrierServer(CarrierFormat.DHL);
    private final Oracle oracle = new Oracle(mail.journal());
    private final Map<String, String> sections = new LinkedHashMap<>();
    private int parcels;
    private int files;
    private volatile @Nullable Daemon daemon;

    FaultRig(Path folder) {
        this.folder = folder;
        set("shop", "{name: Maison Exemple, sender: service@example.org, country: FR, locale: fr}");
        mail("security: none, timeout: 20s, deadline: 30s, workers: 2");
        set("messages", "{quiet-from: none, approve: [none], cap-per-day: 1000}");
        set("incidents", "{enabled: false}");
        set("console", "{enabled: false}");
        // Files are moved in whole, and many a life is short.
        set("intake", "{settle-time: 200ms}");
        // Several lives of several rigs may go on at once, and the address of the health page is one.
        set("health", "{enabled: false}");
        set("beats", "{intake: 100ms, poll: 100ms, assess: 100ms, desk: 100ms, aftersales: 1s, send: 100ms}");
        set("polling", """
            {lease: 3s, claim: 1000, after-final: {looks: 0},
             backoff: {first: 1s, cap: 2s, refused: 1s, refused-cap: 2s},
             breaker: {rest: 1s, rest-cap: 1s, refused-rest: 1s, refused-rest-cap: 2s}}\
            """);
        every("1s");
    }

    /// Replaces a section of the configuration, from the next start on.
    void set(String section, String yaml) {
        sections.put(section, yaml);
    }

    /// The mail settings beside the address and short pauses.
    void mail(String settings) {
        mail(settings, "1s");
    }

    /// As above, with another time after which a mail under way is taken for lost.
    void mail(String settings, String lease) {
        set("mail", """
            {host: localhost, port: %d, %s,
             retry: {first: 500ms, cap: 1s},
             pauses: {first: 300ms, longest: 1s, distrusted: 2s, busy: 300ms, own-fault: 1s, lease: %s}}\
            """.formatted(mail.port(), settings, lease));
    }

    /// How often a parcel is looked at.
    void every(String cadence) {
        set("carriers", """
            {laposte: {base-url: "http://127.0.0.1:%d", credentials: {key: test-carrier-key}, cadence: {every: %s},
                       limits: [{requests: 2000, per: 1s}], in-flight: 8, timeout: 3s},
             dhl: {base-url: "http://127.0.0.1:%d", credentials: {key: test-carrier-key}, cadence: {every: %s},
                   limits: [{requests: 2000, per: 1s}], in-flight: 8, timeout: 3s}}\
            """.formatted(laPoste.port(), cadence, dhl.port(), cadence));
    }

    /// Lets a site of the program listen, from the next start on.
    ///
    /// @return on which port
    int open(String site) {
        int port = freePort();
        set(site, "{port: " + port + "}");
        return port;
    }

    /// Lets the customers' page listen, behind a proxy that says where they come from.
    ///
    /// @return on which port
    int openPage() {
        int port = freePort();
        set("page", "{port: %d, public-url: \"http://127.0.0.1:%d\", trusted-proxy: true}".formatted(port, port));
        return port;
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    SmtpServer mail() {
        return mail;
    }

    CarrierServer carrier(CarrierFormat format) {
        return switch (format) {
            case LA_POSTE -> laPoste;
            case DHL -> dhl;
        };
    }

    Oracle oracle() {
        return oracle;
    }

    Path folder() {
        return folder;
    }

    Path database() {
        return folder.resolve("data/prevenance.db");
    }

    /// Orders as a file in the drop folder, one parcel each, handed over an hour ago.
    List<Parcel> ship(CarrierFormat carrier, int count) {
        List<Parcel> shipped = prepare(carrier, count);
        drop(shipped);
        return shipped;
    }

    /// Parcels of which no file tells yet.
    List<Parcel> prepare(CarrierFormat carrier, int count) {
        return prepare(carrier, count, Instant.now());
    }

    /// Parcels handed over an hour before an instant, of which no file tells yet.
    List<Parcel> prepare(CarrierFormat carrier, int count, Instant now) {
        int first = parcels;
        parcels += count;
        Instant at = now.minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        return IntStream.range(first, first + count)
                .mapToObj(i -> Parcel.of(i, carrier, at))
                .toList();
    }

    void drop(List<Parcel> shipped) {
        try {
            Path inbox = Files.createDirectories(folder.resolve("data/inbox"));
            Path written = folder.resolve("orders-" + files++ + ".csv");
            Files.writeString(written, csv(shipped));
            Files.move(written, inbox.resolve(written.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String csv(List<Parcel> shipped) {
        return "order,carrier,tracking_number,shipped_at,customer_name,email,locale,country\n"
                + shipped.stream().map(Parcel::row).collect(Collectors.joining("\n"));
    }

    /// The carrier tells this from now on, and its customer must hear of it.
    void say(List<Parcel> about, Word word) {
        say(about, word, Instant.now());
    }

    /// The carrier tells this from an instant on.
    void say(List<Parcel> about, Word word, Instant visible) {
        Instant at = Instant.now().isBefore(visible) ? visible : Instant.now();
        for (Parcel parcel : about) {
            oracle.expect(parcel.recipient(), word.mail());
            carrier(parcel.carrier())
                    .say(parcel.number(), new Said(word.code(parcel.carrier()), word.label(), at, visible));
        }
    }

    /// Writes the configuration and starts the program.
    Daemon start() {
        return start(List.of());
    }

    /// @param wrapper a command in front
    Daemon start(List<String> wrapper) {
        return start(wrapper, Form.isLong() ? List.of() : List.of("-XX:TieredStopAtLevel=1"));
    }

    Daemon start(List<String> wrapper, List<String> options) {
        mail.nextLife();
        Daemon started = Daemon.start(configuration(), wrapper, options);
        daemon = started;
        return started;
    }

    Path configuration() {
        try {
            Files.createDirectories(folder.resolve("data"));
            return Files.writeString(
                    folder.resolve("prevenance.yaml"),
                    sections.entrySet().stream()
                            .map(section -> section.getKey() + ":\n  "
                                    + section.getValue().replace("\n", "\n  "))
                            .collect(Collectors.joining("\n", "", "\n")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// The life that goes on now.
    Daemon daemon() {
        Daemon current = daemon;
        if (current == null) {
            throw new IllegalStateException("nothing was started");
        }
        return current;
    }

    /// Waits until everything expected has arrived and nothing is queued any more, and judges.
    Oracle.Verdict quiesce() {
        daemon().awaitWatching();
        oracle.awaitAll(Form.patience());
        long end = System.nanoTime() + Form.patience().toNanos();
        while (true) {
            // What should not come would come within a few beats.
            Daemon.pause(LAST_DROP);
            try (Snapshot snapshot = Snapshot.of(database())) {
                boolean idle =
                        snapshot.number("select count(*) from outbox_message where state in ('QUEUED', 'SENDING')")
                                == 0;
                if (idle || System.nanoTime() - end > 0) {
                    return oracle.judge(snapshot.messages());
                }
            }
        }
    }

    /// The database is whole.
    void assertSound() {
        try (Snapshot snapshot = Snapshot.of(database())) {
            assertThat(snapshot.integrity()).isEqualTo("ok");
        }
    }

    @Override
    public void close() {
        Daemon current = daemon;
        if (current != null) {
            current.kill();
        }
        mail.close();
        laPoste.close();
        dhl.close();
    }
}
