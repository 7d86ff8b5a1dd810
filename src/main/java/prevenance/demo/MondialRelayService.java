package prevenance.demo;

import static prevenance.tracking.TrackingStatus.*;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prevenance.demo.ParcelScript.PickupPoint;
import prevenance.tracking.TrackingStatus;

/// Mondial Relay "WSI2_TracingColisDetaille": SOAP, an MD5 signature, words instead of codes, a list padded with empty
/// events.
final class MondialRelayService implements CarrierService {
    private static final String PATH = "/Web_Services.asmx";
    private static final int PADDED_TO = 10;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yy");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private static final Map<TrackingStatus, Phrase> PHRASES = Map.ofEntries(
            Map.entry(PRE_ANNOUNCED, new Phrase("80", "RÉCEPTION DES DONNÉES")),
            Map.entry(ACCEPTED_SCANNED, new Phrase("81", "PRISE EN CHARGE EN AGENCE")),
            Map.entry(TRANSIT_MOVING, new Phrase("81", "PRISE EN CHARGE EN AGENCE")),
            Map.entry(OUT_ON_VEHICLE, new Phrase("81", "COLIS REMIS AU LIVREUR")),
            Map.entry(PICKUP_READY, new Phrase("81", "DISPONIBLE AU POINT RELAIS")),
            Map.entry(PICKUP_EXPIRED, new Phrase("83", "COLIS NON RÉCLAMÉ")),
            Map.entry(RETURN_UNDER_WAY, new Phrase("83", "RETOUR À L'EXPÉDITEUR")),
            Map.entry(RETURN_ARRIVED, new Phrase("83", "COLIS RETOURNÉ À L'EXPÉDITEUR")),
            Map.entry(DELIVERED_COLLECTED, new Phrase("82", "COLIS LIVRÉ")));

    private final Map<String, ParcelScript> scripts;

    MondialRelayService(Map<String, ParcelScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public CarrierReply answer(CarrierRequest request, Instant now) {
        if (!request.path().equals(PATH) || !request.method().equals("POST")) {
            return new CarrierReply(
                    404, "text/html", "<html><body>The resource cannot be found.</body></html>", Map.of());
        }
        String body = request.body();
        String brand = Soap.text(body, "Enseigne").orElse("");
        String number = Soap.text(body, "Expedition").orElse("");
        String language = Soap.text(body, "Langue").orElse("");
        if (!signature(brand, number, language)
                .equals(Soap.text(body, "Security").orElse(""))) {
            return stat("97");
        }
        if (!number.matches("[0-9]{8}")) {
            return stat("24");
        }
        return Optional.ofNullable(scripts.get(number))
                .filter(script -> script.lastSaid(now).isPresent())
                .map(script -> told(script, now))
                .orElseGet(() -> stat("94"));
    }

    @Override
    public CarrierReply throttled() {
        return new CarrierReply(429, "text/html", "<html><body>Too many requests</body></html>", Map.of());
    }

    /// Upper-case hexadecimal MD5 over the fields in their order and the private key.
    static String signature(String brand, String number, String language) {
        try {
            byte[] bytes = (brand + number + language + Credentials.MONDIAL_RELAY_PRIVATE_KEY)
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static CarrierReply stat(String stat) {
        return envelope("<STAT>" + stat + "</STAT>");
    }

    private static CarrierReply told(ParcelScript script, Instant now) {
        List<Step> said = script.saidBy(now);
        PickupPoint point = script.pickup();
        Phrase last = Phrase.of(PHRASES, said.getLast().status());
        StringBuilder xml = new StringBuilder();
        element(xml, "STAT", last.code());
        element(xml, "Libelle01", last.text());
        element(xml, "Relais_Libelle", point == null ? "" : point.name());
        element(xml, "Relais_Num", point == null ? "" : point.number());
        element(xml, "Libelle02", "");
        xml.append("<Tracing>");
        for (Step step : said.reversed()) {
            boolean atRelay = step.status() == PICKUP_READY || step.status() == DELIVERED_COLLECTED;
            event(
                    xml,
                    Phrase.of(PHRASES, step.status()).text(),
                    DATE.format(step.local()),
                    TIME.format(step.local()),
                    step.place().town(),
                    atRelay && point != null ? point.number() : "",
                    step.place().country());
        }
        for (int i = said.size(); i < PADDED_TO; i++) {
            event(xml, "", "", "", "", "", "");
        }
        return envelope(xml.append("</Tracing>").toString());
    }

    private static void event(
            StringBuilder xml, String text, String date, String time, String place, String relay, String country) {
        xml.append("<ret_WSI2_sub_TracingColisDetaille>");
        element(xml, "Libelle", text);
        element(xml, "Date", date);
        element(xml, "Heure", time);
        element(xml, "Emplacement", place);
        element(xml, "Relais_Num", relay);
        element(xml, "Relais_Pays", country);
        xml.append("</ret_WSI2_sub_TracingColisDetaille>");
    }

    private static void element(StringBuilder xml, String name, String text) {
        if (text.isEmpty()) {
            xml.append('<').append(name).append(" />");
        } else {
            xml.append('<')
                    .append(name)
                    .append('>')
                    .append(Soap.escape(text))
                    .append("</")
                    .append(name)
                    .append('>');
        }
    }

    private static CarrierReply envelope(String result) {
        return CarrierReply.xml(200, """
            <?xml version="1.0" encoding="utf-8"?>\
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soap:Body>\
            <WSI2_TracingColisDetailleResponse xmlns="http://www.mondialrelay.fr/webservice/">\
            <WSI2_TracingColisDetailleResult>%s</WSI2_TracingColisDetailleResult>\
            </WSI2_TracingColisDetailleResponse></soap:Body></soap:Envelope>
            """.formatted(result));
    }
}
