package prevenance.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierCheck;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.Suggestions;

/// Reads the folders of carriers as a compiler reads a program.
@Command(
        name = "check",
        description = {
            "Validates definitions, tables and numbers, and reads every sample again.",
            "What is wrong comes grouped by file, with line, path and remedy; without network."
        },
        sortOptions = false)
final class CarriersCheckCommand implements Callable<Integer> {
    /// Before that nobody wonders whether something happens.
    private static final Duration SILENT = Duration.ofSeconds(2);

    @ParentCommand
    private CarriersCommand carriers;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "CODE", description = "Only these (default: all).")
    private List<String> codes = new ArrayList<>();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Path folder = carriers.folder();
        for (String code : codes) {
            if (!Files.isDirectory(folder.resolve(code)) || code.isBlank()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no folder '" + code + "' in " + folder
                                + Suggestions.nearest(code, carriers.folders())
                                        .map(near -> ": did you mean '" + near + "'?")
                                        .orElse("; 'prevenance carriers new " + code + "' makes one"));
            }
        }
        Terminal terminal = carriers.root().terminal();
        Problems problems = new Problems();
        long begun = System.nanoTime();
        CarrierCheck.Counts counts = CarrierCheck.check(folder, codes, problems, code -> {
            if (System.nanoTime() - begun > SILENT.toNanos()) {
                terminal.progress("reading " + code + " …");
            }
        });
        terminal.progress("");
        if (json) {
            terminal.json(asJson(counts, problems));
        } else {
            new ProblemText(terminal).print(folder, sorted(problems.list()), sorted(problems.warnings()));
            terminal.wrapped("", "", summary(counts, problems));
        }
        return problems.isEmpty() ? ExitCode.OK : ExitCode.CONFIGURATION;
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::file)
                        .thenComparing(Problem::line, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    private static String summary(CarrierCheck.Counts counts, Problems problems) {
        int wrong = problems.list().size();
        int remarks = problems.warnings().size();
        return (wrong == 0 ? "Fine: " : "")
                + count(counts.carriers(), "carrier") + " read"
                + (counts.unreadable() == 0
                        ? ", "
                        : " (" + counts.unreadable() + " could not be, so their samples were not replayed), ")
                + count(counts.rows(), "table line") + ", "
                + count(counts.samples(), "sample") + " about " + count(counts.parcels(), "parcel")
                + "; " + (wrong == 0 ? "no problem" : count(wrong, "problem"))
                + (remarks == 0 ? "." : ", " + count(remarks, "remark") + ".");
    }

    private static String count(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    private static Map<String, @Nullable Object> asJson(CarrierCheck.Counts counts, Problems problems) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("carriers", counts.carriers());
        json.put("unreadable", counts.unreadable());
        json.put("tableLines", counts.rows());
        json.put("samples", counts.samples());
        json.put("parcels", counts.parcels());
        json.put(
                "problems",
                sorted(problems.list()).stream()
                        .map(CarriersCheckCommand::asJson)
                        .toList());
        json.put(
                "remarks",
                sorted(problems.warnings()).stream()
                        .map(CarriersCheckCommand::asJson)
                        .toList());
        return json;
    }

    private static Map<String, @Nullable Object> asJson(Problem problem) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("file", problem.file());
        json.put("line", problem.line());
        json.put("path", problem.path());
        json.put("message", problem.message());
        json.put("remedy", problem.remedy());
        json.put("details", problem.details());
        return json;
    }
}
