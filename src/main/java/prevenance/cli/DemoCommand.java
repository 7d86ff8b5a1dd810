package prevenance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import prevenance.config.Durations;

/// A make-believe shop, so that a newcomer sees it work in a minute.
@Command(
        name = "demo",
        description = "Shows a month of a make-believe shop: no account, no network, real carrier formats.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    @ParentCommand
    private RootCommand root;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--speed",
            paramLabel = "TIME",
            defaultValue = "2500ms",
            description = "How long a simulated day takes (default: ${DEFAULT-VALUE}).")
    private String speed;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Same seed, same story (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--parcels",
            paramLabel = "N",
            defaultValue = "300",
            description = "How many parcels (default: ${DEFAULT-VALUE}).")
    private int parcels;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "28",
            description = "How many simulated days (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(names = "--keep", description = "Go on in real time at the end, with the console open, to look around.")
    private boolean keep;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where database and mails go (default: a new temporary folder).")
    private @Nullable Path folder;

    @Option(
            names = "--locale",
            paramLabel = "fr|en",
            defaultValue = "en",
            description = "Language of the story (default: ${DEFAULT-VALUE}).")
    private String locale;

    @Override
    public Integer call() throws IOException {
        Duration dayLength = Durations.parse(speed)
                .filter(d -> !d.isZero())
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--speed: '" + speed + "' is not a length of time such as 2s or 500ms"));
        if (parcels < 1 || parcels > 5_000 || days < 1 || days > 90) {
            throw new ParameterException(spec.commandLine(), "--parcels takes 1 to 5000 and --days 1 to 90");
        }
        return root.program()
                .demo(
                        new DemoArguments(
                                dayLength,
                                seed,
                                parcels,
                                days,
                                keep,
                                folder,
                                Locale.forLanguageTag(locale),
                                Ansi.AUTO.enabled()),
                        new PrintStream(System.out, true, StandardCharsets.UTF_8));
    }
}
