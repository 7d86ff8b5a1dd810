package prevenance.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the demo was asked for.
///
/// @param dayLength how long a simulated day takes
/// @param colours   whether the terminal shows them
/// @param folder    where database, mails and files go; null for a new temporary one
public record DemoArguments(
        Duration dayLength,
        long seed,
        int parcels,
        int days,
        boolean keep,
        @Nullable Path folder,
        Locale locale,
        boolean colours) {}
