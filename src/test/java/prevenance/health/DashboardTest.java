package prevenance.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dashboard as Grafana 11 reads it (documentation, "Dashboard JSON model", read in November 2026).
class DashboardTest {
    private static final int COLUMNS = 24;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    private final JsonNode dashboard = read();

    private static JsonNode read() {
        try {
            return JsonMapper.shared()
                    .readTree(Files.readString(Path.of("src/main/dist/monitoring/prevenance-dashboard.json")));
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void itIsOfASchemaThatGrafanaReads() {
        assertThat(dashboard.get("schemaVersion").asInt())
                .as("that of Grafana 11")
                .isEqualTo(39);
        assertThat(dashboard.get("uid").asString()).matches("[a-zA-Z0-9_-]{1,40}");
        assertThat(dashboard.get("title").asString()).isNotBlank();
        assertThat(dashboard.propertyNames()).doesNotContain("__inputs", "id");
        assertThat(dashboard.get("time").propertyNames()).containsExactlyInAnyOrder("from", "to");
    }

    @Test
    void panelsLieBesideEachOtherAndFillTheirPlaceWithinTheWidth() {
        Map<String, Integer> taken = new HashMap<>();
        for (JsonNode panel : dashboard.get("panels")) {
            JsonNode place = panel.get("gridPos");
            int x = place.get("x").asInt();
            int y = place.get("y").asInt();
            assertThat(x).isNotNegative();
            assertThat(x + place.get("w").asInt()).as(title(panel)).isLessThanOrEqualTo(COLUMNS);
            assertThat(place.get("h").asInt()).as(title(panel)).isPositive();
            for (int column = x; column < x + place.get("w").asInt(); column++) {
                for (int row = y; row < y + place.get("h").asInt(); row++) {
                    assertThat(taken.putIfAbsent(
                                    column + "," + row, panel.get("id").asInt()))
                            .as("%s lies over another at %d,%d", title(panel), column, row)
                            .isNull();
                }
            }
        }
        assertThat(taken).isNotEmpty();
    }

    @Test
    void everyPanelIsOfAKindThatGrafanaBringsAndSaysWhomItAsks() {
        Set<String> variables = new HashSet<>(Set.of("__rate_interval", "__interval", "__range", "__all"));
        dashboard
                .get("templating")
                .get("list")
                .forEach(variable -> variables.add(variable.get("name").asString()));
        for (JsonNode panel : dashboard.get("panels")) {
            String type = panel.get("type").asString();
            assertThat(type).isIn("row", "stat", "timeseries", "state-timeline");
            if (type.equals("row")) {
                assertThat(panel.get("collapsed").asBoolean()).isFalse();
                assertThat(panel.get("panels")).isEmpty();
                continue;
            }
            Set<String> names = new TreeSet<>();
            for (JsonNode target : panel.get("targets")) {
                assertThat(target.get("datasource").get("uid").asString()).isEqualTo("${source}");
                assertThat(target.get("datasource").get("type").asString()).isEqualTo("prometheus");
                assertThat(names.add(target.get("refId").asString()))
                        .as(title(panel))
                        .isTrue();
                assertThat(VARIABLE.matcher(target.get("expr").asString())
                                .results()
                                .map(found -> found.group(1)))
                        .as(title(panel))
                        .isSubsetOf(variables);
            }
            thresholdsRise(panel);
        }
    }

    private static void thresholdsRise(JsonNode panel) {
        JsonNode steps = panel.at("/fieldConfig/defaults/thresholds/steps");
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < steps.size(); i++) {
            JsonNode value = steps.get(i).get("value");
            assertThat(value.isNull()).as(title(panel)).isEqualTo(i == 0);
            if (i > 0) {
                assertThat(value.asDouble()).as(title(panel)).isGreaterThan(before);
                before = value.asDouble();
            }
        }
    }

    /// Where Prometheus' own checker is installed (Debian: package prometheus), it can read each of them.
    @Test
    void everyQuestionIsOneThatPrometheusUnderstands(@TempDir Path folder) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/promtool")));
        List<Map<String, String>> rules = new ArrayList<>();
        for (JsonNode panel : dashboard.get("panels")) {
            if (panel.has("targets")) {
                panel.get("targets")
                        .forEach(target -> rules.add(Map.of(
                                "record",
                                "panel_" + panel.get("id").asInt() + "_"
                                        + target.get("refId").asString(),
                                "expr",
                                VARIABLE.matcher(target.get("expr").asString()).replaceAll(DashboardTest::value))));
            }
        }
        assertThat(rules).hasSizeGreaterThan(30);
        Path file = Files.writeString(
                folder.resolve("rules.json"),
                JsonMapper.shared()
                        .writeValueAsString(Map.of("groups", List.of(Map.of("name", "panels", "rules", rules)))));
        Process promtool = new ProcessBuilder("/usr/bin/promtool", "check", "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains(rules.size() + " rules found");
    }

    /// What Grafana puts in a variable's place.
    private static String value(MatchResult variable) {
        return variable.group(1).startsWith("__") ? "1m" : ".*";
    }

    private static String title(JsonNode panel) {
        return panel.get("title").asString();
    }
}
