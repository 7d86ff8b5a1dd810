package prevenance.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every list takes.
final class ListOptions {
    @Option(names = "--json", description = "One JSON array on standard output, nothing else.")
    boolean json;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    int limit;

    @Option(names = "--carrier", paramLabel = "CODE", description = "Only this carrier's.")
    @Nullable
    String carrier;

    @Option(names = "--order", paramLabel = "NUMBER", description = "Only this order's.")
    @Nullable
    String order;
}
