package prevenance.demo;

import static prevenance.tracking.TrackingStatus.*;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// FedEx Track v1: an OAuth token, up to thirty numbers in one question, "not found" inside the entry of a 200, times
/// with and without offset in one document.
final class FedexService implements CarrierService {
    private static final String TOKEN_PATH = "/oauth/token";
    private static final String TRACK_PATH = "/track/v1/trackingnumbers";
    private static final int MOST_AT_ONCE = 30;
    private static final int LIFETIME_SECONDS = 3_599;
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");

    /// Codes as event type and exception code.
    private static final Map<TrackingStatus, Phrase> PHRASES = Map.ofEntries(
            Map.entry(PRE_ANNOUNCED, new Phrase("OC", "Shipment information sent to FedEx")),
            Map.entry(ACCEPTED_SCANNED, new Phrase("PU", "Picked up")),
            Map.entry(TRANSIT_MOVING, new Phrase("IT", "In transit")),
            Map.entry(TRANSIT_ARRIVED_COUNTRY, new Phrase("IT", "International shipment release - Import")),
            Map.entry(TRANSIT_DELIVERY_DEPOT, new Phrase("AR", "At local FedEx facility")),
            Map.entry(TRANSIT_DELAY_WEATHER, new Phrase("DY/71", "Delay")),
            Map.entry(CUSTOMS_IN_PROGRESS, new Phrase("CP", "Clearance in progress")),
            Map.entry(CUSTOMS_HELD, new Phrase("CD", "Clearance delay - Import")),
            Map.entry(CUSTOMS_RELEASED, new Phrase("CC", "International shipment release - Import")),
            Map.entry(OUT_ON_VEHICLE, new Phrase("OD", "On FedEx vehicle for delivery")),
            Map.entry(ATTEMPT_ABSENT, new Phrase("DE/08", "Delivery exception")),
            Map.entry(ATTEMPT_ADDRESS, new Phrase("DE/03", "Delivery exception")),
            Map.entry(DELIVERED_RECIPIENT, new Phrase("DL", "Delivered")));

    private static final Map<String, String> EXCEPTIONS =
            Map.of("08", "Recipient not in", "03", "Incorrect recipient address", "71", "Weather delay");

    private final Map<String, ParcelScript> scripts;
    private final AccessTokens tokens = new AccessTokens("fedex", Duration.ofSeconds(LIFETIME_SECONDS));

    FedexService(Map<String, ParcelScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public CarrierReply answer(CarrierRequest request, Instant now) {
        if (request.path().equals(TOKEN_PATH)) {
            return token(request.body(), now);
        }
        if (!request.path().equals(TRACK_PATH) || !request.method().equals("POST")) {
            return CarrierReply.json(404, error("NOT.FOUND.ERROR", "The resource you requested is not available."));
        }
        if (!tokens.admits(request.header("authorization"), now)) {
            return CarrierReply.json(401, error("NOT.AUTHORIZED.ERROR", "Access token expired."));
        }
        List<String> numbers = new ArrayList<>();
        for (JsonNode info : Json.read(request.body()).path("trackingInfo")) {
            numbers.add(info.path("trackingNumberInfo").path("trackingNumber").asString(""));
        }
        if (numbers.isEmpty() || numbers.size() > MOST_AT_ONCE) {
            return CarrierReply.json(
                    400, error("TRACKING.TRACKINGNUMBER.EMPTY", "Please provide 1 to 30 tracking numbers."));
        }
        ObjectNode root = Json.object().put("transactionId", "demo-" + now.getEpochSecond());
        ArrayNode results = root.putObject("output").putArray("completeTrackResults");
        for (String number : numbers) {
            ObjectNode result = results.addObject().put("trackingNumber", number);
            tracked(result.putArray("trackResults").addObject(), number, now);
        }
        return CarrierReply.json(200, root.toString());
    }

    @Override
    public CarrierReply throttled() {
        return CarrierReply.json(429, error("RATE.LIMIT.EXCEEDED", "Too many requests in a short period."));
    }

    private CarrierReply token(String form, Instant now) {
        if (!form.contains("grant_type=client_credentials")
                || !form.contains("client_id=" + Credentials.FEDEX_CLIENT_ID)
                || !form.contains("client_secret=" + Credentials.FEDEX_CLIENT_SECRET)) {
            return CarrierReply.json(
                    401, error("NOT.AUTHORIZED.ERROR", "The given client credentials were not valid."));
        }
        return CarrierReply.json(
                200,
                Json.object()
                        .put("access_token", tokens.issue(now))
                        .put("token_type", "bearer")
                        .put("expires_in", LIFETIME_SECONDS)
                        .put("scope", "CXS-TP")
                        .toString());
    }

    private void tracked(ObjectNode result, String number, Instant now) {
        result.putObject("trackingNumberInfo").put("trackingNumber", number).put("carrierCode", "FDXE");
        ParcelScript script = scripts.get(number);
        List<Step> said = script == null ? List.of() : script.saidBy(now);
        if (script == null || said.isEmpty()) {
            result.putObject("error")
                    .put("code", "TRACKING.TRACKINGNUMBER.NOTFOUND")
                    .put("message", "Tracking number cannot be found.");
            return;
        }
        Step last = said.getLast();
        Phrase phrase = Phrase.of(PHRASES, last.status());
        ObjectNode latest = result.putObject("latestStatusDetail")
                .put("code", phrase.part(0))
                .put("derivedCode", phrase.part(0))
                .put("statusByLocale", phrase.text())
                .put("description", phrase.text());
        if (!phrase.part(1).isEmpty()) {
            latest.putArray("ancillaryDetails")
                    .addObject()
                    .put("reason", phrase.part(1))
                    .put("reasonDescription", EXCEPTIONS.getOrDefault(phrase.part(1), ""));
        }
        if (last.status() == TRANSIT_DELAY_WEATHER) {
            latest.putObject("delayDetail")
                    .put("type", "WEATHER")
                    .put("subType", "SNOW")
                    .put("status", "DELAYED");
        }
        ArrayNode scans = result.putArray("scanEvents");
        said.reversed().forEach(step -> scan(scans.addObject(), step));
        script.estimateBy(now).filter(date -> !last.status().isFinal()).ifPresent(date -> {
            result.putObject("estimatedDeliveryTimeWindow")
                    .putObject("window")
                    .put("begins", date + "T08:00:00")
                    .put("ends", date + "T20:00:00");
            result.putArray("dateAndTimes")
                    .addObject()
                    .put("type", "ESTIMATED_DELIVERY")
                    .put("dateTime", date + "T20:00:00");
        });
    }

    private static void scan(ObjectNode scan, Step step) {
        Phrase phrase = Phrase.of(PHRASES, step.status());
        scan.put("date", ISO.format(step.local()))
                .put("eventType", phrase.part(0))
                .put("eventDescription", phrase.text())
                .put("exceptionCode", phrase.part(1))
                .put("exceptionDescription", EXCEPTIONS.getOrDefault(phrase.part(1), ""))
                .put("derivedStatusCode", phrase.part(0));
        scan.putObject("scanLocation")
                .put("city", step.place().town())
                .put("postalCode", step.place().postcode())
                .put("countryCode", step.place().country());
        if (step.status() == TRANSIT_DELAY_WEATHER) {
            scan.putObject("delayDetail")
                    .put("type", "WEATHER")
                    .put("subType", "SNOW")
                    .put("status", "DELAYED");
        }
    }

    private static String error(String code, String message) {
        ObjectNode root = Json.object();
        root.putArray("errors").addObject().put("code", code).put("message", message);
        return root.toString();
    }
}
