package prevenance.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// A carrier in a process of its own, with La Poste's way of answering: each time it is asked about a parcel it has one
/// statement more to tell. Prints its port; ends when its input ends.
final class LoopbackCarrier {
    private static final int FIRST = 5;
    private static final int MOST = 20;
    private static final String[] CODES = {"PC1", "ET1", "ET2", "ET3", "ET4"};

    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Instant start = Instant.now();

    private LoopbackCarrier() {}

    public static void main(String[] args) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        LoopbackCarrier carrier = new LoopbackCarrier();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(Executors.newFixedThreadPool(8));
        server.createContext("/suivi/v2/idships/", carrier::answer);
        server.start();
        System.out.println(server.getAddress().getPort());
        while (System.in.read() >= 0) {
            // Until whoever started it has gone.
        }
        server.stop(0);
        System.exit(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String[] numbers = path.substring(path.lastIndexOf('/') + 1).split(",", -1);
            StringBuilder body = new StringBuilder(numbers.length == 1 ? "" : "[");
            for (int i = 0; i < numbers.length; i++) {
                body.append(i == 0 ? "" : ",").append(parcel(numbers[i]));
            }
            byte[] bytes = body.append(numbers.length == 1 ? "" : "]").toString().getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(numbers.length == 1 ? 200 : 207, bytes.length);
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
                    .append("\",\"label\":\"Votre colis est en cours d'acheminement vers la plateforme de distribution\",")
                    .append("\"date\":\"")
                    .append(start.minusSeconds(86_400 - i * 3_600L).atOffset(ZoneOffset.ofHours(1)))
                    .append("\",\"order\":")
                    .append(i)
                    .append(i == 0 ? "}" : "},");
        }
        return json.append("],\"contextData\":{\"originCountry\":\"FR\",\"arrivalCountry\":\"FR\"},\"url\":\"https://example.org/")
                .append(number)
                .append("\"}}")
                .toString();
    }
}
