package prevenance.carrier;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import prevenance.tracking.TrackingNumber;

/// A reply in which nothing says any more whose parcel it is: what is personal is replaced by something invented of the
/// same form, the same everywhere. What is left in the words of a statement by chance is found only when it stands in a
/// field of its own too, or has a form of its own (e-mail, phone, "signed by …"): read the result before you give it
/// on.
final class Disguise {
    /// Shorter values are replaced in their own field only: in other texts they would be found by chance.
    private static final int SHORTEST = 4;
    /// Longer ones are found inside of words too.
    private static final int UNMISTAKABLE = 8;

    private static final Pattern EMAIL = Pattern.compile("[\\w.+%-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern PHONE = Pattern.compile("(?<![\\w+])(\\+|00)[1-9][0-9](?:[ .()/-]?[0-9]){6,12}(?!\\w)"
            + "|(?<!\\w)0[1-9](?:[ .-][0-9]{2}){4}(?!\\w)");
    private static final Pattern SIGNED = Pattern.compile("(?iu)(sign[eé]e? (?:par|de)|signed (?:for )?by|received by"
            + "|re[cç]u par|remis [àa] (?:m\\.|mme|mr)|unterschrieben von|empfangen von|firmado por|recibido por"
            + "|getekend door|delivered to (?:mr|mrs|ms))\\s*:?\\s+(?<who>\\p{L}[\\p{L}.' -]{1,60})");
    private static final Pattern LINK = Pattern.compile("(?<start>https?://[^\\s?\"'<>]+)\\?(?<query>[^\\s\"'<>]+)");
    private static final Pattern ENCODED = Pattern.compile("(data:[^,]*,)?[A-Za-z0-9+/=\\s_-]{200,}");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]{2,})\"|'([^']{2,})'");

    private final OtherNumber numbers;
    private final String asked;
    private final Set<String> kept;
    private final Invention invention = new Invention();
    /// What is replaced by what, longest first, so that a name goes before its parts.
    private final Map<String, String> replaced =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /// The fields whose whole value is replaced, by path and value.
    private final Set<List<String>> whole = new HashSet<>();

    /// Personal parameters of links, as they are written there: links carry the postcode that the recipient would type.
    private final Set<String> inLinks = new HashSet<>();

    private final Map<String, Finding> found = new LinkedHashMap<>();

    private record Finding(String where, String kind, String value, int times) {}

    /// @param trial the real reply as it was read: what is taken for a place or a pickup point is nobody's
    Disguise(CarrierDefinition definition, TrackingNumber number, CarrierTrial trial) {
        numbers = new OtherNumber(definition);
        asked = number.value();
        kept = kept(definition, trial);
        replaced.put(asked, numbers.of(number).value());
        found.put("", new Finding("every place", "the number asked", asked, 1));
    }

    /// What the definition itself names, and what it reads as a place.
    private static Set<String> kept(CarrierDefinition definition, CarrierTrial trial) {
        Set<String> kept = new HashSet<>();
        // Records print their parts, and a path prints its source.
        for (Matcher literal = LITERAL.matcher(definition.reply().toString()); literal.find(); ) {
            kept.add(literal.group(1) == null ? literal.group(2) : literal.group(1));
        }
        if (trial.outcome() instanceof PollOutcome.Answered(CarrierReport report)) {
            report.history().events().forEach(event -> {
                kept.add(String.valueOf(event.place()));
                kept.add(event.carrierCode());
            });
            kept.add(String.valueOf(report.pickupPlace()));
        }
        return kept;
    }

    /// The number that stands for the one asked.
    TrackingNumber number() {
        return numbers.of(new TrackingNumber(asked));
    }

    /// What was replaced, for people, without the values themselves.
    List<String> told() {
        return found.values().stream()
                .map(each -> each.kind() + " at " + (each.where().isEmpty() ? "the whole reply" : each.where())
                        + (each.times() > 1 ? " (" + each.times() + " times)" : "") + ": now "
                        + replaced.getOrDefault(each.value(), "x"))
                .toList();
    }

    /// The whole reply in disguise.
    String of(String text) {
        ReplyLeaves.rewrite(text, (path, value) -> {
            learn(path, value);
            return value;
        });
        replaced.replaceAll((original, by) -> holdsAny(by) ? invention.other(this::holdsAny) : by);
        return ReplyLeaves.rewrite(
                text,
                (path, value) ->
                        clean(path, whole.contains(place(path, value)) ? replaced.getOrDefault(value, value) : value));
    }

    private boolean holdsAny(String text) {
        return replaced.keySet().stream()
                .anyMatch(original -> original.length() >= SHORTEST
                        && pattern(original).matcher(text).find());
    }

    private static List<String> place(List<String> path, String value) {
        return List.of(String.join(".", path), value);
    }

    /// A postcode in disguise: its beginning says the region, the rest is zeros.
    static String postcode(String postcode) {
        StringBuilder region = new StringBuilder();
        for (int i = 0; i < postcode.length(); i++) {
            char c = postcode.charAt(i);
            region.append(i < 2 || !Character.isLetterOrDigit(c) ? c : Character.isDigit(c) ? '0' : 'A');
        }
        return region.toString();
    }

    /// Remembers what in a value is personal, by its form or by its field.
    private void learn(List<String> path, String value) {
        if (ENCODED.matcher(value).matches()) {
            remember(path, "encoded image or document", value, "c3BlY2ltZW4=");
            return;
        }
        for (Matcher link = LINK.matcher(value); link.find(); ) {
            for (String pair : link.group("query").split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0
                        && pair.length() - equals > SHORTEST
                        && PersonalKind.of(List.of(pair.substring(0, equals))).isPresent()) {
                    inLinks.add(pair.substring(equals + 1));
                }
            }
        }
        for (Matcher one = EMAIL.matcher(value); one.find(); ) {
            remember(path, "e-mail", one.group(), invention.email());
        }
        for (Matcher one = PHONE.matcher(value); one.find(); ) {
            remember(path, "phone", one.group(), invention.phone());
        }
        for (Matcher one = SIGNED.matcher(value); one.find(); ) {
            name(path, one.group("who").strip());
        }
        boolean telling = value.length() > 1
                && !value.equalsIgnoreCase(asked)
                && !value.matches("(?i)true|false|yes|no|none|null|unknown|n/?a|[0-9]|https?://.*")
                && !kept.contains(value)
                && kept.stream().noneMatch(each -> value.length() >= SHORTEST && each.contains(value));
        if (telling && isPart(value)) {
            int part = asked.indexOf(value);
            remember(path, "part of the number asked", value, number().value().substring(part, part + value.length()));
        } else if (telling) {
            PersonalKind.of(path).ifPresent(kind -> field(path, kind, value));
        }
    }

    /// Some carriers answer with the number without its check digit, or are asked with a postcode behind it.
    private boolean isPart(String value) {
        return value.length() >= UNMISTAKABLE
                && asked.contains(value)
                && value.chars().filter(Character::isDigit).count() >= 5;
    }

    private void field(List<String> path, PersonalKind kind, String value) {
        switch (kind) {
            case DATE -> {}
            case IMAGE -> remember(path, kind.word(), value, "specimen");
            case EMAIL -> {
                if (!value.contains("@")) {
                    remember(path, kind.word(), value, invention.email());
                }
            }
            case PHONE -> {
                if (value.chars().filter(Character::isDigit).count() > 4) {
                    remember(path, kind.word(), value, invention.phone());
                }
            }
            case POSTCODE -> {
                String region = postcode(value);
                if (!region.equals(value) && value.length() >= SHORTEST) {
                    remember(path, kind.word(), value, region);
                }
            }
            case PLACE_ON_EARTH -> remember(path, kind.word(), value, "0");
            case SECRET -> remember(path, kind.word(), value, "0000");
            case STREET -> remember(path, kind.word(), value, invention.street());
            case REFERENCE -> remember(path, kind.word(), value, invention.reference(value));
            case NAME -> name(path, value);
            case NUMBER -> otherNumber(path, value);
        }
    }

    private void otherNumber(List<String> path, String value) {
        boolean shaped = value.length() >= UNMISTAKABLE
                && value.matches("[A-Za-z0-9 .-]{8,40}")
                && value.chars().filter(Character::isDigit).count() >= 5;
        if (shaped && !pattern(asked).matcher(value).find()) {
            remember(
                    path,
                    PersonalKind.NUMBER.word(),
                    value,
                    numbers.of(new TrackingNumber(value)).value());
        }
    }

    private void name(List<String> path, String value) {
        if (value.chars().noneMatch(Character::isLetter)) {
            return;
        }
        remember(path, PersonalKind.NAME.word(), value, invention.name());
        for (String part : value.split("[^\\p{L}'-]+", -1)) {
            if (part.length() >= SHORTEST && !kept.contains(part)) {
                replaced.putIfAbsent(part, "Exemple");
            }
        }
    }

    private void remember(List<String> path, String kind, String value, String by) {
        replaced.putIfAbsent(value, by);
        whole.add(place(path, value));
        found.merge(
                String.join(".", path) + "\u0000" + kind,
                new Finding(String.join(".", path), kind, value, 1),
                (one, _) -> new Finding(one.where(), one.kind(), one.value(), one.times() + 1));
    }

    /// A value without anything that was replaced elsewhere.
    private String clean(List<String> path, String value) {
        String now = LINK.matcher(value)
                .replaceAll(
                        link -> Matcher.quoteReplacement(link.group("start") + "?" + withoutKeys(link.group("query"))));
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            if (each.getKey().length() >= SHORTEST && !now.equals(each.getValue())) {
                now = pattern(each.getKey()).matcher(now).replaceAll(Matcher.quoteReplacement(each.getValue()));
            }
        }
        if (holdsAny(now)) {
            found.put(
                    String.join(".", path) + "\u0000",
                    new Finding(String.join(".", path), "what could not be told apart", value, 1));
            return "x";
        }
        return now;
    }

    /// A link's parameters without keys, and without what is personal by its name, here or in another link.
    private String withoutKeys(String query) {
        List<String> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String given = pair.substring(equals + 1);
            boolean harmless = equals < 0
                    || given.length() < UNMISTAKABLE && !inLinks.contains(given)
                    || given.equalsIgnoreCase(asked);
            pairs.add(harmless ? pair : pair.substring(0, equals + 1) + "x");
        }
        return String.join("&", pairs);
    }

    /// Where a value stands in a text: as a word, or, when it is long, anywhere; a number also with blanks and dashes.
    private static Pattern pattern(String value) {
        boolean number = value.matches("(?=.*[0-9].*[0-9].*[0-9].*[0-9])[A-Za-z0-9]{8,}");
        String pattern = number
                ? String.join(
                        "[ .-]?", value.chars().mapToObj(Character::toString).toList())
                : Pattern.quote(value);
        boolean anywhere = value.length() >= UNMISTAKABLE;
        return Pattern.compile(
                anywhere ? pattern : "(?<![\\p{L}\\p{N}])" + pattern + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
