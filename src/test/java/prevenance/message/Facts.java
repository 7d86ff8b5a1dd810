package prevenance.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Facts as the desk and the after-sales put them into messages.
final class Facts {
    private Facts() {}

    static Map<String, @Nullable Object> all() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", Map.of("name", "Camille Exemple"));
        facts.put("order", Map.of("number", "A-1001"));
        facts.put(
                "parcel",
                new LinkedHashMap<>(Map.of(
                        "number", "6A00000000000",
                        "carrier", "Colissimo",
                        "link", "https://suivi.example.org/6A00000000000?a=1&b=2",
                        "items", "1 × théière en grès, 2 × bols",
                        "service", "Domicile avec signature",
                        "leg", "OUTBOUND")));
        facts.put("promiseDate", "2026-11-24");
        facts.put("estimatedDate", "2026-11-26");
        facts.put("since", "2026-11-20T09:15:00Z");
        facts.put("lastPlace", "Plateforme de Lyon");
        facts.put("cause", "weather");
        facts.put("attempt", Map.of("date", "2026-11-23", "count", 1, "reason", "absent"));
        facts.put(
                "pickup", Map.of("place", "Tabac du Port, 3 quai Exemple, 13002 Marseille", "untilDate", "2026-12-01"));
        facts.put("delivered", Map.of("date", "2026-11-24", "how", "third-party"));
        facts.put("nextUpdateDate", "2026-11-27");
        facts.put("decisionDate", "2026-12-04");
        facts.put("caseNumber", "12");
        facts.put(
                "otherParcels",
                List.of(
                        Map.of("number", "6A00000000001", "carrier", "Colissimo", "status", "DELIVERED"),
                        Map.of("number", "1Z0000000000000000", "carrier", "UPS", "status", "transit.moving")));
        facts.put(
                "refund",
                Map.of(
                        "amountMinor",
                        4990,
                        "currency",
                        "EUR",
                        "means",
                        "CARD",
                        "triggeredDate",
                        "2026-11-24",
                        "showByDate",
                        "2026-12-08",
                        "bankReference",
                        "ARN 7456 0000",
                        "reference",
                        "R-7"));
        facts.put("exchange", Map.of("reference", "E-3", "items", "1 × bol bleu"));
        return facts;
    }

    /// Nothing but whom it is about.
    static Map<String, @Nullable Object> few() {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        Map<String, @Nullable Object> parcel = new LinkedHashMap<>();
        parcel.put("number", "6A00000000000");
        parcel.put("carrier", null);
        parcel.put("link", null);
        facts.put("order", Map.of("number", "A-1001"));
        facts.put("parcel", parcel);
        facts.put("promiseDate", null);
        return facts;
    }
}
