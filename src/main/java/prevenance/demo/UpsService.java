package prevenance.demo;

import static prevenance.tracking.TrackingStatus.*;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// UPS Track v1: an OAuth token, one number, a status of type, code and three-digit code, local times beside their
/// offset, a warning in place of the parcel when nothing is known.
final class UpsService implements CarrierService {
    private static final String TOKEN_PATH = "/security/v1/oauth/token";
    private static final String DETAILS_PATH = "/track/v1/details/";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter GMT_TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");
    private static final int LIFETIME_SECONDS = 14_399;

    /// Codes as type, code and status code.
    private static final Map<TrackingStatus, Phrase> PHRASES = Map.ofEntries(
            Map.entry(PRE_ANNOUNCED, new Phrase("M/MP/003", "Shipper created a label, UPS has not received it yet.")),
            Map.entry(ACCEPTED_SCANNED, new Phrase("I/PU/038", "Pickup Scan")),
            Map.entry(TRANSIT_MOVING, new Phrase("I/DP/005", "Departed from Facility")),
            Map.entry(TRANSIT_ARRIVED_COUNTRY, new Phrase("I/IP/010", "Import Scan")),
            Map.entry(TRANSIT_DELIVERY_DEPOT, new Phrase("I/YP/071", "Processing at UPS Facility")),
            Map.entry(TRANSIT_DELAY_WEATHER, new Phrase("X/7V/052", "Severe weather has delayed delivery.")),
            Map.entry(TRANSIT_DELAY_ANNOUNCED, new Phrase("X/08/048", "Operating conditions may delay the package.")),
            Map.entry(CUSTOMS_IN_PROGRESS, new Phrase("X/S4/012", "Clearance is in progress.")),
            Map.entry(CUSTOMS_HELD, new Phrase("X/R4/126", "Pending release from a Government Agency.")),
            Map.entry(CUSTOMS_DOCS_NEEDED, new Phrase("X/RW/058", "Clearance information is missing.")),
            Map.entry(CUSTOMS_RELEASED, new Phrase("I/BN/014", "Cleared Customs")),
            Map.entry(OUT_ON_VEHICLE, new Phrase("I/OT/021", "Out For Delivery Today")),
            Map.entry(ATTEMPT_ABSENT, new Phrase("X/48/022", "The receiver was not available for delivery.")),
            Map.entry(ATTEMPT_ADDRESS, new Phrase("X/A8/050", "The street number is incorrect or missing.")),
            Map.entry(ATTEMPT_REFUSED, new Phrase("X/AN/064", "The receiver refused the delivery.")),
            Map.entry(PICKUP_READY, new Phrase("D/ZP/161", "At a UPS Access Point, awaiting customer pickup.")),
            Map.entry(PICKUP_EXPIRED, new Phrase("X/3N/013", "The package was not picked up at the Access Point.")),
            Map.entry(DELIVERED_COLLECTED, new Phrase("D/2W/011", "Picked up at a UPS Access Point")),
            Map.entry(DELIVERED_RECIPIENT, new Phrase("D/KM/011", "Delivered")),
            Map.entry(DELIVERED_THIRD_PARTY, new Phrase("D/3G/011", "Delivered to a neighbor")),
            Map.entry(EXC_DAMAGED, new Phrase("X/45/059", "The package was damaged in transit.")),
            Map.entry(RETURN_UNDER_WAY, new Phrase("X/UF/036", "Returning to Sender: In Transit")),
            Map.entry(RETURN_ARRIVED, new Phrase("D/UA/034", "Returned to Sender")),
            Map.entry(UNKNOWN_UNMAPPED, new Phrase("X/QQ/999", "Special handling")));

    private final Map<String, ParcelScript> scripts;
    private final AccessTokens tokens = new AccessTokens("ups", Duration.ofSeconds(LIFETIME_SECONDS));

    UpsService(Map<String, ParcelScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public CarrierReply answer(CarrierRequest request, Instant now) {
        String path = request.path().startsWith("/api/") ? request.path().substring("/api".length()) : request.path();
        if (path.equals(TOKEN_PATH)) {
            return token(request, now);
        }
        if (!path.startsWith(DETAILS_PATH) || !request.method().equals("GET")) {
            return CarrierReply.json(404, error("TV1001", "The requested resource is not available"));
        }
        if (!tokens.admits(request.header("authorization"), now)) {
            return CarrierReply.json(401, error("250002", "Invalid Authentication Information."));
        }
        if (request.header("transid") == null || request.header("transactionsrc") == null) {
            return CarrierReply.json(400, error("TV1003", "Missing transId or transactionSrc"));
        }
        return CarrierReply.json(
                200, tracked(path.substring(DETAILS_PATH.length()), now).toString());
    }

    @Override
    public CarrierReply throttled() {
        return CarrierReply.json(429, error("10429", "Too Many Requests"));
    }

    private CarrierReply token(CarrierRequest request, Instant now) {
        String expected = "Basic "
                + Base64.getEncoder()
                        .encodeToString((Credentials.UPS_CLIENT_ID + ":" + Credentials.UPS_CLIENT_SECRET)
                                .getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(request.header("authorization"))
                || !request.body().contains("grant_type=client_credentials")) {
            return CarrierReply.json(401, error("10401", "ClientId is Invalid"));
        }
        return CarrierReply.json(
                200,
                Json.object()
                        .put("token_type", "Bearer")
                        .put("issued_at", Long.toString(now.toEpochMilli()))
                        .put("client_id", Credentials.UPS_CLIENT_ID)
                        .put("access_token", tokens.issue(now))
                        .put("expires_in", Integer.toString(LIFETIME_SECONDS))
                        .put("status", "approved")
                        .toString());
    }

    private ObjectNode tracked(String number, Instant now) {
        ObjectNode root = Json.object();
        ObjectNode shipment =
                root.putObject("trackResponse").putArray("shipment").addObject();
        ParcelScript script = scripts.get(number);
        List<Step> said = script == null ? List.of() : script.saidBy(now);
        if (script == null || said.isEmpty()) {
            shipment.putArray("warnings")
                    .addObject()
                    .put("code", "TW0001")
                    .put("message", "Tracking Information Not Found");
            return root;
        }
        shipment.put("inquiryNumber", number);
        ObjectNode box = shipment.putArray("package").addObject();
        box.put("trackingNumber", number).put("packageCount", 1);
        status(box.putObject("currentStatus"), said.getLast());
        script.estimateBy(now)
                .ifPresent(date -> box.putArray("deliveryDate")
                        .addObject()
                        .put("type", said.getLast().status().isFinal() ? "DEL" : "SDD")
                        .put("date", DATE.format(date)));
        if (script.pickup() != null && script.pickupUntil() != null) {
            box.putObject("accessPointInformation").put("pickupByDate", DATE.format(script.pickupUntil()));
        }
        ArrayNode activities = box.putArray("activity");
        said.reversed().forEach(step -> activity(activities.addObject(), step));
        return root;
    }

    private static void activity(ObjectNode activity, Step step) {
        ZonedDateTime local = step.local();
        ZonedDateTime gmt = step.at().atZone(ZoneOffset.UTC);
        activity.put("date", DATE.format(local))
                .put("time", TIME.format(local))
                .put("gmtDate", DATE.format(gmt))
                .put("gmtTime", GMT_TIME.format(gmt))
                .put("gmtOffset", OFFSET.format(local));
        activity.putObject("location")
                .putObject("address")
                .put("city", step.place().town())
                .put("countryCode", step.place().country())
                .put("country", step.place().country());
        status(activity.putObject("status"), step);
    }

    private static void status(ObjectNode status, Step step) {
        Phrase phrase = Phrase.of(PHRASES, step.status());
        status.put("type", phrase.part(0))
                .put("code", phrase.part(1))
                .put("statusCode", phrase.part(2))
                .put("description", phrase.text());
    }

    private static String error(String code, String message) {
        ObjectNode root = Json.object();
        root.putObject("response")
                .putArray("errors")
                .addObject()
                .put("code", code)
                .put("message", message);
        return root.toString();
    }
}
