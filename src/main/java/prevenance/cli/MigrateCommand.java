package prevenance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.config.Secret;
import prevenance.store.Move;
import prevenance.store.StoreAddress;

/// From one machine to several.
@Command(
        name = "migrate",
        description =
                "Moves all data of the configured SQLite file to an empty PostgreSQL database, compares every table,"
                        + " and marks the file so that nobody goes on with it. The daemon must be stopped.",
        sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            description = "Where to: postgresql://user@db.example.org/prevenance.")
    private String to;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Holds the password, in its first line.")
    private @Nullable Path passwordFile;

    @Override
    public Integer call() throws IOException {
        StoreAddress.Server server = server();
        Terminal terminal = root.terminal();
        Path file = switch (root.program().care(root.config()).address()) {
            case StoreAddress.File(Path path) -> path;
            case StoreAddress.Server already ->
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "the configuration names " + already + " already: nothing to move");
        };
        if (!Files.exists(file)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "there is no database " + file);
        }
        Move.Moved moved = Move.run(
                file, server, root.program().time().instant(), new MoveProgress(terminal::progress, System::nanoTime));
        terminal.progress("");
        moved.rows().forEach((table, rows) -> {
            if (rows > 0) {
                terminal.line(String.format(Locale.ENGLISH, "%,12d  %s", rows, table));
            }
        });
        terminal.line(String.format(
                Locale.ENGLISH, "Moved %,d rows to %s; every table is the same there.", moved.sum(), server));
        terminal.line("Write this into prevenance.yaml in place of the section 'store', then start the daemon:");
        terminal.line("store:\n  url: " + url(server)
                + (server.password() == null ? "" : "\n  password: ${CREDENTIAL:store-password}"));
        return ExitCode.OK;
    }

    private StoreAddress.Server server() throws IOException {
        try {
            StoreAddress.Server server = StoreAddress.server(to);
            return passwordFile == null
                    ? server
                    : server.with(Secret.of(
                            Files.readString(passwordFile).lines().findFirst().orElse("")));
        } catch (IllegalArgumentException wrong) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--to: " + wrong.getMessage());
        }
    }

    /// Without the password.
    private static String url(StoreAddress.Server server) {
        String options = (server.schema() == null ? "" : "schema=" + server.schema() + "&") + server.options();
        String query = options.replaceFirst("&$", "");
        return "postgresql://" + (server.user() == null ? "" : server.user() + "@") + server.host() + "/"
                + server.database() + (query.isEmpty() ? "" : "?" + query);
    }
}
