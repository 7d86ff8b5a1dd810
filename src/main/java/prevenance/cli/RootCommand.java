package prevenance.cli;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import prevenance.config.ConfigurationException;
import prevenance.store.StoreException;

/// The program's first word; each verb is a class of its own.
@Command(
        name = "prevenance",
        description = "Watches a shop's parcels at many carriers and tells the customer before he has to call.",
        mixinStandardHelpOptions = true,
        versionProvider = RootCommand.Version.class,
        synopsisSubcommandLabel = "VERB",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:not found, or nothing to do",
            " 2:wrong usage",
            "74:the disk failed; the daemon ends at once",
            "75:try again later",
            "78:the configuration must be mended"
        })
public final class RootCommand implements Callable<Integer> {
    private static final int WIDEST = 120;

    /// In the order of the help.
    private static final List<Class<?>> VERBS = List.of(
            RunCommand.class,
            DemoCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            ImportCommand.class,
            TrackCommand.class,
            CarriersCommand.class,
            PollingCommand.class,
            CoverageCommand.class,
            ParcelsCommand.class,
            FlagsCommand.class,
            CasesCommand.class,
            CaseCommand.class,
            IncidentsCommand.class,
            RefundsCommand.class,
            ExchangesCommand.class,
            DeadlinesCommand.class,
            MessagesCommand.class,
            BacktestCommand.class,
            ShadowCommand.class,
            LinksCommand.class,
            SuppressionsCommand.class,
            WebhooksCommand.class,
            TokensCommand.class,
            UsersCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            OutboxCommand.class,
            NodesCommand.class,
            MigrateCommand.class,
            TemplateCommand.class,
            PrivacyCommand.class,
            EvaluateCommand.class,
            AutoComplete.GenerateCompletion.class);

    private final Program program;
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description = "The configuration. Default: $PREVENANCE_CONFIG, ./prevenance.yaml,"
                    + " /etc/prevenance/prevenance.yaml, then the one beside the program.")
    private @Nullable Path config;

    private RootCommand(Program program, Map<String, String> environment) {
        this.program = program;
        this.environment = environment;
    }

    /// Runs one command line and returns its exit code; every failure that a person can mend ends in words,
    /// not in a stack trace.
    public static int execute(Program program, Map<String, String> environment, String... arguments) {
        // UTF-8 whatever the locale: names of people and places are in it, and JSON is.
        return execute(
                program,
                environment,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
    }

    /// As above, speaking to somebody else than the terminal.
    public static int execute(
            Program program, Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new RootCommand(program, environment));
        verbs(arguments).forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setOut(out);
        line.setErr(err);
        line.setExecutionExceptionHandler((failure, command, parsed) -> switch (failure) {
            case ConfigurationException wrong -> say(command, wrong.getMessage(), ExitCode.CONFIGURATION);
            case StoreException unusable ->
                say(command, unusable.getMessage(), unusable.isTemporary() ? ExitCode.LATER : ExitCode.CONFIGURATION);
            default -> throw failure;
        });
        line.getSubcommands().values().forEach(RootCommand::explain);
        return line.execute(arguments);
    }

    /// The service needs none but its own, and each takes its time to be looked at.
    private static List<Class<?>> verbs(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("run") ? List.of(RunCommand.class) : VERBS;
    }

    /// Every verb, and every word below it, knows `--help`.
    private static void explain(CommandLine verb) {
        CommandSpec spec = verb.getCommandSpec();
        if (spec.findOption("--help") != null) {
            // It says so itself.
        } else if (spec.userObject() instanceof Method) {
            // The standard options would be taken for the first parameters of a verb that is a method.
            spec.addOption(OptionSpec.builder("-h", "--help")
                    .usageHelp(true)
                    .description("Show this help message and exit.")
                    .build());
        } else {
            spec.mixinStandardHelpOptions(true);
        }
        verb.getSubcommands().values().forEach(RootCommand::explain);
    }

    private static int say(CommandLine command, @Nullable String message, int code) {
        command.getErr().println("prevenance: " + message);
        command.getErr().flush();
        return code;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    Program program() {
        return program;
    }

    Terminal terminal() {
        return new Terminal(spec.commandLine().getOut(), spec.commandLine().getErr(), this::columns);
    }

    /// As wide as the terminal, or as `COLUMNS` says; in a file nobody reads longer lines than 120.
    private int columns() {
        String told = environment.getOrDefault("COLUMNS", "");
        if (told.matches("[1-9][0-9]{1,2}")) {
            return Integer.parseInt(told);
        }
        boolean seen = CommandLine.Help.Ansi.AUTO.enabled();
        return seen ? Math.min(WIDEST, spec.usageMessage().width()) : WIDEST;
    }

    /// The language of the environment (`LC_ALL`, `LC_MESSAGES`, `LANG`); English when it names none of ours.
    Locale language() {
        return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .filter(value -> value.startsWith("fr"))
                .map(_ -> Locale.FRENCH)
                .orElse(Locale.ENGLISH);
    }

    /// The configuration file that was named, or the first of the usual ones that exists.
    Path config() {
        return findConfig()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "no configuration found: name one with --config, or start from the prevenance.yaml"
                                + " beside the program"));
    }

    Workbench open() {
        return program.open(config());
    }

    /// Shows a list: one JSON array, or a table with a closing line.
    <T> void show(
            boolean json,
            List<T> rows,
            Function<T, Map<String, @Nullable Object>> asJson,
            List<String> headings,
            Function<T, List<String>> asCells) {
        if (json) {
            terminal().json(rows.stream().map(asJson).toList());
            return;
        }
        if (rows.isEmpty()) {
            terminal().note("Nothing found.");
            return;
        }
        terminal().table(headings, rows.stream().map(asCells).toList());
    }

    /// As [#config], empty when there is none.
    Optional<Path> findConfig() {
        if (config != null) {
            return Optional.of(config);
        }
        String named = environment.get("PREVENANCE_CONFIG");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        return List.of(
                        Path.of("prevenance.yaml"),
                        Path.of("/etc/prevenance/prevenance.yaml"),
                        program.home().resolve("prevenance.yaml"))
                .stream()
                .filter(Files::isRegularFile)
                .findFirst();
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {"prevenance " + (version == null ? "(from sources)" : version)};
        }
    }
}
