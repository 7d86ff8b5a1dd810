package prevenance.demo;

import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks a simulated carrier about a script without a socket, whatever its authentication.
final class Words {
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private Words() {}

    static String of(CarrierService service, ParcelScript script, Instant now) {
        String n = script.number();
        CarrierReply reply = switch (script.carrier()) {
            case LAPOSTE -> service.answer(get("/suivi/v2/idships/" + n, "x-okapi-key", Credentials.LAPOSTE_KEY), now);
            case MONDIAL_RELAY -> {
                String brand = Credentials.MONDIAL_RELAY_BRAND;
                String security = MondialRelayService.signature(brand, n, "FR");
                yield service.answer(
                        post(
                                "/Web_Services.asmx",
                                "<a><Enseigne>" + brand + "</Enseigne><Expedition>" + n
                                        + "</Expedition><Langue>FR</Langue><Security>" + security + "</Security></a>",
                                Map.of()),
                        now);
            }
            case CHRONOPOST ->
                service.answer(
                        post(
                                "/tracking-cxf/TrackingServiceWS",
                                "<a><skybillNumber>" + n + "</skybillNumber></a>",
                                Map.of()),
                        now);
            case UPS -> {
                String basic = java.util.Base64.getEncoder()
                        .encodeToString((Credentials.UPS_CLIENT_ID + ":" + Credentials.UPS_CLIENT_SECRET)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                String token = token(service.answer(
                        post(
                                "/security/v1/oauth/token",
                                "grant_type=client_credentials",
                                Map.of("authorization", "Basic " + basic)),
                        now));
                yield service.answer(
                        new CarrierRequest(
                                "GET",
                                "/track/v1/details/" + n,
                                Map.of(),
                                Map.of("authorization", "Bearer " + token, "transid", "t", "transactionsrc", "s"),
                                ""),
                        now);
            }
            case FEDEX -> {
                String token = token(service.answer(
                        post(
                                "/oauth/token",
                                "grant_type=client_credentials&client_id=" + Credentials.FEDEX_CLIENT_ID
                                        + "&client_secret=" + Credentials.FEDEX_CLIENT_SECRET,
                                Map.of()),
                        now));
                yield service.answer(
                        post(
                                "/track/v1/trackingnumbers",
                                "{\"trackingInfo\":[{\"trackingNumberInfo\":{\"trackingNumber\":\"" + n + "\"}}]}",
                                Map.of("authorization", "Bearer " + token)),
                        now);
            }
            case DHL ->
                service.answer(
                        new CarrierRequest(
                                "GET",
                                "/track/shipments",
                                Map.of("trackingNumber", n),
                                Map.of("dhl-api-key", Credentials.DHL_KEY),
                                ""),
                        now);
        };
        return reply.status() == 200 ? reply.body() : "";
    }

    private static CarrierRequest get(String path, String header, String value) {
        return new CarrierRequest("GET", path, Map.of(), Map.of(header, value), "");
    }

    private static CarrierRequest post(String path, String body, Map<String, String> headers) {
        return new CarrierRequest("POST", path, Map.of(), headers, body);
    }

    private static String token(CarrierReply reply) {
        Matcher matcher = TOKEN.matcher(reply.body());
        return matcher.find() ? matcher.group(1) : "";
    }
}
