package prevenance.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// The background service.
@Command(
        name = "run",
        description = "Watches parcels until it is stopped (SIGTERM or Ctrl-C end it cleanly).",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--resume-after",
            paramLabel = "TIME",
            description =
                    "After a restore: until then the former database was sending. " + OutboxCommand.Moments.DESCRIPTION)
    private @Nullable String resumeAfter;

    @Override
    public Integer call() throws InterruptedException {
        Program program = root.program();
        program.run(
                root.config(),
                resumeAfter == null
                        ? null
                        : OutboxCommand.Moments.parse(
                                spec,
                                resumeAfter,
                                program.care(root.config()).zone(),
                                program.time().instant()));
        return ExitCode.OK;
    }
}
