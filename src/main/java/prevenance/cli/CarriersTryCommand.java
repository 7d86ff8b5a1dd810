package prevenance.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierTrial;
import prevenance.carrier.PollOutcome;

/// One question, seen from inside.
@Command(
        name = "try",
        description = {
            "Asks a carrier about one number and shows everything: the request with its secrets named instead of"
                    + " shown, the reply, the rule that decided the outcome, and for each event its time, its keys and"
                    + " the line that gave it its status.",
            "With --reply it reads a file instead, without network and account."
        },
        sortOptions = false)
final class CarriersTryCommand implements Callable<Integer> {
    private static final int LINES_OF_BODY = 40;

    @ParentCommand
    private CarriersCommand carriers;

    @Mixin
    private CarrierQuestion question;

    @Option(names = "--body", description = "Shows the whole body of the reply (default: its first 40 lines).")
    private boolean body;

    @Override
    public Integer call() {
        CarrierCatalog catalog = question.catalog(carriers);
        CarrierTrial trial = question.trial(carriers, catalog);
        String name = catalog.definition(question.code()).name();
        Terminal terminal = carriers.root().terminal();
        terminal.line(
                name + " (" + question.code() + "), " + question.query(catalog).number());
        new TrialText(terminal, body ? Integer.MAX_VALUE : LINES_OF_BODY).print(trial, question.fromFile());
        return exitCode(trial.outcome());
    }

    static int exitCode(PollOutcome outcome) {
        return switch (outcome) {
            case PollOutcome.Answered _ -> ExitCode.OK;
            case PollOutcome.NotFound _, PollOutcome.Ambiguous _ -> ExitCode.NOTHING;
            case PollOutcome.Throttled _, PollOutcome.Unregistered _, PollOutcome.Unreachable _ -> ExitCode.LATER;
            case PollOutcome.Refused _ -> ExitCode.CONFIGURATION;
        };
    }
}
