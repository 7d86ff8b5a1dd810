package prevenance.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Reads everything that the service would read and asks nobody.
@Command(
        name = "check",
        description = "Reads the configuration, carriers and templates, asks nobody, and says what is wrong.")
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Override
    public Integer call() {
        List<String> facts = root.program().check(root.config(), root.terminal()::note);
        root.terminal().line("The configuration is fine: " + root.config());
        facts.forEach(fact -> root.terminal().line("  " + fact));
        return ExitCode.OK;
    }
}
