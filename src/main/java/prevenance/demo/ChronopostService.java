package prevenance.demo;

import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prevenance.tracking.TrackingStatus;

/// Chronopost "trackSkybillV2": SOAP without credentials, errors as a number inside a 200, an empty list for what it
/// does not know, oldest event first.
final class ChronopostService implements CarrierService {
    private static final String PATH = "/tracking-cxf/TrackingServiceWS";

    private static final Map<TrackingStatus, Phrase> PHRASES = Map.of(
            PRE_ANNOUNCED, new Phrase("DC", "Envoi en préparation chez l'expéditeur"),
            ACCEPTED_SCANNED, new Phrase("DB", "Envoi remis par l'expéditeur"),
            TRANSIT_MOVING, new Phrase("TS", "Envoi en transit"),
            TRANSIT_DELIVERY_DEPOT, new Phrase("SD", "Envoi trié sur le site de livraison"),
            OUT_ON_VEHICLE, new Phrase("TA", "Envoi en cours de livraison"),
            DELIVERED_RECIPIENT, new Phrase("D", "Livré"),
            UNKNOWN_UNMAPPED, new Phrase("QX", "Traitement particulier"));

    private final Map<String, ParcelScript> scripts;

    ChronopostService(Map<String, ParcelScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public CarrierReply answer(CarrierRequest request, Instant now) {
        if (!request.path().startsWith(PATH)) {
            return new CarrierReply(404, "text/html", "<html><body>Not found</body></html>", Map.of());
        }
        Optional<String> asked = request.method().equals("POST")
                ? Soap.text(request.body(), "skybillNumber")
                : Optional.ofNullable(request.query().get("skybillNumber"));
        if (asked.isEmpty()) {
            return envelope("<errorCode>1</errorCode><errorMessage>System Error</errorMessage>");
        }
        String number = asked.get();
        ParcelScript script = scripts.get(number);
        List<Step> said = script == null ? List.of() : script.saidBy(now);
        StringBuilder xml = new StringBuilder("<errorCode>0</errorCode><listEventInfoComp>");
        said.forEach(step -> event(xml, step));
        return envelope(xml.append("<skybillNumber>")
                .append(Soap.escape(number))
                .append("</skybillNumber></listEventInfoComp>")
                .toString());
    }

    @Override
    public CarrierReply throttled() {
        return new CarrierReply(429, "text/html", "<html><body>Too many requests</body></html>", Map.of());
    }

    private static void event(StringBuilder xml, Step step) {
        Phrase phrase = Phrase.of(PHRASES, step.status());
        xml.append("<events><code>").append(phrase.code()).append("</code><eventDate>");
        xml.append(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(step.local())).append("</eventDate><eventLabel>");
        xml.append(Soap.escape(phrase.text())).append("</eventLabel><highPriority>");
        xml.append(step.status() == DELIVERED_RECIPIENT).append("</highPriority><NPC>");
        xml.append(step.place().postcode(), 0, 2).append("</NPC><officeLabel>");
        xml.append(Soap.escape(step.place().town())).append(" CHRONOPOST</officeLabel><zipCode>");
        xml.append(step.place().postcode()).append("</zipCode></events>");
    }

    private static CarrierReply envelope(String result) {
        return CarrierReply.xml(200, """
            <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>\
            <ns2:trackSkybillV2Response xmlns:ns2="http://cxf.tracking.soap.chronopost.fr/">\
            <return>%s</return></ns2:trackSkybillV2Response></soap:Body></soap:Envelope>
            """.formatted(result));
    }
}
