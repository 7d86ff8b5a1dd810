package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import prevenance.config.Problems;
import prevenance.tracking.TrackingStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// carriers/carrier.schema.json, by which editors complete and check, says what the reader of definitions says.
class CarrierSchemaTest {
    private static final Path FOLDER = Path.of("carriers");
    private static final Path FILE = FOLDER.resolve("carrier.schema.json");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final JsonNode SCHEMA = JSON.readTree(FILE.toFile());

    /// Sound, and with every key that has no place in the others below.
    private static final String SOUND = """
        code: example
        name: Example
        other-names: [Exemple]
        zone: Europe/Paris
        customer-page: https://example.org/{number}
        facts: { checked: 2026-11-22, sources: [invented], unconfirmed: [all] }
        numbers:
          - name: ten digits
            pattern: '(?<serial>[0-9]{9})(?<check>[0-9])'
            check: { algorithm: mod10, weights: [3, 1], from-right: true, plus: 0 }
            shared-with: [other]
            valid: ["1000000007"]
            invalid: ["1000000008"]
        credentials:
          user: { description: A name, required: true, instead-of: [other] }
          other: { description: Another }
        settings:
          account: { description: A number, default: "0" }
        language: en
        languages: [en, fr]
        environments: { production: "https://api.example.org" }
        request:
          method: POST
          path: /track
          query: { lang: "{language}" }
          xml-query: { document: '<a>{language}</a>' }
          headers: { Accept: application/json }
          needs: [country]
          body: { type: json, content-type: application/json, template: '[{numbers}]', fields: { a: b }, xml-fields: { c: d } }
        batch: { size: 2, join: ",", item: '"{number}"' }
        auth: { kind: basic, user: "{credentials.user}", password: "{credentials.user}" }
        signature: { algorithm: hmac-sha-256, key: "{credentials.user}", parts: ["{body}"], separator: "", output: base64 }
        limits:
          - { requests: 1, per: 1s, source: a page, checked: 2026-11-22 }
          - { requests: 1, per: 1h, unconfirmed: nobody says }
        in-flight: 2
        timeout: 20s
        reply:
          format: json
          outcomes:
            - { status: [404, 5xx], when: a, text: b, outcome: not-found, detail: c, because: d }
          items: parcels
          number: id
          item-outcomes: [{ when: error, outcome: not-found }]
          absent: not-found
          shipped-at: [{ value: since }]
          service: kind
          events: events
          event:
            code: code
            keys: [code]
            text: text
            time: [{ value: at, patterns: [iso], offset: zone, zone: Europe/Paris }]
            place: town
            country: land
            drop: planned
            drop-undated: true
          status:
            tables: [statuses.csv]
            text: [{ match: LOST, status: exc.lost_declared, language: en, informational: false }]
            entry-keys: state
            refine:
              - { from: ["delivered.*"], code: [D], match: BACK, when: back, status: return.arrived, informational: false }
          estimated-delivery: [{ value: eta }]
          promised-delivery: [{ value: eta }]
          proof-of-delivery: proof
          pickup-place: shop
          pickup-until: [{ value: until }]
          customer-page: page
        """;

    private static final Map<String, String> OTHER_WAYS = Map.of("oauth2", """
        auth:
          kind: oauth2
          url: /token
          grant: client-credentials
          client-id: a
          client-secret: b
          client: form
          fields: { scope: all }
          headers: { x: y }
          token: access_token
          expires-in: expires_in
          lifetime: 10m
          margin: 1m
          throttled-status: [403]
          penalty: 10m
          refused-when: error
          sent-as: { Authorization: "Bearer {token}" }
        """, "registration", """
        registration:
          request:
            path: /register
            query: { a: b }
            xml-query: { a: b }
            headers: { a: b }
            body: { type: json, template: '[{numbers}]', fields: { a: b }, xml-fields: { c: d } }
          batch: { size: 2, item: '"{number}"', join: "," }
          limits: [{ requests: 1, per: 1s, source: a page, checked: 2026-11-22 }]
          first-look: 5m
          reply:
            format: json
            outcomes: [{ status: 500, outcome: throttled, wait: 1h }]
            items: accepted
            number: number
            item-outcomes: [{ when: number, outcome: already-registered }]
            reference: id
        """, "login", """
        auth:
          kind: login
          url: /token
          method: POST
          query: { a: b }
          xml-query: { a: <b/> }
          headers: { x: y }
          body: { type: form, fields: { a: b }, xml-fields: { c: <d/> } }
          format: json
          token: token
          expires-at: until
        """);

    @TempDir
    Path home;

    private final Schema schema = SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()))
            .getSchema(SCHEMA);

    private List<Error> errors(String yaml) {
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(JSON.<JsonNode>valueToTree(tree));
    }

    private Path write(String yaml) {
        Path folder = home.resolve("example");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("carrier.yaml"), yaml);
            Files.writeString(
                    folder.resolve("statuses.csv"), "key,status,flags,meaning\nD,delivered.recipient,,Delivered\n");
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return folder;
    }

    private static String with(String auth) {
        return SOUND.replaceFirst("(?m)^auth: .*$", auth.strip());
    }

    @Test
    void everyShippedDefinitionPassesAndNamesTheSchemaInItsFirstLine() throws IOException {
        try (Stream<Path> files = Files.find(FOLDER, 2, (file, _) -> file.endsWith("carrier.yaml"))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                assertThat(errors(text)).as(file.toString()).isEmpty();
                assertThat(text)
                        .as("%s: mend it with sed -i '1i %s' %s", file, CarrierSkeleton.SCHEMA_LINE, file)
                        .startsWith(CarrierSkeleton.SCHEMA_LINE + "\n");
            }
        }
    }

    @Test
    void itsKeysAreExactlyThoseThatTheReaderAsksFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        Problems problems = new Problems();
        asked.addAll(DefinitionReader.asked(write(SOUND), problems));
        for (String auth : OTHER_WAYS.values()) {
            asked.addAll(DefinitionReader.asked(write(with(auth)), problems));
        }
        try (Stream<Path> files = Files.find(FOLDER, 2, (file, _) -> file.endsWith("carrier.yaml"))) {
            files.forEach(
                    file -> asked.addAll(DefinitionReader.asked(Objects.requireNonNull(file.getParent()), problems)));
        }
        assertThat(problems.list()).isEmpty();
        Set<String> askedInItsWords = new TreeSet<>();
        asked.forEach(path -> askedInItsWords.add(inItsWords(path)));
        Set<String> known = new TreeSet<>();
        keys(SCHEMA, "", known);
        assertThat(askedInItsWords).containsExactlyInAnyOrderElementsOf(known);
    }

    /// A path as [#keys] writes it: names that a definition's writer chooses become `*`.
    private static String inItsWords(String path) {
        StringBuilder words = new StringBuilder();
        JsonNode node = SCHEMA;
        for (String part : path.split("\\.", -1)) {
            boolean list = part.endsWith("[]");
            String key = list ? part.substring(0, part.length() - 2) : part;
            words.append(words.isEmpty() ? "" : ".");
            if (node.path("properties").has(key)) {
                node = resolved(node.path("properties").path(key));
                words.append(part);
            } else if (node.path("additionalProperties").isObject()) {
                node = resolved(node.path("additionalProperties"));
                words.append('*');
            } else {
                return path + " (not in the schema)";
            }
            node = list ? resolved(node.path("items")) : node;
        }
        return words.toString();
    }

    private static void keys(JsonNode node, String at, Set<String> keys) {
        String before = at.isEmpty() ? "" : at + ".";
        node.path("properties").properties().forEach(entry -> {
            keys.add(before + entry.getKey());
            keys(resolved(entry.getValue()), before + entry.getKey(), keys);
        });
        if (node.path("additionalProperties").isObject()) {
            keys.add(before + "*");
            keys(resolved(node.path("additionalProperties")), before + "*", keys);
        }
        if (node.path("items").isObject()) {
            keys(resolved(node.path("items")), at + "[]", keys);
        }
    }

    private static JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : SCHEMA.at(reference.substring(1));
    }

    @Test
    void everyKeySaysWhatItIs() {
        Set<String> silent = new TreeSet<>();
        silent(SCHEMA, "", silent);
        SCHEMA.path("$defs").properties().forEach(entry -> silent(entry.getValue(), entry.getKey(), silent));
        assertThat(silent).isEmpty();
    }

    private static void silent(JsonNode node, String at, Set<String> silent) {
        node.path("properties").properties().forEach(entry -> {
            boolean said = !entry.getValue().path("description").asString("").isBlank()
                    || !resolved(entry.getValue())
                            .path("description")
                            .asString("")
                            .isBlank();
            if (!said) {
                silent.add(at + "." + entry.getKey());
            }
            silent(entry.getValue(), at + "." + entry.getKey(), silent);
        });
        if (node.path("items").isObject()) {
            silent(node.path("items"), at + "[]", silent);
        }
    }

    @Test
    void itsWordsAreThoseOfTheProgram() {
        assertThat(words(SCHEMA.at("/$defs/status/enum"))).isEqualTo(new TreeSet<>(TrackingStatus.wireNames()));
        assertThat(words(SCHEMA.at("/properties/numbers/items/properties/check/properties/algorithm/enum")))
                .isEqualTo(kebab(CheckDigit.Algorithm.values()));
        assertThat(words(SCHEMA.at("/properties/auth/properties/kind/enum")))
                .isEqualTo(kebab(AuthRecipe.Kind.values()));
        assertThat(words(SCHEMA.at("/properties/auth/properties/grant/enum")))
                .isEqualTo(kebab(AuthRecipe.Grant.values()));
        assertThat(words(SCHEMA.at("/properties/signature/properties/algorithm/enum")))
                .isEqualTo(kebab(SignatureRecipe.Algorithm.values()));
        assertThat(words(SCHEMA.at("/$defs/outcome-rule/properties/outcome/enum")))
                .isEqualTo(kebab(OutcomeRule.OF_A_QUESTION.toArray(OutcomeRule.Word[]::new)));
        Set<String> registered = words(SCHEMA.at("/$defs/registration-rule/properties/outcome/enum"));
        registered.addAll(words(SCHEMA.at("/$defs/whole-registration-rule/properties/outcome/enum")));
        registered.addAll(words(SCHEMA.at("/$defs/outcome-rule/properties/outcome/enum")));
        assertThat(registered).isEqualTo(kebab(OutcomeRule.Word.values()));
        assertThat(words(SCHEMA.at("/$defs/body/properties/type/enum"))).isEqualTo(kebab(RequestRecipe.Type.values()));
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asString()));
        return words;
    }

    private static Set<String> kebab(Enum<?>[] constants) {
        Set<String> words = new TreeSet<>();
        for (Enum<?> constant : constants) {
            words.add(constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
        }
        return words;
    }

    @Test
    void theSoundExamplePassesBoth() {
        List<String> all = new java.util.ArrayList<>(List.of(SOUND));
        OTHER_WAYS.values().forEach(auth -> all.add(with(auth)));
        for (String each : all) {
            Problems problems = new Problems();
            DefinitionReader.read(write(each), problems);
            assertThat(problems.list()).isEmpty();
            assertThat(errors(each)).isEmpty();
        }
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("a key nobody knows", "timeout: 20s", "time-out: 20s"),
                Arguments.of("a key nobody knows, deep below", "place: town", "plaice: town"),
                Arguments.of("a required key is missing", "(?m)^name: .*\n", ""),
                Arguments.of("a required key of a list's entry is missing", "name: ten digits\n *", ""),
                Arguments.of("a text that is empty", "zone: Europe/Paris\n", "zone:\n"),
                Arguments.of("a list where a text belongs", "(?m)^name: .*", "name: [a, b]"),
                Arguments.of("a text where a group belongs", "batch: .*", "batch: 2"),
                Arguments.of("a text where a list belongs", "(?s)limits:.*in-flight", "limits: none\nin-flight"),
                Arguments.of("no status of ours", "status: exc.lost_declared", "status: lost"),
                Arguments.of("no beginning and no status", "delivered\\.\\*", "deliverd"),
                Arguments.of(
                        "a wait that waits for nothing",
                        "outcome: not-found, detail",
                        "outcome: not-found, wait: 1h, detail"),
                Arguments.of(
                        "an outcome of registrations", "outcome: not-found, detail", "outcome: registered, detail"),
                Arguments.of("another word", "format: json", "format: yaml"),
                Arguments.of("no length of time", "timeout: 20s", "timeout: soon"),
                Arguments.of("a number out of bounds", "size: 2", "size: 0"),
                Arguments.of("no number", "in-flight: 2", "in-flight: two"),
                Arguments.of("neither true nor false", "drop-undated: true", "drop-undated: perhaps"),
                Arguments.of("no day", "checked: 2026-11-22, sources", "checked: soon, sources"),
                Arguments.of("no address", "https://api.example.org", "api.example.org"),
                Arguments.of("no HTTP status", "5xx", "9xx"),
                Arguments.of("no regular expression", "match: LOST", "match: 'LOST('"),
                Arguments.of("a limit without source", ", source: a page, checked: 2026-11-22", ""),
                Arguments.of("no environment", "(?m)^environments: .*", "environments: {}"),
                Arguments.of("no number format", "(?s)numbers:.*credentials:", "numbers: []\ncredentials:"),
                Arguments.of("weights are missing", ", weights: \\[3, 1\\]", ""),
                Arguments.of("no second key", "needs: \\[country\\]", "needs: [mood]"),
                Arguments.of("a POST without body", "(?m)^  body: .*\n", ""),
                Arguments.of("a GET with a body", "method: POST", "method: GET"),
                Arguments.of("a document without template", ", template: '\\[\\{numbers\\}\\]'", ""),
                Arguments.of("basic without password", ", password: \"\\{credentials.user\\}\"", ""),
                Arguments.of("a keyed hash without key", "key: \"\\{credentials.user\\}\", ", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void whatOneRefusesTheOtherRefuses(String what, String sound, String replacement) {
        String broken = SOUND.replaceFirst(sound, replacement);
        assertThat(broken).as(what).isNotEqualTo(SOUND);
        Problems problems = new Problems();
        DefinitionReader.read(write(broken), problems);
        assertThat(problems.list()).as("the reader: %s", what).isNotEmpty();
        assertThat(errors(broken)).as("the schema: %s", what).isNotEmpty();
    }
}
