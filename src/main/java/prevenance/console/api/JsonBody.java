package prevenance.console.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A JSON object of a request, read strictly: only known members, each of its own type; everything wrong is collected.
final class JsonBody {
    private static final int DEEPEST = 16;
    private static final int LONGEST_TEXT = 20_000;
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(40)
                            .maxNameLength(200)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode node;
    private final String pointer;
    private final List<ApiProblem.Fault> faults;
    private final Set<String> known = new HashSet<>();

    private JsonBody(JsonNode node, String pointer, List<ApiProblem.Fault> faults) {
        this.node = node;
        this.pointer = pointer;
        this.faults = faults;
    }

    /// Parses the bytes of a request.
    ///
    /// @throws ApiProblem when they are no JSON, or nested too deeply
    static JsonNode parse(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException | NumberFormatException unreadable) {
            // Its message may quote the body.
            throw ApiProblem.badRequest("The body is no JSON that is read here: one object, at most " + DEEPEST
                    + " levels deep, no member twice, no text above " + LONGEST_TEXT + " characters.");
        }
    }

    static JsonBody of(JsonNode node) {
        if (!node.isObject()) {
            throw ApiProblem.badRequest("The body is no JSON object.");
        }
        return new JsonBody(node, "", new ArrayList<>());
    }

    /// A text; empty when absent or null.
    Optional<String> text(String name) {
        return text(name, false);
    }

    /// A text, or a number as it would be written.
    Optional<String> amount(String name) {
        return text(name, true);
    }

    private Optional<String> text(String name, boolean orNumber) {
        JsonNode value = member(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value.isString()) {
            return Optional.of(value.stringValue());
        }
        if (orNumber && value.isNumber()) {
            BigDecimal number = value.decimalValue();
            // A number of a hundred digits after "1e99" would be written out.
            if (Math.abs(number.scale()) <= 40) {
                return Optional.of(number.toPlainString());
            }
        }
        fault(name, orNumber ? "is neither a text nor a plain number" : "is no text", "write it in quotes");
        return Optional.empty();
    }

    /// Objects in a list; empty when absent.
    List<JsonBody> objects(String name, int most) {
        JsonNode value = member(name);
        List<JsonBody> objects = new ArrayList<>();
        if (value == null) {
            return objects;
        }
        if (!value.isArray() || value.size() > most) {
            fault(name, "is no list of at most " + most, "");
            return objects;
        }
        for (JsonNode item : value) {
            String at = at(name) + "/" + objects.size();
            if (!item.isObject()) {
                faults.add(new ApiProblem.Fault(at, "is no object", ""));
                return objects;
            }
            objects.add(new JsonBody(item, at, faults));
        }
        return objects;
    }

    /// Whether the member is there, be it null.
    boolean has(String name) {
        known.add(name);
        return node.has(name);
    }

    void fault(String name, String detail, String remedy) {
        faults.add(new ApiProblem.Fault(at(name), detail, remedy));
    }

    /// Everything that was looked for has been; what else is there is a mistake.
    JsonBody rejectUnknown() {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!known.contains(member.getKey())) {
                fault(
                        member.getKey(),
                        "is not known",
                        "known here: "
                                + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return this;
    }

    /// @throws ApiProblem with everything that was found wrong
    void throwIfAny() {
        if (!faults.isEmpty()) {
            throw ApiProblem.invalid(faults);
        }
    }

    /// The pointer of a member.
    String at(String name) {
        return pointer + "/" + name.replace("~", "~0").replace("/", "~1");
    }

    private @Nullable JsonNode member(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
