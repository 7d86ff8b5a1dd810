package prevenance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.webhook.ChangeTypes;
import prevenance.webhook.Endpoint;
import prevenance.webhook.EndpointStore;
import prevenance.webhook.WebhookSecret;

/// Which other programs are told of changes.
@Command(
        name = "webhooks",
        description = "Lists, adds, tests or removes the programs that are told of changes.",
        sortOptions = false)
final class WebhooksCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    private final EndpointStore endpoints = new EndpointStore();

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, add, test, enable or remove");
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "Lists them.")
    int list(@Option(names = "--json", description = "One JSON array, nothing else.") boolean json) {
        try (Workbench bench = root.open()) {
            List<Endpoint> all = bench.database().read(endpoints::list);
            root.show(
                    json,
                    all,
                    WebhooksCommand::json,
                    List.of("Id", "Address", "Types", "State", "Added", "By"),
                    one -> List.of(
                            Long.toString(one.id()),
                            one.url(),
                            String.join(" ", one.types()),
                            one.active() ? "ACTIVE" : "DISABLED: " + one.stateReason(),
                            Times.minute(one.createdAt(), bench.zone()),
                            one.createdBy()));
            return ExitCode.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "add",
            description = "Adds one, and prints the secret that signs what it gets.")
    int add(
            @Parameters(paramLabel = "URL", description = "Where it is told: https://…") String url,
            @Option(
                            names = "--types",
                            paramLabel = "PATTERNS",
                            defaultValue = "*",
                            description = "What it is told: 'flag.* case.closed' (default: ${DEFAULT-VALUE}).")
                    String types) {
        List<String> patterns;
        try {
            patterns = ChangeTypes.patterns(types);
        } catch (IllegalArgumentException none) {
            throw new ParameterException(spec.commandLine(), none.getMessage());
        }
        try (Workbench bench = root.open()) {
            Optional<String> problem = bench.webhooks().problemWith(url);
            if (problem.isPresent()) {
                throw new ParameterException(spec.commandLine(), problem.get());
            }
            Endpoint added = bench.database()
                    .write(tx -> endpoints.add(
                            tx,
                            url,
                            patterns,
                            WebhookSecret.fresh(),
                            author(),
                            bench.time().instant()));
            root.terminal()
                    .note("Webhook " + added.id() + " is told of " + String.join(", ", patterns)
                            + " from now on. Its secret, shown this once:");
            root.terminal().line(added.secret().reveal());
            return ExitCode.OK;
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "test",
            description = "Sends a word of test and prints the answer.")
    int test(@Parameters(paramLabel = "ID", description = "The webhook.") long id) {
        try (Workbench bench = root.open()) {
            Optional<String> answer = bench.webhooks().test(id, bench.time().instant());
            answer.ifPresent(root.terminal()::line);
            return answer.isEmpty() ? none(id) : answer.get().startsWith("HTTP 2") ? ExitCode.OK : ExitCode.LATER;
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "enable", description = "Tells it again after it was disabled.")
    int enable(@Parameters(paramLabel = "ID", description = "The webhook.") long id) {
        try (Workbench bench = root.open()) {
            return bench.database().<Boolean>write(tx -> endpoints.enable(tx, id)) ? ExitCode.OK : none(id);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "remove",
            description = "Removes one, and what was still to be told to it.")
    int remove(@Parameters(paramLabel = "ID", description = "The webhook.") long id) {
        try (Workbench bench = root.open()) {
            return bench.database().<Boolean>write(tx -> endpoints.remove(tx, id)) ? ExitCode.OK : none(id);
        }
    }

    private int none(long id) {
        root.terminal().note("prevenance: there is no webhook " + id + " for that; see 'prevenance webhooks list'");
        return ExitCode.NOTHING;
    }

    private static String author() {
        return System.getProperty("user.name", "unknown");
    }

    private static Map<String, @Nullable Object> json(Endpoint one) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", one.id());
        json.put("url", one.url());
        json.put("types", one.types());
        json.put("state", one.active() ? "ACTIVE" : "DISABLED");
        json.put("stateReason", one.stateReason());
        json.put("createdBy", one.createdBy());
        json.put("createdAt", Times.iso(one.createdAt()));
        return json;
    }
}
