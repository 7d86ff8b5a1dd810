package prevenance.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import prevenance.tracking.TrackingStatus;

/// La Poste (JSON, several numbers at once) and Chronopost (SOAP) on a socket, each telling its parcels'
/// scripts as of the clock, in its own codes and words.
final class ScriptedCarriers implements AutoCloseable {
    /// Stands in every statement's words: where it turns up, a carrier's own words have been passed on.
    static final String RAW = "verbatim-7Q";

    private static final String LAPOSTE_PATH = "/suivi/v2/idships/";
    private static final Pattern ASKED = Pattern.compile("<skybillNumber>([^<]+)</skybillNumber>");

    private record Words(String code, String text) {}

    private static final Map<TrackingStatus, Words> LAPOSTE = Map.ofEntries(
            Map.entry(TrackingStatus.PRE_ANNOUNCED, new Words("DR1", "Votre colis est annoncé")),
            Map.entry(TrackingStatus.ACCEPTED_SCANNED, new Words("PC1", "Votre colis est pris en charge")),
            Map.entry(TrackingStatus.TRANSIT_MOVING, new Words("ET1", "Votre colis est en cours d'acheminement")),
            Map.entry(TrackingStatus.TRANSIT_DELIVERY_DEPOT, new Words("EP1", "Votre colis attend d'être présenté")),
            Map.entry(TrackingStatus.OUT_ON_VEHICLE, new Words("MD2", "Votre colis est en livraison")),
            Map.entry(TrackingStatus.ATTEMPT_ABSENT, new Words("ND1", "Vous étiez absent : avis de passage")),
            Map.entry(TrackingStatus.ATTEMPT_ADDRESS, new Words("ND1", "Adresse incomplète")),
            Map.entry(TrackingStatus.RETURN_UNDER_WAY, new Words("RE1", "Votre colis retourne à l'expéditeur")),
            Map.entry(TrackingStatus.RETURN_ARRIVED, new Words("DI2", "Votre colis est remis à l'expéditeur")),
            Map.entry(TrackingStatus.DELIVERED_RECIPIENT, new Words("DI1", "Votre colis est livré")),
            // Two codes that its table does not list.
            Map.entry(TrackingStatus.UNKNOWN_UNMAPPED, new Words("AN7", "Traitement particulier")),
            Map.entry(TrackingStatus.HELD_SECURITY, new Words("AN8", "Contrôle particulier")));

    private static final Map<TrackingStatus, Words> CHRONOPOST = Map.ofEntries(
            Map.entry(TrackingStatus.ACCEPTED_SCANNED, new Words("DB", "Envoi remis par l'expéditeur")),
            Map.entry(TrackingStatus.TRANSIT_MOVING, new Words("TS", "Envoi en transit")),
            Map.entry(TrackingStatus.TRANSIT_DELAY_WEATHER, new Words("ZM", "Envoi retenu par les intempéries")),
            Map.entry(TrackingStatus.PICKUP_READY, new Words("AB", "Envoi mis à disposition")),
            Map.entry(TrackingStatus.PICKUP_EXPIRED, new Words("ZN", "Envoi non réclamé")),
            Map.entry(TrackingStatus.DELIVERED_COLLECTED, new Words("RI", "Envoi retiré")),
            Map.entry(TrackingStatus.CUSTOMS_DOCS_NEEDED, new Words("ZD", "Document douanier manquant")),
            Map.entry(TrackingStatus.CUSTOMS_RELEASED, new Words("ZF", "Envoi dédouané")),
            Map.entry(TrackingStatus.DELIVERED_THIRD_PARTY, new Words("D", "Livraison effectuée chez un voisin")),
            Map.entry(TrackingStatus.EXC_DAMAGED, new Words("ZA", "Envoi endommagé")),
            Map.entry(TrackingStatus.EXC_LOST_DECLARED, new Words("ZP", "Colis perdu")),
            Map.entry(TrackingStatus.RETURN_UNDER_WAY, new Words("ZR", "Envoi en retour")),
            Map.entry(TrackingStatus.RETURN_ARRIVED, new Words("ZE", "Envoi remis à l'expéditeur")),
            Map.entry(TrackingStatus.DELIVERED_RECIPIENT, new Words("D", "Livraison effectuée")));

    private final InstantSource clock;
    private final Map<String, ScriptedParcel> parcels;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile boolean down;

    ScriptedCarriers(List<ScriptedParcel> parcels, InstantSource clock) throws IOException {
        this.clock = clock;
        this.parcels = parcels.stream().collect(Collectors.toMap(parcel -> parcel.number, Function.identity()));
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext(LAPOSTE_PATH, this::laposte);
        server.createContext("/tracking-cxf/TrackingServiceWS", this::chronopost);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// From now on every question fails, or none does any more.
    void down(boolean from) {
        down = from;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void laposte(HttpExchange exchange) throws IOException {
        if (down) {
            send(exchange, 503, "text/plain", "down");
            return;
        }
        String[] numbers = exchange.getRequestURI()
                .getPath()
                .substring(LAPOSTE_PATH.length())
                .split(",", -1);
        String entries = Arrays.stream(numbers).map(this::entry).collect(Collectors.joining(","));
        boolean one = numbers.length == 1;
        int status = !one ? 207 : entries.contains("\"returnCode\":404") ? 404 : 200;
        send(exchange, status, "application/json", one ? entries : "[" + entries + "]");
    }

    private String entry(String number) {
        List<ScriptedParcel.Statement> said = said(number);
        if (said.isEmpty()) {
            return "{\"returnCode\":404,\"returnMessage\":\"Aucune information\",\"idShip\":\"" + number + "\"}";
        }
        String events = said.reversed().stream()
                .map(statement -> "{\"code\":\"%s\",\"label\":\"%s %s\",\"date\":\"%s\"}"
                        .formatted(
                                words(LAPOSTE, statement).code,
                                words(LAPOSTE, statement).text,
                                RAW,
                                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(statement.at())))
                .collect(Collectors.joining(","));
        return "{\"lang\":\"fr_FR\",\"scope\":\"open\",\"returnCode\":200,\"shipment\":{\"idShip\":\"%s\",\"holder\":4,"
                        .formatted(number)
                + "\"isFinal\":%s,\"timeline\":[],\"event\":[%s],\"contextData\":{\"arrivalCountry\":\"FR\"}}}"
                        .formatted(said.getLast().status().isFinal(), events);
    }

    private void chronopost(HttpExchange exchange) throws IOException {
        if (down) {
            send(exchange, 503, "text/plain", "down");
            return;
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher asked = ASKED.matcher(body);
        String number = asked.find() ? asked.group(1) : "";
        String events = said(number).stream()
                .map(statement -> """
                    <events><code>%s</code><eventDate>%s</eventDate><eventLabel>%s %s</eventLabel>\
                    <officeLabel>LYON CHRONOPOST</officeLabel></events>\
                    """.formatted(
                                words(CHRONOPOST, statement).code,
                                DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(statement.at()),
                                words(CHRONOPOST, statement).text,
                                RAW))
                .collect(Collectors.joining());
        send(exchange, 200, "text/xml; charset=utf-8", """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
            <ns2:trackSkybillV2Response xmlns:ns2="http://cxf.tracking.soap.chronopost.fr/"><return>\
            <errorCode>0</errorCode><listEventInfoComp>%s<skybillNumber>%s</skybillNumber></listEventInfoComp>\
            </return></ns2:trackSkybillV2Response></soap:Body></soap:Envelope>
            """.formatted(events, number));
    }

    private List<ScriptedParcel.Statement> said(String number) {
        ScriptedParcel parcel = parcels.get(number);
        return parcel == null
                ? List.of()
                : parcel.statements.stream()
                        .filter(statement -> !statement.at().toInstant().isAfter(clock.instant()))
                        .toList();
    }

    private static Words words(Map<TrackingStatus, Words> language, ScriptedParcel.Statement statement) {
        Words words = language.get(statement.status());
        if (words == null) {
            throw new IllegalArgumentException("this carrier has no words for " + statement);
        }
        return words;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
