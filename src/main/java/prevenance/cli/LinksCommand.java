package prevenance.cli;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.link.Purpose;
import prevenance.store.Tx;

/// The links to customers' pages.
@Command(
        name = "links",
        description = "Shows or revokes the link to a customer's page, or changes the key that signs them.",
        sortOptions = false)
final class LinksCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "say what to do: show, revoke, rotate or revoke-all");
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "show",
            description = "Prints the link to the page of an order. Whoever has it, has the page.")
    int show(@Parameters(paramLabel = "ORDER", description = "The order's number.") String order) {
        try (Workbench bench = root.open()) {
            if (!bench.links().isOn()) {
                root.terminal().note("prevenance: customers have no page; set page.public-url to give them one");
                return ExitCode.CONFIGURATION;
            }
            Instant now = bench.time().instant();
            Optional<String> url = bench.database()
                    .read(tx -> bench.links()
                            .orderId(tx, order)
                            .map(id -> bench.links().urlFor(tx, id, Purpose.PAGE, now)));
            url.ifPresent(root.terminal()::line);
            return url.isPresent() ? ExitCode.OK : none(order);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "revoke",
            description = "Makes every link to the page of an order void; new ones can be made.")
    int revoke(@Parameters(paramLabel = "ORDER", description = "The order's number.") String order) {
        try (Workbench bench = root.open()) {
            boolean revoked = bench.database().<Boolean>write(tx -> {
                Optional<Long> id = bench.links().orderId(tx, order);
                id.ifPresent(known -> bench.links().revoke(tx, known));
                return id.isPresent();
            });
            return revoked ? ExitCode.OK : none(order);
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "rotate",
            description = "Signs with a new key from now on. Links that were sent stay good.")
    int rotate() {
        return onKeys((bench, tx) -> bench.links().rotate(tx, bench.time().instant()));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "revoke-all",
            description = "Makes every link ever sent void, because a key became known.")
    int revokeAll(
            @Option(names = "--yes", required = true, description = "Really: customers' links lead nowhere then.")
                    boolean sure) {
        return sure
                ? onKeys((bench, tx) -> bench.links().revokeAll(tx, bench.time().instant()))
                : ExitCode.USAGE;
    }

    private int onKeys(BiConsumer<Workbench, Tx> change) {
        try (Workbench bench = root.open()) {
            bench.database().execute(tx -> change.accept(bench, tx));
            return ExitCode.OK;
        }
    }

    private int none(String order) {
        root.terminal().note("prevenance: there is no order " + order);
        return ExitCode.NOTHING;
    }
}
