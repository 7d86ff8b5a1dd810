package prevenance.cli;

import java.time.Instant;
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
import prevenance.console.access.AuditStore;
import prevenance.message.Suppression;
import prevenance.message.Suppressions;

/// The addresses that get no mail.
@Command(
        name = "suppressions",
        description = "Lists the addresses that get no mail, adds one or lifts one.",
        sortOptions = false)
final class SuppressionsCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    private final Suppressions suppressions = new Suppressions();
    private final AuditStore audit = new AuditStore();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add or lift");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "Lists them, the newest first. Only pseudonyms of addresses are kept.")
    int list(
            @Option(names = "--json", description = "One JSON array, nothing else.") boolean json,
            @Option(
                            names = {"-n", "--limit"},
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "At most so many (default: ${DEFAULT-VALUE}).")
                    int limit) {
        try (Workbench bench = root.open()) {
            List<Suppression> all = bench.database().read(tx -> suppressions.list(tx, limit));
            root.show(
                    json,
                    all,
                    SuppressionsCommand::json,
                    List.of("Address", "Why", "Reason", "Since", "Order", "By"),
                    one -> List.of(
                            one.handle(),
                            one.cause().name(),
                            one.reason(),
                            Times.minute(one.since(), bench.zone()),
                            one.order() == null ? "" : one.order(),
                            one.addedBy() == null ? "" : one.addedBy()));
            return ExitCode.OK;
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "add", description = "Sends nothing to an address any more.")
    int add(
            @Parameters(paramLabel = "ADDRESS", description = "The e-mail address.") String address,
            @Option(names = "--why", required = true, paramLabel = "TEXT", description = "For the others to read.")
                    String why) {
        try (Workbench bench = root.open()) {
            Instant now = bench.time().instant();
            Suppressions.Outcome outcome = bench.database().write(tx -> {
                Suppressions.Outcome added = suppressions.add(tx, address, why, author(), now);
                if (added instanceof Suppressions.Outcome.Done done) {
                    audit.write(
                            tx,
                            author(),
                            "address.suppress",
                            "address:" + done.suppression().handle(),
                            null,
                            now);
                }
                return added;
            });
            return said(outcome);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "lift",
            description = "Lets mail go to an address again, unless its owner complained.")
    int lift(
            @Parameters(paramLabel = "ADDRESS", description = "The e-mail address, or what the list shows of it.")
                    String address) {
        try (Workbench bench = root.open()) {
            Instant now = bench.time().instant();
            Suppressions.Outcome outcome = bench.database().write(tx -> {
                Suppressions.Outcome lifted = suppressions.lift(tx, address);
                if (lifted instanceof Suppressions.Outcome.Done done) {
                    audit.write(
                            tx,
                            author(),
                            "address.lift",
                            "address:" + done.suppression().handle(),
                            null,
                            now);
                }
                return lifted;
            });
            return said(outcome);
        }
    }

    private int said(Suppressions.Outcome outcome) {
        return switch (outcome) {
            case Suppressions.Outcome.Done _ -> ExitCode.OK;
            case Suppressions.Outcome.Refused refused -> {
                root.terminal().note("prevenance: " + refused.why());
                yield ExitCode.NOTHING;
            }
        };
    }

    private static String author() {
        return System.getProperty("user.name", "unknown");
    }

    private static Map<String, @Nullable Object> json(Suppression one) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("address", one.handle());
        json.put("cause", one.cause().name());
        json.put("reason", one.reason());
        json.put("since", Times.iso(one.since()));
        json.put("addedBy", one.addedBy());
        json.put("message", one.message());
        json.put("order", one.order());
        return json;
    }
}
