package prevenance.demo;

import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import prevenance.tracking.TrackingStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// La Poste "Suivi v2": an object for one number, a list with status 207 for up to ten, a code of its own in each
/// entry.
final class LaPosteService implements CarrierService {
    private static final String PATH = "/suivi/v2/idships/";
    private static final int MOST_AT_ONCE = 10;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private static final Map<TrackingStatus, Phrase> PHRASES = Map.ofEntries(
            Map.entry(
                    PRE_ANNOUNCED, new Phrase("DR1", "Votre colis est annoncé, il n'est pas encore entre nos mains.")),
            Map.entry(ACCEPTED_SCANNED, new Phrase("PC1", "Votre colis a été pris en charge.")),
            Map.entry(TRANSIT_MOVING, new Phrase("ET1", "Votre colis est en cours d'acheminement.")),
            Map.entry(TRANSIT_ARRIVED_COUNTRY, new Phrase("ET3", "Votre colis est dans le pays de destination.")),
            Map.entry(TRANSIT_DELIVERY_DEPOT, new Phrase("EP1", "Votre colis attend d'être présenté.")),
            Map.entry(TRANSIT_DELAY_WEATHER, new Phrase("DI3", "Votre colis est retardé par les intempéries.")),
            Map.entry(TRANSIT_DELAY_ANNOUNCED, new Phrase("DI3", "L'acheminement de votre colis est retardé.")),
            Map.entry(CUSTOMS_IN_PROGRESS, new Phrase("DO1", "Votre colis est entré en douane.")),
            Map.entry(CUSTOMS_HELD, new Phrase("DO3", "Votre colis est retenu en douane.")),
            Map.entry(CUSTOMS_RELEASED, new Phrase("DO2", "Votre colis est sorti de douane.")),
            Map.entry(OUT_ON_VEHICLE, new Phrase("MD2", "Votre colis est en livraison, avec votre facteur.")),
            Map.entry(
                    ATTEMPT_ABSENT,
                    new Phrase("ND1", "Votre facteur est passé, vous étiez absent : un avis de passage a été laissé.")),
            Map.entry(ATTEMPT_ADDRESS, new Phrase("ND1", "Votre colis ne peut être livré : adresse incomplète.")),
            Map.entry(ATTEMPT_REFUSED, new Phrase("ND1", "Votre colis a été refusé par le destinataire.")),
            Map.entry(PICKUP_READY, new Phrase("AG1", "Votre colis vous attend dans votre point de retrait.")),
            Map.entry(
                    PICKUP_EXPIRED, new Phrase("RE1", "Votre colis n'a pas été retiré, il repart vers l'expéditeur.")),
            Map.entry(RETURN_UNDER_WAY, new Phrase("RE1", "Votre colis est retourné à l'expéditeur.")),
            Map.entry(RETURN_ARRIVED, new Phrase("DI2", "Votre colis a été remis à l'expéditeur.")),
            Map.entry(DELIVERED_COLLECTED, new Phrase("DI1", "Votre colis a été retiré par son destinataire.")),
            Map.entry(DELIVERED_RECIPIENT, new Phrase("DI1", "Votre colis est livré.")),
            Map.entry(UNKNOWN_UNMAPPED, new Phrase("AN7", "Votre colis fait l'objet d'un traitement particulier.")));

    private final Map<String, ParcelScript> scripts;

    LaPosteService(Map<String, ParcelScript> scripts) {
        this.scripts = scripts;
    }

    @Override
    public CarrierReply answer(CarrierRequest request, Instant now) {
        if (!Credentials.LAPOSTE_KEY.equals(request.header("x-okapi-key"))) {
            return CarrierReply.json(401, error("UNAUTHORIZED", "This action requires an authorization"));
        }
        if (!request.method().equals("GET") || !request.path().startsWith(PATH)) {
            return CarrierReply.json(404, error("NOT_FOUND", "No such resource"));
        }
        List<String> numbers = List.of(request.path().substring(PATH.length()).split(",", -1));
        if (numbers.size() > MOST_AT_ONCE) {
            return CarrierReply.json(400, error("BAD_REQUEST", "one to 10 trackings"));
        }
        List<ObjectNode> entries = new ArrayList<>();
        numbers.forEach(number -> entries.add(entry(number, now)));
        if (entries.size() == 1) {
            ObjectNode only = entries.getFirst();
            return CarrierReply.json(only.path("returnCode").asInt(), only.toString());
        }
        return CarrierReply.json(207, entries.toString());
    }

    @Override
    public CarrierReply throttled() {
        return CarrierReply.json(429, error("TOO_MANY_REQUESTS", "max quota reached (10 calls per 1s)"));
    }

    private ObjectNode entry(String number, Instant now) {
        ObjectNode entry = Json.object().put("lang", "fr_FR").put("scope", "open");
        ParcelScript script = scripts.get(number);
        List<Step> said = script == null ? List.of() : script.saidBy(now);
        if (script == null || said.isEmpty()) {
            return entry.put("returnCode", 404)
                    .put("returnMessage", "Aucune information n'est disponible pour ce numéro à ce jour.")
                    .put("idShip", number);
        }
        entry.put("returnCode", 200);
        TrackingStatus last = said.getLast().status();
        ObjectNode shipment = entry.putObject("shipment")
                .put("idShip", number)
                .put("holder", 4)
                .put("product", "colissimo")
                .put("isFinal", last.isFinal())
                .put("entryDate", time(said.getFirst()));
        if (last.isFinal()) {
            shipment.put("deliveryDate", time(said.getLast()));
        }
        ArrayNode timeline = shipment.putArray("timeline");
        int reached = last.isFinal() ? 5 : last == OUT_ON_VEHICLE ? 4 : 2;
        for (int id = 1; id <= 5; id++) {
            timeline.addObject()
                    .put("id", id)
                    .put("shortLabel", "Étape " + id)
                    .put("longLabel", "")
                    .put("country", "FR")
                    .put("status", id <= reached)
                    .put("type", 1);
        }
        ArrayNode events = shipment.putArray("event");
        for (Step step : said.reversed()) {
            Phrase phrase = Phrase.of(PHRASES, step.status());
            events.addObject()
                    .put("code", phrase.code())
                    .put("label", phrase.text())
                    .put("date", time(step));
        }
        ObjectNode context = shipment.putObject("contextData");
        context.putObject("deliveryChoice").put("deliveryChoice", 0);
        context.put("originCountry", "FR")
                .put("arrivalCountry", script.customer().home().country());
        if (script.pickup() != null) {
            context.putObject("removalPoint")
                    .put("name", script.pickup().name())
                    .put("type", "A2P");
        }
        script.estimateBy(now)
                .ifPresent(date -> shipment.put(
                        "estimDate", date.atTime(18, 0).atZone(PARIS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)));
        shipment.put("url", "https://www.laposte.fr/outils/suivre-vos-envois?code=" + number);
        return entry;
    }

    private static String time(Step step) {
        return step.at().atZone(PARIS).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    }

    private static String error(String code, String message) {
        return Json.object().put("code", code).put("message", message).toString();
    }
}
