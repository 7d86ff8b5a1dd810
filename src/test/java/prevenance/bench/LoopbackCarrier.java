package prevenance.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/// A carrier with La Poste's way of answering: each time it is asked about a parcel it has one statement more to tell.
/// In a process of its own it prints its port, and ends when its input ends.
final class LoopbackCarrier implements AutoCloseable {
    private static final int FIRST = 5;
    private static final int MOST = 20;
    private static final String[] CODES = {"PC1", "ET1", "ET2", "ET3", "ET4"};

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final AtomicLong calls = new AtomicLong();
    private final Runnable whenAsked;
    private final Instant start = Instant.now();
    private final HttpServer server;

    /// @param whenAsked told of each question
    LoopbackCarrier(Runnable whenAsked) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        this.whenAsked = whenAsked;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(
                Executors.newFixedThreadPool(8, Thread.ofPlatform().daemon().factory()));
        server.createContext("/suivi/v2/idships/", this::answer);
        server.createContext("/calls", this::tellCalls);
        server.start();
    }

    public static void main(String[] args) throws IOException {
        try (LoopbackCarrier carrier = new LoopbackCarrier(() -> {})) {
            System.out.println(carrier.port());
            while (System.in.read() >= 0) {
                // Until whoever started it has gone.
            }
        }
        System.exit(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /// How many questions a carrier in another process has had.
    static long calls(String address) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(address + "/calls")).build();
            return Long.parseLong(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
    }

    private void tellCalls(HttpExchange exchange) throws IOException {
        send(exchange, 200, Long.toString(calls.get()));
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.incrementAndGet();
        whenAsked.run();
        String path = exchange.getRequestURI().getPath();
        String[] numbers = path.substring(path.lastIndexOf('/') + 1).split(",", -1);
        StringBuilder body = new StringBuilder(numbers.length == 1 ? "" : "[");
        for (int i = 0; i < numbers.length; i++) {
            body.append(i == 0 ? "" : ",").append(parcel(numbers[i]));
        }
        send(
                exchange,
                numbers.length == 1 ? 200 : 207,
                body.append(numbers.length == 1 ? "" : "]").toString());
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String parcel(String number) {
        int events = Math.min(MOST, asked.merge(number, FIRST, (before, _) -> before + 1));
        StringBuilder json = new StringBuilder(1_500)
                .append("{\"lang\":\"fr_FR\",\"scope\":\"open\",\"returnCode\":200,\"shipment\":{\"idShip\":\"")
                .append(number)
                .append("\",\"holder\":4,\"product\":\"colissimo\",\"isFinal\":false,\"timeline\":[],\"event\":[");
        for (int i = events - 1; i >= 0; i--) {
            json.append("{\"code\":\"")
                    .append(CODES[i == 0 ? 0 : 1 + i % 4])
                    .append("\",\"label\":\"Votre colis est en cours d'acheminement vers la plateforme de"
                            + " distribution\",")
                    .append("\"date\":\"")
                    .append(start.minusSeconds(86_400 - i * 3_600L).atOffset(ZoneOffset.ofHours(1)))
                    .append("\",\"order\":")
                    .append(i)
                    .append(i == 0 ? "}" : "},");
        }
        return json.append(
                        "],\"contextData\":{\"originCountry\":\"FR\",\"arrivalCountry\":\"FR\"},\"url\":\"https://example.org/")
                .append(number)
                .append("\"}}")
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
