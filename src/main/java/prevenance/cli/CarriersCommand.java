package prevenance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierCatalog;
import prevenance.config.ConfigurationException;
import prevenance.config.Problems;
import prevenance.config.Suggestions;
import prevenance.watch.FeedHourStore;
import prevenance.watch.FeedOutage;
import prevenance.watch.FeedReport;
import prevenance.watch.FeedReportStore;

/// What is declared in `carriers/`.
@Command(
        name = "carriers",
        description = "Lists the carriers, tells how their feeds do, and helps to add the next one.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            CarriersListCommand.class,
            CarriersNewCommand.class,
            CarriersCheckCommand.class,
            CarriersTryCommand.class,
            CarriersRecordCommand.class,
            CarriersIdentifyCommand.class,
            CarriersUnmappedCommand.class,
            CarriersContradictionsCommand.class
        })
final class CarriersCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where the carriers lie (default: ./carriers when it holds some, else the program's).")
    private @Nullable Path folder;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do: " + String.join(", ", spec.subcommands().keySet()));
    }

    @Command(mixinStandardHelpOptions = true, name = "health", description = "How each carrier's feed has done lately.")
    int health(@Option(names = "--json", description = "One JSON array on standard output.") boolean json) {
        try (Workbench bench = root.open()) {
            List<FeedReport> reports = bench.database()
                    .<List<FeedReport>>read(tx -> new FeedHourStore()
                            .carriers(tx).stream()
                                    .map(code -> new FeedReportStore()
                                            .of(
                                                    tx,
                                                    code,
                                                    bench.zone(),
                                                    bench.time().instant()))
                                    .toList());
            root.show(
                    json,
                    reports,
                    CarriersCommand::json,
                    List.of("Code", "Answered, 24 h", "New, 24 h", "Usual", "Seen after", "Feed"),
                    report -> List.of(
                            report.carrier(),
                            report.readPercent() == null
                                    ? "-"
                                    : report.readPercent() + " % of " + (report.reads() + report.failures()),
                            Long.toString(report.events()),
                            report.usual() == null ? "not known yet" : Long.toString(Math.round(report.usual())),
                            report.median() == null || report.p90() == null
                                    ? "-"
                                    : "half " + minutes(report.median()) + ", 90 % " + minutes(report.p90()),
                            report.open() == null
                                    ? "works"
                                    : "DOWN since " + Times.minute(report.open().beganAt(), bench.zone()) + ": "
                                            + report.open().cause()));
        }
        return ExitCode.OK;
    }

    private static String minutes(Duration length) {
        return Math.max(1, length.toMinutes()) + " min";
    }

    private static Map<String, @Nullable Object> json(FeedReport report) {
        FeedOutage open = report.open();
        Duration median = report.median();
        Duration p90 = report.p90();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("code", report.carrier());
        json.put("reads", report.reads());
        json.put("failures", report.failures());
        json.put("events", report.events());
        json.put("usualEvents", report.usual());
        json.put("medianDelaySeconds", median == null ? null : median.toSeconds());
        json.put("p90DelaySeconds", p90 == null ? null : p90.toSeconds());
        json.put("downSince", open == null ? null : Times.iso(open.beganAt()));
        json.put("cause", open == null ? null : open.cause().name());
        return json;
    }

    RootCommand root() {
        return root;
    }

    /// Where the carriers lie: as `--folder` says, those of the working directory when it holds some, or the program's.
    Path folder() {
        if (folder != null) {
            return folder;
        }
        Path here = Path.of("carriers");
        return Files.isRegularFile(here.resolve("carrier.schema.json"))
                ? here
                : root.program().home().resolve("carriers");
    }

    /// All carriers; each must be sound.
    CarrierCatalog catalog() {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(folder(), problems);
        problems.throwIfAny();
        return catalog;
    }

    /// All carriers that can be read.
    ///
    /// @throws ConfigurationException with what is wrong when the one of this code cannot be
    /// @throws ParameterException     when there is no folder of this code
    CarrierCatalog catalogWith(String code, CommandSpec verb) {
        Problems all = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(folder(), all);
        if (catalog.codes().contains(code)) {
            return catalog;
        }
        Problems own = new Problems();
        all.list().stream()
                .filter(problem ->
                        problem.file().startsWith(code + "/") || problem.file().startsWith("_"))
                .forEach(own::add);
        own.throwIfAny();
        throw new ParameterException(
                verb.commandLine(),
                "there is no carrier '" + code + "'"
                        + Suggestions.nearest(code, folders())
                                .map(near -> ": did you mean '" + near + "'?")
                                .orElse("; known: " + String.join(", ", folders())));
    }

    /// The names of the folders in it, also of those that cannot be read yet.
    List<String> folders() {
        try (Stream<Path> entries = Files.list(folder())) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("_"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
