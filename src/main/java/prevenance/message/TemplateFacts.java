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
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The facts of a message as templates see them: every name of [FactNames] is there, null when unknown; texts, numbers,
/// lists and maps only; dates are ISO dates or null; links are web addresses or null; long texts are cut, so that
/// nobody can fill a mail by filling a field.
final class TemplateFacts {
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
    // Words of closed lists; templates compare them and never print them.
    private static final Set<String> CODES = Set.of("cause", "reason", "blockedReason", "failedWhy");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]+");
    /// Signs that turn the direction of the text after them: a name could make the rest of a line read backwards.
    private static final Pattern TURNS = Pattern.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]");
    /// A name that is an address is somebody's advertisement, sent through us to a stranger.
    private static final Pattern ADDRESS = Pattern.compile("://|www\\.|@|\\.\\w{2,6}/", Pattern.CASE_INSENSITIVE);
    private static final int MOST_ENTRIES = 50;
    private static final int LONGEST = 200;
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_SPEECH = 1500;

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
        FactNames.SINGLE.forEach(name -> all.put(name, single(name, facts.get(name))));
        FactNames.GROUPS.forEach((name, members) -> place(all, name, group(name, find(facts, name), members)));
        FactNames.LISTS.forEach((name, members) -> {
            List<Object> list = new ArrayList<>();
            entries(find(facts, name)).forEach(entry -> list.add(group(name, entry, members)));
            place(all, name, list);
        });
        FactNames.WORDS.forEach(name -> place(
                all,
                name,
                entries(find(facts, name)).stream()
                        .map(entry -> text(String.valueOf(entry), LONGEST))
                        .filter(entry -> !entry.isEmpty())
                        .toList()));
        return all;
    }

    private Map<String, @Nullable Object> group(String of, @Nullable Object value, List<String> members) {
        Map<String, @Nullable Object> group = new LinkedHashMap<>();
        for (String member : members) {
            Object given = value instanceof Map<?, ?> map ? map.get(member) : null;
            group.put(member, single(of.startsWith("alert") && member.equals("since") ? "text" : member, given));
        }
        return group;
    }

    private static List<?> entries(@Nullable Object value) {
        return value instanceof List<?> list ? list.stream().limit(MOST_ENTRIES).toList() : List.of();
    }

    /// The value under a dotted name, null when any part of the way is missing.
    private static @Nullable Object find(Map<String, @Nullable Object> facts, String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return facts.get(name);
        }
        return facts.get(name.substring(0, dot)) instanceof Map<?, ?> map ? map.get(name.substring(dot + 1)) : null;
    }

    @SuppressWarnings("unchecked")
    private static void place(Map<String, @Nullable Object> all, String name, Object value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            all.merge(name, value, (one, other) -> {
                ((Map<String, Object>) one).putAll((Map<String, Object>) other);
                return one;
            });
            return;
        }
        Object parent = all.computeIfAbsent(name.substring(0, dot), key -> new LinkedHashMap<String, Object>());
        ((Map<String, Object>) parent).put(name.substring(dot + 1), value);
    }

    private @Nullable Object single(String name, @Nullable Object value) {
        if (value == null || value instanceof Map<?, ?> || value instanceof List<?>) {
            return null;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
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
        if (CODES.contains(name)) {
            return text.toLowerCase(Locale.ROOT).replace('-', '_').replaceFirst("^attempt\\.", "");
        }
        if (name.equals("foundAgain") || name.equals("awaitsReturn")) {
            return text.equals("true") || text.equals("1");
        }
        if (name.equals("name")) {
            String called = text(text, LONGEST_NAME);
            boolean forged = !clean && CONTROL.matcher(called).find();
            return !forged && ADDRESS.matcher(called).find() ? null : called;
        }
        return text(text, name.equals("text") || name.equals("detail") ? LONGEST_SPEECH : LONGEST);
    }

    private String text(String text, int longest) {
        String straight = TURNS.matcher(text).replaceAll("");
        String one = clean ? CONTROL.matcher(straight).replaceAll(" ") : straight;
        int points = one.codePointCount(0, one.length());
        return points <= longest ? one : one.substring(0, one.offsetByCodePoints(0, longest - 1)) + "…";
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
