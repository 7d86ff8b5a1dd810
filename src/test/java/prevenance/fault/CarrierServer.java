package prevenance.fault;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// A carrier on loopback: tells what its parcels' truth is, unless it behaves otherwise, and keeps who asked when.
final class CarrierServer implements AutoCloseable {
    /// One question about one parcel.
    record Asked(Instant from, Instant until, boolean overlapping) {}

    private final CarrierFormat format;
    private final Map<String, List<Said>> truth = new ConcurrentHashMap<>();
    private final Map<String, List<Asked>> asked = new ConcurrentHashMap<>();
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger handshakes = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final Loopback server;
    private volatile CarrierBehaviour behaviour = CarrierBehaviour.right();
    private volatile Consumer<List<String>> onQuestion = _ -> {};
    private volatile @Nullable SSLContext tls;

    CarrierServer(CarrierFormat format) {
        this.format = format;
        server = new Loopback("carrier", this::talk);
    }

    int port() {
        return server.port();
    }

    /// From now on the carrier knows this about a parcel.
    void say(String number, Said said) {
        truth.computeIfAbsent(number, _ -> new CopyOnWriteArrayList<>()).add(said);
    }

    List<Said> truthOf(String number) {
        Instant now = Instant.now();
        return truth.getOrDefault(number, List.of()).stream()
                .filter(said -> !said.visible().isAfter(now))
                .toList();
    }

    void behave(CarrierBehaviour other) {
        behaviour = other;
    }

    /// Answers rightly, and says by a clock of its own what time it is.
    void tellTime(Supplier<Instant> other) {
        behaviour = (numbers, right, socket) -> CarrierBehaviour.status(
                        numbers.size() == 1 ? "200 OK" : "207 Multi-Status",
                        "Date: "
                                + DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                        other.get().atOffset(ZoneOffset.UTC)) + "\r\n",
                        right)
                .answer(numbers, right, socket);
    }

    /// What happens with each question before it is answered.
    void onQuestion(Consumer<List<String>> event) {
        onQuestion = event;
    }

    long requests() {
        return requests.get();
    }

    /// Speaks TLS from now on.
    void encrypt(SSLContext context) {
        tls = context;
    }

    /// How often TLS was begun.
    int handshakes() {
        return handshakes.get();
    }

    /// Questions by number.
    Map<String, List<Asked>> asked() {
        return Map.copyOf(asked);
    }

    void refuse() {
        server.close();
    }

    void listen() {
        server.listen();
    }

    @Override
    public void close() {
        server.close();
    }

    private void talk(Socket client) throws IOException {
        Socket socket = secured(client);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (String target = target(in); target != null; target = target(in)) {
            answer(format.numbers(target), socket);
        }
    }

    private Socket secured(Socket client) throws IOException {
        SSLContext context = tls;
        if (context == null) {
            return client;
        }
        handshakes.incrementAndGet();
        return Loopback.secured(context, client, true);
    }

    private void answer(List<String> numbers, Socket client) throws IOException {
        requests.incrementAndGet();
        Instant from = Instant.now();
        boolean[] twice = new boolean[numbers.size()];
        for (int i = 0; i < twice.length; i++) {
            twice[i] = !open.add(numbers.get(i));
        }
        try {
            onQuestion.accept(numbers);
            behaviour.answer(numbers, format.body(numbers, this::truthOf), client);
        } finally {
            for (int i = 0; i < twice.length; i++) {
                open.remove(numbers.get(i));
                asked.computeIfAbsent(numbers.get(i), _ -> new CopyOnWriteArrayList<>())
                        .add(new Asked(from, Instant.now(), twice[i]));
            }
        }
    }

    /// The address of the next request; its body is not read, because ours have none.
    private static @Nullable String target(InputStream in) throws IOException {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b != '\n') {
                line.append((char) b);
            } else if (line.toString().isBlank()) {
                return lines.getFirst().split(" ", -1)[1];
            } else {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
        }
        return null;
    }
}
