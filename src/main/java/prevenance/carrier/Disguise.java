package prevenance.carrier;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final List<String> NAMES = List.of(
            "Camille Exemple", "Dominique Specimen", "Claude Invente", "Alex Muster", "Robin Fulano", "Sascha Jansen");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+%-]+@[\\w-]+(\\.[\\w-]+)+");
    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\w+])(\\+|00)[1-9][0-9](?:[ .()/-]?[0-9]){6,12}(?!\\w)|(?<!\\w)0[1-9](?:[ .-][0-9]{2}){4}(?!\\w)");
    private static final Pattern SIGNED =
            Pattern.compile("(?iu)(sign[eé]e? (?:par|de)|signed (?:for )?by|received by|re[cç]u par|remis [àa]"
                + " (?:m\\.|mme|mr)|unterschrieben von|empfangen von|firmado por|recibido por|getekend door|delivered"
                + " to (?:mr|mrs|ms))\\s*:?\\s+(?<who>\\p{L}[\\p{L}.' -]{1,60})");
    private static final Pattern LINK = Pattern.compile("(?<start>https?://[^\\s?\"'<>]+)\\?(?<query>[^\\s\"'<>]+)");
    private static final Pattern ENCODED = Pattern.compile("(data:[^,]*,)?[A-Za-z0-9+/=\\s_-]{200,}");

    private final OtherNumber numbers;
    private final String asked;
    /// What was replaced, longest first, so that a name goes before its parts.
    private final Map<String, String> replaced =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /// Personal parameters of links, as they are written there.
    private final Set<String> inLinks = new HashSet<>();

    private final Map<String, Replacement> told = new LinkedHashMap<>();
    private final Map<PersonalKind, Integer> counts = new LinkedHashMap<>();

    /// Something that was replaced.
    ///
    /// @param where  the path of its first field
    /// @param kind   in words
    /// @param by     what stands there now
    /// @param times  in how many fields of that path
    private record Replacement(String where, String kind, String by, int times) {}

    Disguise(CarrierDefinition definition, TrackingNumber number) {
        numbers = new OtherNumber(definition);
        asked = number.value();
        replaced.put(asked, numbers.of(number).value());
        told.put("", new Replacement("every place", "the number asked", replaced.get(asked), 1));
    }

    /// The number that stands for the one asked.
    TrackingNumber number() {
        return numbers.of(new TrackingNumber(asked));
    }

    /// The values that must not be found in the result.
    List<String> originals() {
        return List.copyOf(replaced.keySet());
    }

    /// What was replaced, for people, without the values themselves.
    List<String> told() {
        return told.values().stream()
                .map(each -> each.kind() + " at " + (each.where().isEmpty() ? "the whole reply" : each.where())
                        + (each.times() > 1 ? " (" + each.times() + " times)" : "") + ": now " + each.by())
                .toList();
    }

    /// The whole reply in disguise.
    String of(String text) {
        Map<List<String>, Map<String, String>> whole = new LinkedHashMap<>();
        ReplyLeaves.rewrite(text, (path, value) -> {
            String now = learn(path, value);
            if (!now.equals(value)) {
                whole.computeIfAbsent(path, _ -> new LinkedHashMap<>()).put(value, now);
            }
            return value;
        });
        return ReplyLeaves.rewrite(
                text,
                (path, value) -> clean(
                        path,
                        Optional.ofNullable(whole.get(path))
                                .map(values -> values.get(value))
                                .orElse(value)));
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

    /// What is to stand in the place of a whole value, when it is personal by its field or its form.
    private String learn(List<String> path, String value) {
        if (ENCODED.matcher(value).matches()) {
            return tell(path, "encoded image or document", value, "c3BlY2ltZW4=");
        }
        for (Matcher link = LINK.matcher(value); link.find(); ) {
            Stream.of(link.group("query").split("&", -1))
                    .filter(pair -> PersonalKind.of(List.of(nameOf(pair))).isPresent())
                    .map(Disguise::valueOf)
                    .filter(given -> given.length() >= SHORTEST)
                    .forEach(inLinks::add);
        }
        for (Matcher found = EMAIL.matcher(value); found.find(); ) {
            tell(path, "e-mail", found.group(), "camille" + next(PersonalKind.EMAIL) + "@example.org");
        }
        for (Matcher found = PHONE.matcher(value); found.find(); ) {
            tell(path, "phone", found.group(), phone());
        }
        for (Matcher found = SIGNED.matcher(value); found.find(); ) {
            name(path, found.group("who").strip());
        }
        return PersonalKind.of(path).map(kind -> learn(path, kind, value)).orElse(value);
    }

    private String learn(List<String> path, PersonalKind kind, String value) {
        if (value.isBlank() || value.equalsIgnoreCase(asked)) {
            return value;
        }
        return switch (kind) {
            case DATE -> value;
            case IMAGE -> tell(path, kind.word(), value, "specimen");
            case EMAIL -> value.contains("@") ? value : tell(path, kind.word(), value, "camille@example.org");
            case PHONE ->
                value.chars().filter(Character::isDigit).count() < 5 ? value : tell(path, kind.word(), value, phone());
            case POSTCODE -> {
                String region = postcode(value);
                yield region.equals(value) || value.length() < SHORTEST
                        ? value
                        : tell(path, kind.word(), value, region);
            }
            case PLACE_ON_EARTH -> tell(path, kind.word(), value, "0");
            case SECRET -> tell(path, kind.word(), value, "0000");
            case STREET -> tell(path, kind.word(), value, next(kind) + " rue de l'Exemple");
            case REFERENCE -> tell(path, kind.word(), value, reference(value));
            case NAME -> name(path, value);
            case NUMBER -> otherNumber(path, value);
        };
    }

    private String otherNumber(List<String> path, String value) {
        boolean shaped = value.length() >= UNMISTAKABLE
                && value.matches("[A-Za-z0-9 .-]{8,40}")
                && value.chars().filter(Character::isDigit).count() >= 5;
        return shaped
                ? tell(
                        path,
                        PersonalKind.NUMBER.word(),
                        value,
                        numbers.of(new TrackingNumber(value)).value())
                : value;
    }

    private String name(List<String> path, String value) {
        if (value.length() < 2 || value.chars().noneMatch(Character::isLetter)) {
            return value;
        }
        String by = replaced.get(value);
        if (by == null) {
            int n = next(PersonalKind.NAME);
            by = NAMES.get((n - 1) % NAMES.size()) + (n > NAMES.size() ? " " + n : "");
        }
        tell(path, PersonalKind.NAME.word(), value, by);
        for (String part : value.split("[^\\p{L}'-]+")) {
            if (part.length() >= SHORTEST) {
                replaced.putIfAbsent(part, "Exemple");
            }
        }
        return by;
    }

    /// A reference that is a number stays one.
    private String reference(String value) {
        int n = next(PersonalKind.REFERENCE);
        return value.matches("[1-9][0-9]{3,17}")
                ? String.valueOf(9L * (long) Math.pow(10, value.length() - 1.0) + n)
                : String.format("REF%04d", n);
    }

    private String phone() {
        return String.format("+33 1 99 00 00 %02d", next(PersonalKind.PHONE) % 100);
    }

    private int next(PersonalKind kind) {
        return counts.merge(kind, 1, Integer::sum);
    }

    private String tell(List<String> path, String kind, String value, String by) {
        String known = replaced.get(value);
        String now = known == null ? by : known;
        if (value.length() >= SHORTEST) {
            replaced.putIfAbsent(value, now);
        }
        told.merge(
                String.join(".", path) + "\u0000" + kind,
                new Replacement(String.join(".", path), kind, now, 1),
                (one, _) -> new Replacement(one.where(), one.kind(), one.by(), one.times() + 1));
        return now;
    }

    /// A value without anything that was replaced elsewhere.
    private String clean(List<String> path, String value) {
        String now = LINK.matcher(value)
                .replaceAll(
                        link -> Matcher.quoteReplacement(link.group("start") + "?" + withoutKeys(link.group("query"))));
        for (Map.Entry<String, String> each : replaced.entrySet()) {
            if (!now.equals(each.getValue())) {
                now = found(each.getKey()).matcher(now).replaceAll(Matcher.quoteReplacement(each.getValue()));
            }
        }
        for (String original : replaced.keySet()) {
            if (found(original).matcher(now).find()) {
                // What was invented holds by chance what was to go.
                tell(path, "what could not be told apart", value, "x");
                return "x";
            }
        }
        return now;
    }

    /// A link's parameters without keys, and without what is personal by its name, here or in another link.
    private String withoutKeys(String query) {
        return Stream.of(query.split("&", -1))
                .map(pair -> {
                    String given = valueOf(pair);
                    boolean kept = given.isEmpty()
                            || given.equalsIgnoreCase(asked)
                            || given.length() < UNMISTAKABLE && !inLinks.contains(given);
                    return kept ? pair : nameOf(pair) + "=x";
                })
                .collect(Collectors.joining("&"));
    }

    private static String nameOf(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }

    private static String valueOf(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : pair.substring(equals + 1);
    }

    /// Where a value stands in a text: as a word, or, when it is long, anywhere; a number also with blanks and dashes.
    static Pattern found(String value) {
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
