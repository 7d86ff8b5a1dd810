package prevenance.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Measures, each subject in a process of its own; prints the table and writes `target/bench.json`.
///
/// `-Dbench=poll,mail` picks, `-Dbench.size=small` tries.
public final class Benchmarks {
    /// In the order of the table.
    static final List<Benchmark> ALL = List.of(
            new AssessBenchmark(),
            new EventBenchmark(),
            new ImportBenchmark(),
            new MailBenchmark(),
            new PollBenchmark(1),
            new PollBenchmark(10),
            new PollBenchmark(30),
            new CallsBenchmark(),
            new StartBenchmark(),
            new MemoryBenchmark(),
            new ConsoleBenchmark(),
            new GrowthBenchmark(),
            new NodesBenchmark());

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SHARED = Path.of("target/bench");

    /// As the service runs, with a heap that leaves every line alike.
    private static final List<String> OPTIONS = List.of("-XX:+UseG1GC", "-Xms512m", "-Xmx1g", "-Dprevenance.log=ERROR");

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<Benchmark> chosen = chosen(System.getProperty("bench", ""));
        Files.createDirectories(SHARED);
        Map<String, Object> machine = Machine.describe(SHARED);
        long began = System.nanoTime();
        Map<String, List<Figure>> figures = new LinkedHashMap<>();
        Map<String, String> failed = new LinkedHashMap<>();
        for (int i = 0; i < chosen.size(); i++) {
            String name = chosen.get(i).name();
            out.printf(Locale.ROOT, "%d of %d: %s (%s)%n", i + 1, chosen.size(), name, minutes(began));
            try {
                figures.put(name, inOwnProcess(name));
                figures.get(name).forEach(figure -> out.println("  " + figure.row()));
            } catch (IOException broken) {
                failed.put(name, String.valueOf(broken.getMessage()));
                out.println("  failed: " + broken.getMessage());
            }
        }
        Map<String, Object> report = report(machine, figures, failed);
        Path json = Path.of("target/bench.json");
        Files.writeString(json, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        out.println();
        out.println(words(report));
        out.println();
        out.println(Figure.header());
        figures.values().forEach(all -> all.forEach(figure -> out.println(figure.row())));
        out.println();
        out.println("All in " + minutes(began) + "; with notes in " + json);
        System.exit(failed.isEmpty() ? 0 : 1);
    }

    /// @param names parted by commas; all when empty
    static List<Benchmark> chosen(String names) {
        List<String> wanted = Arrays.stream(names.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        List<Benchmark> chosen = ALL.stream()
                .filter(benchmark -> wanted.isEmpty()
                        || wanted.contains(benchmark.name())
                        || wanted.contains(benchmark.name().replaceFirst("-.*", "")))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("nothing is called " + names + "; there are "
                    + ALL.stream().map(Benchmark::name).toList());
        }
        return chosen;
    }

    static Benchmark named(String name) {
        return ALL.stream()
                .filter(benchmark -> benchmark.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Figure> inOwnProcess(String name) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(SHARED, name + "-");
        try {
            Path result = folder.resolve("figures.json");
            List<String> options = new ArrayList<>(OPTIONS);
            options.add("-Dbench.size=" + Size.chosen());
            try (OwnProcess process = OwnProcess.start(
                    OneBenchmark.class,
                    options,
                    name,
                    folder.resolve("work").toString(),
                    SHARED.toString(),
                    result.toString())) {
                if (process.await() != 0 || !Files.exists(result)) {
                    throw new IOException("its process ended with an error");
                }
            }
            return JSON.readValue(Files.readString(result), new TypeReference<List<Figure>>() {});
        } finally {
            Folders.delete(folder);
        }
    }

    private static Map<String, Object> report(
            Map<String, Object> machine, Map<String, List<Figure>> figures, Map<String, String> failed) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        report.put("size", Size.chosen().name().toLowerCase(Locale.ROOT));
        report.put("machine", machine);
        List<Map<String, @Nullable Object>> lines = new ArrayList<>();
        figures.forEach((name, all) -> all.forEach(figure -> {
            Map<String, @Nullable Object> line = new LinkedHashMap<>();
            line.put("benchmark", name);
            line.putAll(figure.json());
            lines.add(line);
        }));
        report.put("figures", lines);
        report.put("failed", failed);
        return report;
    }

    private static String words(Map<String, Object> report) {
        return report.get("date") + ", size " + report.get("size") + ", " + report.get("machine");
    }

    private static String minutes(long began) {
        long seconds = (System.nanoTime() - began) / 1_000_000_000;
        return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
