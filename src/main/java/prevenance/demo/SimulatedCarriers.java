package prevenance.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Six carriers behind real sockets on loopback, each in its published format, telling the scripts as of the simulated
/// time.
public final class SimulatedCarriers implements AutoCloseable {
    private static final int LONGEST_HANG_SECONDS = 20;
    private static final String RETRY_AFTER_SECONDS = "1200";

    private final InstantSource clock;
    private final Trouble trouble;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<DemoCarrier, HttpServer> servers = new EnumMap<>(DemoCarrier.class);
    private final AtomicLong asked = new AtomicLong();

    private SimulatedCarriers(Trouble trouble, InstantSource clock) {
        this.trouble = trouble;
        this.clock = clock;
    }

    /// Opens one port per carrier.
    ///
    /// @param clock the simulated time
    static SimulatedCarriers open(List<ParcelScript> scripts, Trouble trouble, InstantSource clock) {
        // Without it the JDK's server waits for the other side's acknowledgement, 40 ms for each answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        SimulatedCarriers carriers = new SimulatedCarriers(trouble, clock);
        try {
            for (DemoCarrier carrier : DemoCarrier.values()) {
                Map<String, ParcelScript> own = scripts.stream()
                        .filter(script -> script.carrier() == carrier)
                        .collect(Collectors.toMap(ParcelScript::number, Function.identity()));
                carriers.serve(carrier, service(carrier, own));
            }
        } catch (IOException failed) {
            carriers.close();
            throw new UncheckedIOException("cannot open a port on loopback for the simulated carriers", failed);
        }
        return carriers;
    }

    /// Where a carrier answers, `http://127.0.0.1:port`.
    URI address(DemoCarrier carrier) {
        HttpServer server = servers.get(carrier);
        if (server == null) {
            throw new IllegalStateException("not opened: " + carrier);
        }
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// Questions that came, token requests included.
    long asked() {
        return asked.get();
    }

    @Override
    public void close() {
        closing.countDown();
        servers.values().forEach(server -> server.stop(0));
        threads.close();
    }

    static CarrierService service(DemoCarrier carrier, Map<String, ParcelScript> scripts) {
        return switch (carrier) {
            case LAPOSTE -> new LaPosteService(scripts);
            case MONDIAL_RELAY -> new MondialRelayService(scripts);
            case CHRONOPOST -> new ChronopostService(scripts);
            case UPS -> new UpsService(scripts);
            case FEDEX -> new FedexService(scripts);
            case DHL -> new DhlService(scripts);
        };
    }

    private void serve(DemoCarrier carrier, CarrierService service) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.incrementAndGet();
                handle(carrier, service, exchange);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        servers.put(carrier, server);
    }

    private void handle(DemoCarrier carrier, CarrierService service, HttpExchange exchange)
            throws IOException, InterruptedException {
        CarrierRequest request = read(exchange);
        Instant now = clock.instant();
        switch (trouble.kind(carrier, request, now)) {
            case NONE -> send(exchange, service.answer(request, now), false);
            case THROTTLED -> send(exchange, service.throttled().with("Retry-After", RETRY_AFTER_SECONDS), false);
            case UNAVAILABLE ->
                send(
                        exchange,
                        new CarrierReply(503, "text/html", "<html><body>Service Unavailable</body></html>", Map.of()),
                        false);
            case CUT_SHORT -> send(exchange, service.answer(request, now), true);
            case HANGING -> {
                if (!closing.await(LONGEST_HANG_SECONDS, TimeUnit.SECONDS)) {
                    send(exchange, service.answer(request, now), false);
                }
            }
        }
    }

    private static CarrierRequest read(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        URI uri = exchange.getRequestURI();
        return new CarrierRequest(
                exchange.getRequestMethod(),
                uri.getPath(),
                query(uri.getRawQuery()),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new TreeMap<>();
        if (raw != null) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    query.put(
                            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, CarrierReply reply, boolean cutShort) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        // A document cut in the middle, whose length is right: what a broken gateway sends.
        int length = cutShort ? body.length / 2 : body.length;
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(body, 0, length);
    }
}
