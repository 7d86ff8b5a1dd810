package prevenance.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Believable, invented facts for every kind of message: for previews, the gallery, checks and tests.
public final class MessageSamples {
    private static final String FIRST_NUMBER = "6A00000000000";
    private static final String OTHER_NUMBER = "1Z0000000000000000";

    private MessageSamples() {}

    /// All facts that a kind may be given, in a story that holds together.
    public static Map<String, @Nullable Object> of(MessageKind kind, Locale locale) {
        boolean french = locale.getLanguage().equals("fr");
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        if (kind.isForStaff()) {
            staff(facts, kind, french);
            return facts;
        }
        facts.put("customer", Map.of("name", "Camille Exemple"));
        facts.put("order", Map.of("number", "10482"));
        facts.put(
                "page",
                Map.of(
                        "link", "https://suivi.boutique.example/p/exemple",
                        "choiceLink", "https://suivi.boutique.example/p/exemple-choix",
                        "refundLink", "https://suivi.boutique.example/p/exemple-remboursement",
                        "stopLink", "https://suivi.boutique.example/p/exemple-stop"));
        if (isAboutParcel(kind)) {
            parcel(facts, kind, french);
        }
        story(facts, kind, french);
        return facts;
    }

    /// Whose parcel number, contents and promise belong into it.
    private static boolean isAboutParcel(MessageKind kind) {
        return switch (kind) {
            case SHIPPED,
                    NOT_LEFT_YET,
                    DELAY_KNOWN,
                    DELAY_UNKNOWN,
                    MASS_DELAY,
                    ATTEMPT_FAILED,
                    ADDRESS_NEEDED,
                    PICKUP_READY,
                    PICKUP_REMINDER,
                    PICKUP_LAST_DAY,
                    PICKUP_MISSED,
                    DAMAGED_CARRIER,
                    DAMAGED_RECEIVED,
                    SEARCHING,
                    STILL_SEARCHING,
                    LOST,
                    NOT_RECEIVED_ACK,
                    REPORT_RECEIVED,
                    DELIVERED_THIRD_PARTY,
                    DELIVERED,
                    RETURNING,
                    CUSTOMS_DOCS,
                    NEW_NUMBER,
                    EXCHANGE_SHIPPED -> true;
            case PARTIAL_ORDER,
                    RETURN_RECEIVED,
                    EXCHANGE_PROMISED,
                    EXCHANGE_BLOCKED,
                    REFUND_DECIDED,
                    REFUND_TRIGGERED,
                    REFUND_LATE_CHECK,
                    REFUND_FAILED,
                    GOODWILL,
                    RESOLVED,
                    STAFF_DIGEST,
                    STAFF_ALERT -> false;
        };
    }

    private static void parcel(Map<String, @Nullable Object> facts, MessageKind kind, boolean french) {
        facts.put(
                "parcel",
                Map.of(
                        "number",
                        FIRST_NUMBER,
                        "carrier",
                        "Colis Exemple",
                        "link",
                        "https://suivi.transporteur.example/6A00000000000",
                        "items",
                        items(french),
                        "service",
                        french ? "Domicile avec signature" : "Home, with signature",
                        "leg",
                        kind == MessageKind.EXCHANGE_SHIPPED ? "exchange" : "outbound"));
        facts.put("promiseDate", "2026-11-24");
        facts.put("estimatedDate", "2026-11-26");
        facts.put("since", "2026-11-20");
        facts.put("lastPlace", "Lyon");
        facts.put("nextUpdateDate", "2026-11-27");
        if (kind == MessageKind.SEARCHING || kind == MessageKind.STILL_SEARCHING || kind == MessageKind.LOST) {
            facts.put("caseNumber", 317);
            facts.put("decisionDate", "2026-12-01");
        }
    }

    private static void story(Map<String, @Nullable Object> facts, MessageKind kind, boolean french) {
        switch (kind) {
            case SHIPPED ->
                facts.put(
                        "otherParcels",
                        List.of(Map.of(
                                "number", OTHER_NUMBER, "carrier", "Parcel Example", "status", "transit.moving")));
            case DELAY_KNOWN -> facts.put("cause", "weather");
            case MASS_DELAY -> {
                facts.put("cause", "weather");
                facts.put("area", "Lyon");
            }
            case ATTEMPT_FAILED ->
                facts.put("attempt", Map.of("date", "2026-11-23", "count", 1, "reason", "attempt.absent"));
            case ADDRESS_NEEDED ->
                facts.put("attempt", Map.of("date", "2026-11-23", "count", 1, "reason", "attempt.address"));
            case RETURNING -> facts.put("attempt", Map.of("date", "2026-11-23", "count", 2, "reason", "address"));
            case PICKUP_READY, PICKUP_REMINDER, PICKUP_LAST_DAY, PICKUP_MISSED ->
                facts.put(
                        "pickup",
                        Map.of(
                                "place", "Tabac du Port, 3 quai Exemple, 13002 Marseille",
                                "untilDate", "2026-12-01"));
            case DELIVERED -> facts.put("delivered", Map.of("date", "2026-11-24", "how", "mailbox"));
            case DELIVERED_THIRD_PARTY -> facts.put("delivered", Map.of("date", "2026-11-24", "how", "third-party"));
            case NOT_RECEIVED_ACK -> {
                facts.put("delivered", Map.of("date", "2026-11-24", "how", "recipient"));
                report(facts, "not-received", french ? "Je n’ai rien reçu." : "I have not received anything.");
            }
            case DAMAGED_RECEIVED ->
                report(
                        facts,
                        "damaged",
                        french ? "Un des deux bols est arrivé cassé." : "One of the two bowls arrived broken.");
            case REPORT_RECEIVED ->
                report(
                        facts,
                        "wrong-item",
                        french
                                ? "J’ai reçu une théière bleue au lieu de la verte."
                                : "I got a blue teapot, not the green one.");
            case CUSTOMS_DOCS ->
                facts.put(
                        "customs",
                        Map.of(
                                "paper",
                                french ? "une facture d’achat avec le prix payé" : "an invoice with the price paid",
                                "untilDate",
                                "2026-11-30"));
            case NEW_NUMBER -> facts.put("oldNumber", "6A00000000009");
            case PARTIAL_ORDER ->
                facts.put(
                        "parcels",
                        List.of(
                                Map.of(
                                        "number",
                                        FIRST_NUMBER,
                                        "carrier",
                                        "Colis Exemple",
                                        "items",
                                        items(french),
                                        "status",
                                        "DELIVERED"),
                                Map.of(
                                        "number",
                                        OTHER_NUMBER,
                                        "carrier",
                                        "Parcel Example",
                                        "items",
                                        french ? "1 × plateau en chêne" : "1 × oak tray",
                                        "status",
                                        "transit.moving")));
            case RETURN_RECEIVED, EXCHANGE_PROMISED, EXCHANGE_SHIPPED, EXCHANGE_BLOCKED -> exchange(facts, french);
            case REFUND_DECIDED, REFUND_TRIGGERED, REFUND_LATE_CHECK, REFUND_FAILED -> refund(facts);
            case GOODWILL ->
                facts.put(
                        "goodwill",
                        Map.of(
                                "text",
                                french
                                        ? "Nous vous remboursons les frais de port de cette commande, soit 5,90 €."
                                        : "We are refunding the delivery cost of this order, €5.90."));
            case RESOLVED -> {
                facts.put("resolution", "delivered");
                facts.put("foundAgain", true);
                facts.put("caseNumber", 317);
                facts.put("survey", Map.of("link", "https://suivi.boutique.example/p/exemple-avis"));
            }
            case NOT_LEFT_YET, DELAY_UNKNOWN, DAMAGED_CARRIER, SEARCHING, STILL_SEARCHING, LOST -> {}
            case STAFF_DIGEST, STAFF_ALERT -> throw new IllegalArgumentException("written to the staff: " + kind);
        }
    }

    private static void report(Map<String, @Nullable Object> facts, String kind, String text) {
        facts.put("report", Map.of("kind", kind, "text", text));
        facts.put("caseNumber", 317);
    }

    private static void exchange(Map<String, @Nullable Object> facts, boolean french) {
        facts.put(
                "exchange",
                Map.of(
                        "reference",
                        "E-31",
                        "items",
                        french ? "1 × bol en grès vert" : "1 × green stoneware bowl",
                        "shipByDate",
                        "2026-11-27",
                        "receivedDate",
                        "2026-11-23",
                        "awaitsReturn",
                        true,
                        "blockedReason",
                        "out-of-stock"));
    }

    private static void refund(Map<String, @Nullable Object> facts) {
        facts.put(
                "refund",
                Map.of(
                        "reference",
                        "R-207",
                        "amountMinor",
                        4990,
                        "currency",
                        "EUR",
                        "means",
                        "card",
                        "payByDate",
                        "2026-11-25",
                        "triggeredDate",
                        "2026-11-24",
                        "showByDate",
                        "2026-12-08",
                        "bankReference",
                        "ARN 7456 0000"));
    }

    private static void staff(Map<String, @Nullable Object> facts, MessageKind kind, boolean french) {
        if (kind == MessageKind.STAFF_ALERT) {
            facts.put(
                    "alert",
                    Map.of(
                            "what",
                            french ? "Aucun message ne part depuis une heure" : "No message has left for an hour",
                            "since",
                            "08:12",
                            "detail",
                            french
                                    ? "Le serveur de courrier refuse notre identification. 12 messages attendent."
                                    : "The mail server refuses our log-in. 12 messages are waiting.",
                            "link",
                            "https://console.boutique.example/messages"));
            return;
        }
        facts.put(
                "digest",
                Map.of(
                        "cases", Map.of("overdue", 2, "due", 5, "open", 14),
                        "approvals", 3,
                        "callBacks", 1,
                        "deadlines",
                                List.of(
                                        Map.of(
                                                "what",
                                                french ? "Réclamation au transporteur" : "Claim against the carrier",
                                                "order",
                                                "10455",
                                                "dueText",
                                                french ? "aujourd’hui" : "today",
                                                "amountText",
                                                french ? "89,00 €" : "€89.00"),
                                        Map.of(
                                                "what",
                                                french ? "Remboursement à ordonner" : "Refund to be issued",
                                                "order",
                                                "10431",
                                                "dueText",
                                                french ? "demain" : "tomorrow",
                                                "amountText",
                                                french ? "49,90 €" : "€49.90")),
                        "feedsDown", List.of("Relais Exemple"),
                        "shadow", Map.of("mails", 12, "flags", 0),
                        "inShadow",
                                List.of(Map.of(
                                        "what",
                                        french ? "Retard, nouvelle date connue" : "Late, new day known",
                                        "count",
                                        12)),
                        "readToday", Map.of("read", 482, "open", 486),
                        "unread",
                                List.of(
                                        french
                                                ? "4 : le flux du transporteur est en panne"
                                                : "4: the carrier’s feed is down"),
                        "link", "https://console.boutique.example/"));
    }

    private static String items(boolean french) {
        return french ? "1 × théière en grès, 2 × bols" : "1 × stoneware teapot, 2 × bowls";
    }
}
