package prevenance.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An aggregator that answers as 17TRACK does: it watches a number from its registration on, each new one costs one
/// unit
/// of a quota, and of others it says that they are not registered.
public final class AggregatorServer implements AutoCloseable {
    /// One registration or question about one number, with the carrier that it named; empty for none.
    public record Said(String number, String carrier) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Each request, as it came.
    public final List<List<Said>> registrations = new CopyOnWriteArrayList<>();

    public final List<List<Said>> questions = new CopyOnWriteArrayList<>();
    public final Set<String> watched = new ConcurrentSkipListSet<>();
    /// Numbers whose form it does not take.
    public final Set<String> impossible = new ConcurrentSkipListSet<>();

    /// Numbers that may still be registered.
    public final AtomicInteger quota = new AtomicInteger(Integer.MAX_VALUE);
    /// Units of the quota that were used.
    public final AtomicInteger used = new AtomicInteger();
    /// The next reply to a registration is lost on its way.
    public volatile boolean loseReply;

    private final Map<String, String> events = new ConcurrentHashMap<>();
    private final HttpServer server;

    public AggregatorServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/track/v2.4/register", this::register);
        server.createContext("/track/v2.4/gettrackinfo", this::tell);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// From now on it tells one statement about a number.
    public void event(String number, String at, String subStatus, String words) {
        events.put(number, """
            {"time_iso": "%s", "description": "%s", "location": "Lyon", "sub_status": "%s", "address": {"country": "FR"}}
            """.formatted(at, words, subStatus));
    }

    private void register(HttpExchange exchange) throws IOException {
        List<Said> asked = read(exchange);
        registrations.add(asked);
        ObjectNode data = JSON.createObjectNode();
        ArrayNode accepted = data.putArray("accepted");
        ArrayNode rejected = data.putArray("rejected");
        for (Said said : asked) {
            if (watched.contains(said.number())) {
                reject(rejected, said, -18019901, "is already registered");
            } else if (impossible.contains(said.number())) {
                reject(rejected, said, -18010012, "The format of '" + said.number() + "' is invalid.");
            } else if (quota.get() == 0) {
                reject(rejected, said, -18019908, "Quota is not enough for use.");
            } else {
                quota.decrementAndGet();
                used.incrementAndGet();
                watched.add(said.number());
                accepted.addObject().put("number", said.number());
            }
        }
        if (loseReply) {
            loseReply = false;
            exchange.close();
            return;
        }
        reply(exchange, data);
    }

    private void tell(HttpExchange exchange) throws IOException {
        List<Said> asked = read(exchange);
        questions.add(asked);
        ObjectNode data = JSON.createObjectNode();
        ArrayNode accepted = data.putArray("accepted");
        ArrayNode rejected = data.putArray("rejected");
        for (Said said : asked) {
            if (!watched.contains(said.number())) {
                reject(rejected, said, -18019902, "does not register, please register first.");
                continue;
            }
            String event = events.get(said.number());
            accepted.add(JSON.readTree("""
                {"number": "%s", "track_info": {"latest_status": {"status": "%s"},
                    "tracking": {"providers": [{"events": [%s]}]}}}
                """.formatted(
                            said.number(), event == null ? "NotFound" : "InTransit", event == null ? "" : event)));
        }
        reply(exchange, data);
    }

    private static List<Said> read(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        return body.valueStream()
                .map(one -> new Said(
                        one.path("number").asString(), one.path("carrier").asString("")))
                .toList();
    }

    private static void reject(ArrayNode rejected, Said said, int code, String message) {
        ObjectNode one = rejected.addObject().put("number", said.number());
        one.putObject("error").put("code", code).put("message", message);
    }

    private static void reply(HttpExchange exchange, ObjectNode data) throws IOException {
        ObjectNode whole = JSON.createObjectNode().put("code", 0);
        whole.set("data", data);
        byte[] bytes = JSON.writeValueAsString(whole).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
