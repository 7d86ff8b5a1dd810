package prevenance.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.intake.ImportKind;
import prevenance.intake.ImportReport;
import prevenance.intake.ImportSource;

/// Takes a file of the shop now.
@Command(name = "import", description = "Takes a file of orders, refunds or exchanges and prints its report.")
final class ImportCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "orders|refunds|exchanges", description = "What the file holds.")
    private ImportKind kind;

    @Parameters(index = "1", paramLabel = "FILE", description = "CSV with a header.")
    private Path file;

    @Option(names = "--json", description = "The report as one JSON object on standard output, nothing else.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ParameterException(spec.commandLine(), "cannot read the file " + file);
        }
        Terminal terminal = root.terminal();
        try (Workbench bench = root.open()) {
            ImportReport report = bench.imports()
                    .read(
                            kind,
                            ImportSource.file(file),
                            bench.time().instant(),
                            (rows, fraction) ->
                                    terminal.progress("%,d rows, %d %%".formatted(rows, (int) (fraction * 100))));
            terminal.progress("");
            if (json) {
                terminal.json(report.toJson());
            } else {
                terminal.line(report.toText().stripTrailing());
            }
            boolean nothingCameIn = report.refusal() != null || report.rows() > 0 && report.rejected() == report.rows();
            return nothingCameIn ? ExitCode.NOTHING : ExitCode.OK;
        }
    }
}
