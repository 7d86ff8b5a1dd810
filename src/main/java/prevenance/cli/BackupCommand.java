package prevenance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import prevenance.store.BackupFile;
import prevenance.store.BackupWriter;
import prevenance.store.Backups;
import prevenance.store.Restore;

/// A copy of the database while the daemon works on it.
@Command(
        name = "backup",
        description = "Copies the database while the daemon works on it, and reads the copy through before it gets its"
                + " name.",
        sortOptions = false)
final class BackupCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Where to (default: a file named after the moment in the folder of backups).")
    private @Nullable Path to;

    @Option(names = "--json", description = "One JSON object on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() {
        StoreCare care = root.program().care(root.config());
        Path database = care.file(false);
        Instant now = root.program().time().instant();
        Path target = to == null ? new Backups(care.address(), care.backup(), care.zone()).nextPath(now) : to;
        show(BackupWriter.write(database, target, care.backup().encryptWith(), now), "written and read through", care);
        return ExitCode.OK;
    }

    @Command(
            name = "verify",
            description = "Opens a copy of a backup as the program would, and reads it; changes nothing.",
            mixinStandardHelpOptions = true)
    int verify(
            @Parameters(paramLabel = "FILE") Path file,
            @Option(names = "--decrypt-with", paramLabel = "COMMAND", description = RestoreCommand.DECRYPT) @Nullable
                    String decrypt,
            @Option(names = "--json", description = "One JSON object on standard output, nothing else.") boolean asJson)
            throws IOException {
        StoreCare care = root.program().care(root.config());
        Path work = Files.createTempDirectory("prevenance-verify-");
        try {
            BackupFile read = Restore.read(file, work, care.decryptWith(decrypt));
            Map<String, Integer> found;
            try (Workbench bench = root.program().open(root.config(), work.resolve("backup.db"))) {
                found = CopyReads.of(bench);
            }
            json |= asJson;
            show(read, "whole", care);
            if (!json) {
                found.forEach((what, count) ->
                        root.terminal().line(String.format(Locale.ENGLISH, "  %,10d %s", count, what)));
            }
            return ExitCode.OK;
        } finally {
            delete(work);
        }
    }

    private void show(BackupFile file, String how, StoreCare care) {
        if (json) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("file", file.path().toString());
            object.put("at", Times.iso(file.at()));
            object.put("bytes", file.bytes());
            object.put("schema", file.schema());
            object.put("encrypted", file.encrypted());
            object.put("rows", file.rows());
            root.terminal().json(object);
            return;
        }
        long rows = file.rows().values().stream().mapToLong(Long::longValue).sum();
        root.terminal().line(file.path() + ": " + how);
        root.terminal()
                .line(String.format(
                        Locale.ENGLISH,
                        "  of %s, %,d rows in %d tables, %,d KB%s",
                        Times.minute(file.at(), care.zone()),
                        rows,
                        file.rows().size(),
                        (file.bytes() + 1023) / 1024,
                        file.encrypted() ? ", encrypted" : ""));
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
