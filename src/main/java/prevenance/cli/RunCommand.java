package prevenance.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// The background service.
@Command(
        name = "run",
        description = "Watches parcels until it is stopped (SIGTERM or Ctrl-C end it cleanly).",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Override
    public Integer call() throws InterruptedException {
        root.program().run(root.config());
        return ExitCode.OK;
    }
}
