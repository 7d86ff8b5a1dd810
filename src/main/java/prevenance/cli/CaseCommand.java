package prevenance.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.aftersales.OrderNumberStore;
import prevenance.cases.CaseDetails;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseStore;
import prevenance.cases.CloseReason;
import prevenance.watch.CustomerOrder;

/// What a person does with a case.
@Command(name = "case", description = "Shows, opens, closes, notes or assigns one case.")
final class CaseCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "Who does it (default: your login name).",
            scope = picocli.CommandLine.ScopeType.INHERIT)
    private @Nullable String author;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: show, open, close, note or assign");
    }

    private String author() {
        return author == null ? System.getProperty("user.name", "unknown") : author;
    }

    private int tell(Function<Workbench, CaseOutcome> act) {
        try (Workbench bench = root.open()) {
            return switch (act.apply(bench)) {
                case CaseOutcome.Done(var serviceCase) -> {
                    root.terminal()
                            .line("case " + serviceCase.id() + ": " + serviceCase.kind() + ", " + serviceCase.state()
                                    + (serviceCase.owner() == null ? "" : ", owner " + serviceCase.owner())
                                    + (serviceCase.closeReason() == null ? "" : ", " + serviceCase.closeReason()));
                    yield ExitCode.OK;
                }
                case CaseOutcome.NotFound(long id) -> refuse("there is no case " + id, ExitCode.NOTHING);
                case CaseOutcome.AlreadyClosed closed ->
                    refuse("case " + closed.caseId() + " was already closed: " + closed.reason(), ExitCode.NOTHING);
                case CaseOutcome.Conflict(long id, String why) -> refuse("case " + id + ": " + why, ExitCode.LATER);
                case CaseOutcome.Refused(String why) -> refuse(why, ExitCode.USAGE);
            };
        }
    }

    private int refuse(String why, int code) {
        root.terminal().note("prevenance: " + why);
        return code;
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Prints a case with its story.")
    int show(@Parameters(paramLabel = "ID", description = "The case.") long id) {
        try (Workbench bench = root.open()) {
            Optional<CaseDetails> found = bench.database().read(tx -> new CaseStore().show(tx, id));
            if (found.isEmpty()) {
                return refuse("there is no case " + id, ExitCode.NOTHING);
            }
            CaseDetails details = found.get();
            CasesCommand.json(details.row())
                    .forEach((key, value) ->
                            root.terminal().line("%-12s %s".formatted(key, value == null ? "" : value)));
            root.terminal().line("");
            root.terminal()
                    .table(
                            List.of("When", "Who", "What", "Text"),
                            details.entries().stream()
                                    .map(entry -> List.of(
                                            Times.minute(entry.at(), bench.zone()),
                                            entry.author(),
                                            entry.kind().name(),
                                            entry.text()))
                                    .toList());
            return ExitCode.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "close", description = "Closes a case with a reason.")
    int close(
            @Parameters(paramLabel = "ID", description = "The case.") long id,
            @Option(names = "--reason", required = true, paramLabel = "REASON", description = "One of the closed list.")
                    String reason,
            @Option(names = "--note", paramLabel = "TEXT", description = "What was done.") @Nullable String note) {
        CloseReason chosen = Arrays.stream(CloseReason.values())
                .filter(CloseReason::byPerson)
                .filter(r -> r.name().equalsIgnoreCase(reason.replace('-', '_')))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "'" + reason + "' is no reason; take one of "
                                + Arrays.stream(CloseReason.values())
                                        .filter(CloseReason::byPerson)
                                        .map(r -> r.name()
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .replace('_', '-'))
                                        .collect(Collectors.joining(", "))));
        return tell(bench ->
                bench.cases().close(id, chosen, note, author(), bench.time().instant()));
    }

    @Command(mixinStandardHelpOptions = true, name = "note", description = "Adds a note to a case.")
    int note(
            @Parameters(index = "0", paramLabel = "ID", description = "The case.") long id,
            @Parameters(index = "1..*", arity = "1..*", paramLabel = "TEXT", description = "The note.")
                    List<String> text) {
        return tell(bench -> bench.cases()
                .note(id, String.join(" ", text), author(), bench.time().instant()));
    }

    @Command(mixinStandardHelpOptions = true, name = "assign", description = "Gives a case to somebody.")
    int assign(
            @Parameters(index = "0", paramLabel = "ID", description = "The case.") long id,
            @Parameters(index = "1", paramLabel = "NAME", description = "Who takes it.") String owner) {
        return tell(
                bench -> bench.cases().assign(id, owner, author(), bench.time().instant()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "open",
            description = "Opens a case by hand, or writes into the open one about the same.")
    int open(
            @Option(names = "--parcel", paramLabel = "ID", description = "About this parcel (see 'parcels').") @Nullable
                    Long parcel,
            @Option(names = "--order", paramLabel = "NUMBER", description = "About this order as a whole.") @Nullable
                    String order,
            @Option(
                            names = "--kind",
                            defaultValue = "REPORTED",
                            description = "What it is about (default: ${DEFAULT-VALUE}).")
                    CaseKind kind,
            @Parameters(arity = "1..*", paramLabel = "TEXT", description = "What was reported.") List<String> text) {
        if ((parcel == null) == (order == null)) {
            throw new ParameterException(spec.commandLine(), "name either a --parcel or an --order");
        }
        String words = String.join(" ", text);
        return tell(bench -> {
            if (parcel != null) {
                return bench.cases()
                        .openForParcel(
                                parcel, kind, words, author(), bench.time().instant());
            }
            Optional<Long> found = bench.database()
                    .read(tx -> new OrderNumberStore()
                            .find(tx, Objects.requireNonNull(order))
                            .map(CustomerOrder::id));
            return found.isEmpty()
                    ? new CaseOutcome.Refused("there is no order " + order)
                    : bench.cases()
                            .openForOrder(
                                    found.get(),
                                    kind,
                                    words,
                                    author(),
                                    bench.time().instant());
        });
    }
}
