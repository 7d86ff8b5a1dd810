package prevenance.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import prevenance.store.Restore;
import prevenance.store.Restore.Restored;

/// A backup in the place of the database.
@Command(
        name = "restore",
        description =
                "Puts a backup in the place of the database, after reading it through. The daemon must not run; the"
                        + " former database stays beside it.",
        sortOptions = false)
final class RestoreCommand implements Callable<Integer> {
    static final String DECRYPT =
            "How an encrypted backup is read, such as \"age -d -i key.txt\" (default: 'decrypt-with' of 'backup').";

    @ParentCommand
    private RootCommand root;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file;

    @Option(names = "--as", paramLabel = "PATH", description = "Another place than that of the configuration.")
    private @Nullable Path as;

    @Option(names = "--decrypt-with", paramLabel = "COMMAND", description = DECRYPT)
    private @Nullable String decrypt;

    @Override
    public Integer call() {
        StoreCare care = root.program().care(root.config());
        Path target = as == null ? care.file(true) : as;
        Restored restored = Restore.into(
                target, file, care.decryptWith(decrypt), root.program().time().instant());
        Terminal terminal = root.terminal();
        terminal.line("Restored: " + restored.database());
        terminal.line(String.format(
                Locale.ENGLISH,
                "  the state of %s, %,d orders, %,d parcels, %,d messages",
                Times.minute(restored.backup().at(), care.zone()),
                restored.backup().rows().getOrDefault("customer_order", 0L),
                restored.backup().rows().getOrDefault("parcel", 0L),
                restored.backup().rows().getOrDefault("outbox_message", 0L)));
        if (restored.replaced() != null) {
            terminal.line("  the former database: " + restored.replaced());
        }
        terminal.line("What was mailed after that moment is not known in it: at its start the daemon sends nothing to"
                + " customers until you say until when the former one was sending,");
        terminal.line("  prevenance run --resume-after TIME, or beside the daemon: prevenance outbox resume --after"
                + " TIME");
        return ExitCode.OK;
    }
}
