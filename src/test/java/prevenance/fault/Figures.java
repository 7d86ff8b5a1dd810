package prevenance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What was measured: printed as a table at the end and written to `target/faults.json`.
final class Figures {
    private static final Path FILE = Path.of("target/faults.json");
    private static final List<Figure> NOTED = new ArrayList<>();
    private static final long STARTED = System.nanoTime();

    /// @param id    of the goal
    /// @param fault what was done
    /// @param found what came of it
    record Figure(String id, String fault, String found) {}

    private record Report(String form, long seed, String program, int processors, long seconds, List<Figure> figures) {}

    private Figures() {}

    /// Keeps a figure and, in the long form, tells it at once.
    static synchronized void note(String id, String fault, String found) {
        NOTED.add(new Figure(id, fault, found));
        progress(id + "  " + fault + ": " + found);
    }

    /// A line of the long form while it goes on.
    static void progress(String line) {
        if (Form.isLong()) {
            System.out.printf("faults %5d s  %s%n", (System.nanoTime() - STARTED) / 1_000_000_000, line);
        }
    }

    static synchronized void tell() {
        if (NOTED.isEmpty()) {
            return;
        }
        List<Figure> sorted = NOTED.stream()
                .sorted(Comparator.comparingInt((Figure figure) -> Goal.order(figure.id()))
                        .thenComparing(Figure::fault))
                .toList();
        StringBuilder table = new StringBuilder("\nfaults (%s, seed %d, %s)%n"
                .formatted(Form.CURRENT, Form.SEED, Installation.current().name()));
        sorted.forEach(
                figure -> table.append("  %-6s %-58s %s%n".formatted(figure.id(), figure.fault(), figure.found())));
        if (Form.isLong()) {
            table.append("\nledger\n");
            for (Goal goal : Goal.values()) {
                table.append("  %-6s %-50s %s%n"
                        .formatted(
                                goal.id(),
                                goal.fault(),
                                goal.tests().isEmpty() ? "open" : String.join(", ", goal.tests())));
            }
        }
        System.out.println(table);
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE,
                    JsonMapper.shared()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(new Report(
                                    Form.CURRENT.name(),
                                    Form.SEED,
                                    Installation.current().name(),
                                    Runtime.getRuntime().availableProcessors(),
                                    (System.nanoTime() - STARTED) / 1_000_000_000,
                                    sorted)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
