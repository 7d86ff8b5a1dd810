package prevenance.health;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus' text format 0.0.4 and refuses everything that its description does not allow, and more: every
/// family must have words of help and a type, and its lines stand together.
public final class PrometheusText {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\",?");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private final Map<String, Family> families = new LinkedHashMap<>();

    public record Sample(String name, Map<String, String> labels, double value) {}

    public record Family(String name, String help, String type, List<Sample> samples) {}

    public static PrometheusText read(String text) {
        PrometheusText read = new PrometheusText();
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line has no end");
        }
        String help = "";
        String helped = "";
        Family family = null;
        Set<String> seen = new HashSet<>();
        for (String line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                String[] parts = line.substring(7).split(" ", 2);
                demand(NAME.matcher(parts[0]).matches() && parts.length == 2 && !parts[1].isBlank(), line);
                helped = parts[0];
                help = parts[1];
            } else if (line.startsWith("# TYPE ")) {
                String[] parts = line.substring(7).split(" ", -1);
                demand(parts.length == 2 && parts[0].equals(helped) && TYPES.contains(parts[1]), line);
                family = new Family(parts[0], help, parts[1], new ArrayList<>());
                demand(read.families.put(parts[0], family) == null, "a second time: " + line);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                demand(sample.matches() && family != null, line);
                Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2), line);
                demand(belongs(sample.group(1), Objects.requireNonNull(family)), "in a foreign family: " + line);
                demand(seen.add(sample.group(1) + labels), "twice: " + line);
                family.samples().add(new Sample(sample.group(1), labels, value(sample.group(3))));
            }
        }
        read.families.values().forEach(PrometheusText::check);
        return read;
    }

    private static void check(Family family) {
        switch (family.type()) {
            case "counter" -> {
                demand(family.name().endsWith("_total"), family.name() + " is a counter without _total");
                family.samples().forEach(sample -> demand(sample.value() >= 0, sample.toString()));
            }
            case "histogram" -> {
                Map<Map<String, String>, List<Sample>> series = new HashMap<>();
                for (Sample sample : family.samples()) {
                    Map<String, String> labels = new TreeMap<>(sample.labels());
                    labels.remove("le");
                    series.computeIfAbsent(labels, _ -> new ArrayList<>()).add(sample);
                }
                series.values().forEach(PrometheusText::checkHistogram);
            }
            default -> demand(!family.name().endsWith("_total"), family.name() + " is no counter");
        }
    }

    private static void checkHistogram(List<Sample> samples) {
        double last = 0;
        double infinite = -1;
        double count = -2;
        for (Sample sample : samples) {
            if (sample.name().endsWith("_bucket")) {
                demand(sample.value() >= last, "not cumulative: " + sample);
                last = sample.value();
                if ("+Inf".equals(sample.labels().get("le"))) {
                    infinite = sample.value();
                }
            } else if (sample.name().endsWith("_count")) {
                count = sample.value();
            }
        }
        demand(infinite == count, "buckets and count differ: " + samples);
    }

    private static boolean belongs(String name, Family family) {
        String rest =
                name.startsWith(family.name()) ? name.substring(family.name().length()) : "?";
        return switch (family.type()) {
            case "histogram" -> Set.of("_bucket", "_sum", "_count").contains(rest);
            case "summary" -> Set.of("", "_sum", "_count").contains(rest);
            default -> rest.isEmpty();
        };
    }

    private static Map<String, String> labels(String text, String line) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (label.find()) {
            demand(label.start() == end && labels.put(label.group(1), label.group(2)) == null, line);
            end = label.end();
        }
        demand(end == text.length(), line);
        return labels;
    }

    private static double value(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    public Map<String, Family> families() {
        return families;
    }

    /// All names under which there are values, or would be.
    public Set<String> names() {
        Set<String> names = new HashSet<>(families.keySet());
        families.values().forEach(family -> {
            if (family.type().equals("histogram") || family.type().equals("summary")) {
                names.add(family.name() + "_sum");
                names.add(family.name() + "_count");
                names.add(family.name() + "_bucket");
            }
        });
        return names;
    }

    /// The one value under labels, `name`, `value`, …
    public double value(String name, String... labels) {
        Map<String, String> wanted = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            wanted.put(labels[i], labels[i + 1]);
        }
        return families.values().stream()
                .flatMap(family -> family.samples().stream())
                .filter(sample -> sample.name().equals(name) && sample.labels().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + wanted))
                .value();
    }
}
