package prevenance.demo;

import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// DHL Shipment Tracking - Unified, service express: a key, one number, problem documents, times with offset, without
/// offset and with nanoseconds, and now and then the number as a JSON number.
final class DhlService implements CarrierService {
    private static final String PATH = "/track/shipments";
    private static final DateTimeFormatter NAIVE = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.nnnnnnnnnxxx");

    /// Codes as status code and detailed code of the express service.
    private static final Map<TrackingStatus, Phrase> PHRASES = Map.ofEntries(
            Map.entry(PRE_ANNOUNCED, new Phrase("pre-transit/", "Shipment information received")),
            Map.entry(ACCEPTED_SCANNED, new Phrase("transit/PU", "Shipment picked up")),
            Map.entry(TRANSIT_MOVING, new Phrase("transit/DF", "Shipment has departed from a DHL facility")),
            Map.entry(TRANSIT_ARRIVED_COUNTRY, new Phrase("transit/AF", "Arrived at DHL Sort Facility")),
            Map.entry(TRANSIT_DELIVERY_DEPOT, new Phrase("transit/AR", "Arrived at DHL Delivery Facility")),
            Map.entry(CUSTOMS_IN_PROGRESS, new Phrase("transit/IC", "Processed for clearance")),
            Map.entry(CUSTOMS_HELD, new Phrase("transit/UD", "Clearance event: the customs office holds the shipment")),
            Map.entry(CUSTOMS_RELEASED, new Phrase("transit/CR", "Clearance processing complete")),
            Map.entry(OUT_ON_VEHICLE, new Phrase("transit/WC", "Shipment is out with courier for delivery")),
            Map.entry(ATTEMPT_ABSENT, new Phrase("failure/NH", "Delivery attempted; recipient not home")),
            Map.entry(ATTEMPT_ADDRESS, new Phrase("failure/BA", "Address information needed; contact DHL")),
            Map.entry(DELIVERED_RECIPIENT, new Phrase("delivered/OK", "Delivered")),
            Map.entry(EXC_LOST_DECLARED, new Phrase("failure/", "Undelivered - Shipment lost")));

    private final Map<String, ParcelScript> scripts;

    DhlService(Map<String, ParcelScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public CarrierReply answer(CarrierRequest request, Instant now) {
        if (!Credentials.DHL_KEY.equals(request.header("dhl-api-key"))) {
            return problem(401, "Unauthorized", "Unauthorized for given resource.");
        }
        if (!request.path().equals(PATH) || !request.method().equals("GET")) {
            return problem(404, "Not Found", "No such resource.");
        }
        String number = request.query().get("trackingNumber");
        if (number == null || number.isEmpty()) {
            return problem(400, "Bad Request", "Missing trackingNumber.");
        }
        ParcelScript script = scripts.get(number);
        List<Step> said = script == null ? List.of() : script.saidBy(now);
        if (script == null || said.isEmpty()) {
            return problem(404, "No result found", "No shipment with given tracking number found.");
        }
        return CarrierReply.json(200, shipment(script, said, now).toString());
    }

    @Override
    public CarrierReply throttled() {
        return problem(
                429, "Too Many Requests", "Too many requests within defined time period, please try again later.");
    }

    private static ObjectNode shipment(ParcelScript script, List<Step> said, Instant now) {
        ObjectNode root = Json.object();
        ObjectNode shipment = root.putArray("shipments").addObject();
        if (Long.parseLong(script.number()) % 5 == 0) {
            shipment.put("id", Long.parseLong(script.number()));
        } else {
            shipment.put("id", script.number());
        }
        shipment.put("service", "express");
        place(shipment.putObject("origin"), Place.WAREHOUSE);
        place(shipment.putObject("destination"), script.customer().home());
        status(shipment.putObject("status"), said.getLast());
        script.estimateBy(now)
                .filter(date -> !said.getLast().status().isFinal())
                .ifPresent(date -> shipment.put("estimatedTimeOfDelivery", date + "T18:00:00")
                        .put("estimatedTimeOfDeliveryRemark", "By End of Day"));
        shipment.put("serviceUrl", "https://www.dhl.com/fr-fr/home/tracking.html?tracking-id=" + script.number());
        ObjectNode details = shipment.putObject("details");
        details.putObject("product").put("productName", "EXPRESS WORLDWIDE");
        details.put("totalNumberOfPieces", 1);
        ArrayNode events = shipment.putArray("events");
        said.reversed().forEach(step -> status(events.addObject(), step));
        return root;
    }

    private static void status(ObjectNode status, Step step) {
        Phrase phrase = Phrase.of(PHRASES, step.status());
        status.put("timestamp", time(step))
                .put("statusCode", phrase.part(0))
                .put("status", phrase.text())
                .put("description", phrase.text());
        if (!phrase.part(1).isEmpty()) {
            status.put("statusDetailed", phrase.part(1));
        }
        place(status.putObject("location"), step.place());
    }

    /// In one of the three shapes seen, always the same for the same statement.
    private static String time(Step step) {
        ZonedDateTime local = step.local();
        return switch ((int) (step.at().getEpochSecond() / 60 % 3)) {
            case 0 -> NAIVE.format(local);
            case 1 -> OFFSET.format(local);
            default -> NANOS.format(local.withNano(331_986_369));
        };
    }

    private static void place(ObjectNode holder, Place place) {
        holder.putObject("address")
                .put("countryCode", place.country().equals("GB") ? "UK" : place.country())
                .put("postalCode", place.postcode())
                .put("addressLocality", place.town() + " - " + place.country());
    }

    private static CarrierReply problem(int status, String title, String detail) {
        String body = Json.object()
                .put("title", title)
                .put("detail", detail)
                .put("status", status)
                .toString();
        return new CarrierReply(status, "application/problem+json", body, Map.of());
    }
}
