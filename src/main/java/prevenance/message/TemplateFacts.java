package prevenance.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The facts of a message as templates see them: every name they may use is there, null when unknown; texts, numbers,
/// lists and maps only; dates are ISO dates or null; links are web addresses or null.
final class TemplateFacts {
    private static final Map<String, List<String>> GROUPS = Map.of(
            "customer", List.of("name"),
            "order", List.of("number"),
            "parcel", List.of("number", "carrier", "link", "items", "service", "leg"),
            "attempt", List.of("date", "count", "reason"),
            "pickup", List.of("place", "untilDate"),
            "delivered", List.of("date", "how"),
            "refund",
                    List.of(
                            "amountText",
                            "amountMinor",
                            "currency",
                            "means",
                            "triggeredDate",
                            "showByDate",
                            "bankReference",
                            "reference"),
            "exchange", List.of("reference", "items"),
            "page", List.of("link", "stopLink", "choiceLink", "refundLink"),
            "survey", List.of("link"));
    private static final List<String> SINGLE = List.of(
            "promiseDate",
            "estimatedDate",
            "since",
            "lastPlace",
            "cause",
            "nextUpdateDate",
            "decisionDate",
            "caseNumber");
    private static final List<String> OTHER_PARCEL = List.of("number", "carrier", "status");
    // By the first word of a milestone or of a status; what is not listed is not told.
    private static final Map<String, String> MILESTONES = Map.ofEntries(
            Map.entry("PRE", "announced"),
            Map.entry("ANNOUNCED", "announced"),
            Map.entry("ACCEPTED", "moving"),
            Map.entry("IN", "moving"),
            Map.entry("TRANSIT", "moving"),
            Map.entry("CUSTOMS", "moving"),
            Map.entry("OUT", "out"),
            Map.entry("ATTEMPT", "attempted"),
            Map.entry("AVAILABLE", "waiting"),
            Map.entry("PICKUP", "waiting"),
            Map.entry("RETURNING", "returning"),
            Map.entry("RETURNED", "returning"),
            Map.entry("RETURN", "returning"),
            Map.entry("DELIVERED", "delivered"));
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]+");
    private static final int MOST_PARCELS = 50;

    private final ZoneId zone;
    private final boolean clean;

    private TemplateFacts(ZoneId zone, boolean clean) {
        this.zone = zone;
        this.clean = clean;
    }

    /// @param clean whether control characters become spaces; not in a subject, where they must be noticed
    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> facts, ZoneId zone, boolean clean) {
        return new TemplateFacts(zone, clean).all(facts);
    }

    private Map<String, @Nullable Object> all(Map<String, @Nullable Object> facts) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        facts.forEach((name, value) -> all.put(name, plain(name, value)));
        SINGLE.forEach(name -> all.putIfAbsent(name, null));
        GROUPS.forEach((name, members) -> all.put(name, group(facts.get(name), members)));
        List<Object> parcels = new ArrayList<>();
        if (facts.get("otherParcels") instanceof List<?> list) {
            list.stream().limit(MOST_PARCELS).forEach(parcel -> parcels.add(group(parcel, OTHER_PARCEL)));
        }
        all.put("otherParcels", parcels);
        return all;
    }

    private Map<String, @Nullable Object> group(@Nullable Object value, List<String> members) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        members.forEach(member -> group.put(member, null));
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, member) -> group.put(String.valueOf(name), plain(String.valueOf(name), member)));
        }
        return group;
    }

    private @Nullable Object plain(String name, @Nullable Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            return group(map, List.of());
        }
        if (value instanceof List<?> list) {
            List<Object> plain = new ArrayList<>();
            list.stream().limit(MOST_PARCELS).forEach(item -> {
                Object one = plain(name, item);
                plain.add(one == null ? "" : one);
            });
            return plain;
        }
        String text = String.valueOf(value).strip();
        if (text.isEmpty()) {
            return null;
        }
        if (name.endsWith("Date") || name.equals("date") || name.equals("since")) {
            return date(text);
        }
        if (name.equals("link") || name.endsWith("Link") || name.equals("url")) {
            return WebAddress.isSafe(text) ? text : null;
        }
        if (name.equals("means")) {
            return text.toUpperCase(Locale.ROOT).replace('-', '_');
        }
        if (name.equals("status")) {
            return MILESTONES.get(text.toUpperCase(Locale.ROOT).replaceFirst("[._].*$", ""));
        }
        if (name.equals("cause") || name.equals("reason")) {
            return text.toLowerCase(Locale.ROOT).replace('-', '_').replaceFirst("^attempt\\.", "");
        }
        return clean ? CONTROL.matcher(text).replaceAll(" ") : text;
    }

    private @Nullable String date(String text) {
        try {
            return text.length() > 10 && text.endsWith("Z")
                    ? LocalDate.ofInstant(Instant.parse(text), zone).toString()
                    : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text)
                            .toString();
        } catch (DateTimeException _) {
            return null;
        }
    }
}
