package prevenance.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.console.access.Scope;
import prevenance.console.api.ApiRig.Answer;
import tools.jackson.databind.JsonNode;

/// The description of the API is what the API does.
@Timeout(120)
class OpenApiTest {
    private static final String HERE = "https://prevenance.example/openapi.json";

    private ApiRig rig;
    private JsonNode document;
    private SchemaRegistry schemas;

    @BeforeEach
    void open(@TempDir Path folder) {
        rig = new ApiRig(folder);
        Answer answer = rig.send("GET", "/openapi.json", null, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        document = answer.json();
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder ->
                        builder.schemas(java.util.Map.of(HERE, answer.response().body())));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionIsRoutedWithItsScope() {
        Set<String> described = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> described.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " "
                                + path.getKey() + " "
                                + operation.getValue().at("/security/0/token/0").asString())));
        Set<String> routed = new TreeSet<>();
        rig.api
                .operations()
                .forEach(operation -> routed.add(operation.method() + " " + operation.path() + " "
                        + operation.scope().word()));
        assertThat(described).isEqualTo(routed).hasSizeGreaterThan(15);
        Set<String> scopes = new TreeSet<>();
        routed.forEach(line -> scopes.add(line.substring(line.lastIndexOf(' ') + 1)));
        for (Scope scope : Scope.values()) {
            assertThat(scopes).as("a scope that opens nothing").contains(scope.word());
        }
    }

    @Test
    void theFiltersAreThoseDescribed() {
        for (Listing listing : List.of(
                Listings.ORDERS,
                Listings.PARCELS,
                Listings.FLAGS,
                Listings.MESSAGES,
                Listings.CASES,
                Listings.REFUNDS,
                Listings.EXCHANGES)) {
            List<String> described = new ArrayList<>();
            document.path("paths")
                    .path(listing.path())
                    .path("get")
                    .path("parameters")
                    .forEach(parameter -> described.add(parameter.path("name").asString()));
            assertThat(described).as(listing.path()).isEqualTo(listing.parameters());
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEverySchemaIsUsed() {
        Set<String> used = new TreeSet<>();
        document.findValues("$ref").forEach(ref -> used.add(ref.asString().replace("#/components/schemas/", "")));
        Set<String> defined = new TreeSet<>(document.at("/components/schemas").propertyNames());
        assertThat(used).isEqualTo(defined);
    }

    @Test
    void everyAnswerIsWhatItIsDescribedToBe() {
        rig.fill();
        int checked = 0;
        for (Operation operation : rig.api.operations()) {
            if (operation.method().equals("GET")) {
                Answer answer = rig.get(operation.path().replace("{id}", "1"));
                assertThat(answer.status()).as(operation.path()).isEqualTo(200);
                if (!operation.path().contains("{")) {
                    assertThat(answer.json().path("items").size())
                            .as("%s has something to check", operation.path())
                            .isPositive();
                }
                check(operation, answer);
                checked++;
            }
        }
        Answer known = rig.post("/orders", ApiRig.ORDER);
        check(operation("POST", "/orders"), known);
        Answer odd = rig.post(
                "/orders",
                ApiRig.ORDER.replace("camille@example.org", "no mail").replace("A-1001", "A-2"));
        assertThat(odd.status()).isEqualTo(201);
        assertThat(odd.json().path("warnings").size()).isEqualTo(1);
        check(operation("POST", "/orders"), odd);
        check(operation("POST", "/refunds"), rig.post("/refunds", """
            {"reference": "R-2", "order": "A-1001", "amount": 5, "triggeredAt": "2026-11-22"}
            """));
        check(operation("POST", "/exchanges"), rig.post("/exchanges", """
            {"reference": "E-2", "order": "A-1001", "carrier": "laposte", "trackingNumber": "6A00000000036",
             "shippedAt": "2026-11-22"}
            """));
        for (String act : List.of(
                "notes|{\"text\": \"x\"}", "assign|{\"owner\": \"alix\"}", "close|{\"reason\": \"REFUNDED\"}")) {
            String verb = act.substring(0, act.indexOf('|'));
            String version = rig.get("/cases/1").header("ETag");
            Answer answer = rig.post("/cases/1/" + verb, act.substring(act.indexOf('|') + 1), "If-Match", version);
            assertThat(answer.status()).as(verb).isEqualTo(200);
            check(operation("POST", "/cases/{id}/" + verb), answer);
        }
        assertThat(checked).isEqualTo(14);
    }

    @Test
    void aProblemIsWhatItIsDescribedToBe() {
        Schema problem = schema("Problem");
        for (Answer answer : List.of(
                rig.get("/orders/99"),
                rig.get("/nothing"),
                rig.get("/orders?limit=0"),
                rig.send("GET", "/orders", null, null),
                rig.send("DELETE", "/orders", rig.all, null),
                rig.post("/orders", "{}"),
                rig.post("/orders", "["))) {
            assertThat(answer.status()).isBetween(400, 499);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(problem.validate(answer.json()))
                    .as(answer.response().body())
                    .isEmpty();
            assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        }
    }

    @Test
    void aValidatorThatTakesAnythingWouldProveNothing() {
        assertThat(schema("Problem").validate(ApiRig.JSON.readTree("{\"type\": 1}")))
                .isNotEmpty();
        assertThat(schema("OrderPage").validate(ApiRig.JSON.readTree("{\"items\": [{}], \"next\": null}")))
                .isNotEmpty();
        assertThat(schema("OrderInput").validate(ApiRig.JSON.readTree(ApiRig.ORDER)))
                .isEmpty();
        assertThat(schema("OrderInput")
                        .validate(ApiRig.JSON.readTree(ApiRig.ORDER.replace("\"postcode\"", "\"postCode\""))))
                .isNotEmpty();
    }

    private Operation operation(String method, String path) {
        return rig.api.operations().stream()
                .filter(one -> one.method().equals(method) && one.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private void check(Operation operation, Answer answer) {
        String ref = document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(java.util.Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.status()))
                .at("/content/application~1json/schema/$ref")
                .asString();
        assertThat(ref).as("%s %s", operation, answer.response().body()).startsWith("#/components/schemas/");
        assertThat(schema(ref.replace("#/components/schemas/", "")).validate(answer.json()))
                .as(
                        "%s %s: %s",
                        operation.method(), operation.path(), answer.response().body())
                .isEmpty();
    }

    private Schema schema(String name) {
        return schemas.getSchema(SchemaLocation.of(HERE + "#/components/schemas/" + name));
    }
}
