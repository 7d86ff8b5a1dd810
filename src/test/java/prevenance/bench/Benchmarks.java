package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Measures what is asked for, all without arguments; prints the table and writes `target/benchmarks.json`.
public final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(new PollBenchmark());

    private Benchmarks() {}

    public static void main(String[] args) throws Exception {
        System.setProperty("prevenance.log", "WARN");
        List<Figure> figures = new ArrayList<>();
        Set<String> wanted = Set.of(args);
        for (Benchmark benchmark : ALL) {
            if (!wanted.isEmpty() && !wanted.contains(benchmark.name())) {
                continue;
            }
            Path folder = Files.createTempDirectory("prevenance-bench-");
            try {
                figures.addAll(benchmark.run(
                        folder, what -> System.err.printf("  %-10s %s%n", benchmark.name(), what)));
            } finally {
                delete(folder);
            }
        }
        System.out.println("| What | Ours | Beside | Ratio | Reach | Reached |");
        System.out.println("|---|---|---|---|---|---|");
        figures.forEach(figure -> System.out.println(figure.row()));
        Path json = Path.of("target/benchmarks.json");
        Files.createDirectories(json.getParent());
        Files.writeString(json, JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report(figures)));
        System.exit(0);
    }

    private static Map<String, Object> report(List<Figure> figures) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("java", Runtime.version().toString());
        report.put("processors", Runtime.getRuntime().availableProcessors());
        report.put("figures", figures);
        return report;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
