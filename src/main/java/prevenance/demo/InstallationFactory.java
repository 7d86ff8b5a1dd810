package prevenance.demo;

import java.nio.file.Path;
import java.time.InstantSource;

/// Opens the program.
@FunctionalInterface
public interface InstallationFactory {
    /// @param configuration a `prevenance.yaml`
    /// @param clock         the only clock the program may look at
    Installation open(Path configuration, InstantSource clock);
}
