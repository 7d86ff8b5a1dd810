package prevenance.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.doctor.Doctor;
import prevenance.message.Composer;

/// What the verbs ask of the wired program. Methods that read a configuration throw
/// [prevenance.config.ConfigurationException] with all of its problems.
public interface Program {
    /// The folder that holds `carriers/`, `templates/` and the commented configuration.
    Path home();

    InstantSource time();

    /// The service; returns when it was stopped.
    ///
    /// @param resumeAfter after a restore: until then the former database was sending; null when nobody says it
    void run(Path config, @Nullable Instant resumeAfter) throws InterruptedException;

    /// The make-believe shop; returns the exit code.
    int demo(DemoArguments arguments, PrintStream out) throws IOException;

    /// Reads all that the service would read; returns what was found, in words.
    List<String> check(Path config, Consumer<String> warnings);

    /// Opens what the verbs on orders, parcels, cases and messages work on.
    Workbench open(Path config);

    /// As above, on another database file than the configured one.
    Workbench open(Path config, Path database);

    /// Looks at the installation; its configuration may be wrong.
    Doctor doctor(Path config);

    /// What the verbs on backups work on.
    StoreCare care(Path config);

    /// All declared carriers.
    CarrierCatalog carriers();

    /// What the configuration says of each carrier, by code.
    default Map<String, CarrierSettings> carrierSettings(Path config) {
        return carrierSettings(config, carriers());
    }

    /// As above, of the carriers of this catalogue.
    Map<String, CarrierSettings> carrierSettings(Path config, CarrierCatalog catalog);

    /// The words of the mails.
    ///
    /// @param config for the shops and where their own templates lie; null: an invented shop, none of its own
    /// @param own    a folder of templates to read instead of the configured one, null for that
    Composer composer(@Nullable Path config, @Nullable Path own);
}
