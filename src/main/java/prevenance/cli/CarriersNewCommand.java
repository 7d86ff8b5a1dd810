package prevenance.cli;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.carrier.CarrierSkeleton;
import prevenance.config.Suggestions;

/// The first step to a new carrier.
@Command(
        name = "new",
        description = {
            "Writes a new carrier's folder with a commented definition to be filled in from top to bottom.",
            "'prevenance carriers check CODE' then names what is still to be done, line by line."
        },
        sortOptions = false)
final class CarriersNewCommand implements Callable<Integer> {
    @ParentCommand
    private CarriersCommand carriers;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CODE", description = "Lower-case words with dashes: swift-post.")
    private String code;

    @Option(
            names = "--like",
            paramLabel = "CODE",
            description = "Takes request, authorisation and reading over from this carrier.")
    private @Nullable String like;

    @Override
    public Integer call() {
        if (!CarrierSkeleton.isCode(code)) {
            throw new ParameterException(
                    spec.commandLine(), "'" + code + "' is no code: write lower-case words with dashes, swift-post");
        }
        if (like != null && !carriers.folders().contains(like)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no carrier '" + like + "'"
                            + Suggestions.nearest(like, carriers.folders())
                                    .map(near -> ": did you mean '" + near + "'?")
                                    .orElse("; known: " + String.join(", ", carriers.folders())));
        }
        Terminal terminal = carriers.root().terminal();
        List<Path> files;
        try {
            files = CarrierSkeleton.write(carriers.folder(), code, like);
        } catch (FileAlreadyExistsException standing) {
            terminal.note("prevenance: " + standing.getFile() + " exists already and stays as it is; go on with"
                    + " 'prevenance carriers check " + code + "'");
            return ExitCode.USAGE;
        }
        files.forEach(file -> terminal.line(file.toString()));
        terminal.line("");
        List<String> steps = List.of(
                "Fill in carrier.yaml from top to bottom; every TODO says what belongs there, with an example.",
                "Put every code that the carrier publishes into published-codes.txt, and what it means into"
                        + " statuses.csv.",
                "As often as you like: prevenance carriers check " + code + " names what is still to be done.",
                "Ask the carrier, or read a reply that you kept, and look at each decision: prevenance carriers try "
                        + code + " NUMBER (--reply FILE).",
                "Keep replies as samples (a parcel under way, a delivered one, one in trouble, an unknown number):"
                        + " prevenance carriers record " + code
                        + " NUMBER --as NAME (--reply FILE). Check by hand what it"
                        + " says was read.",
                "Done when the check says that it is fine. Then give the account's secrets below carriers." + code
                        + " in prevenance.yaml.");
        for (int i = 0; i < steps.size(); i++) {
            terminal.wrapped((i + 1) + ". ", "   ", steps.get(i));
        }
        return ExitCode.OK;
    }
}
