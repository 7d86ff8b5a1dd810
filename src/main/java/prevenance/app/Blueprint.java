package prevenance.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierCatalog;
import prevenance.config.ConfigurationException;
import prevenance.config.Problems;
import prevenance.health.Counts;
import prevenance.message.Composer;
import prevenance.message.mail.MailServer;
import prevenance.store.Database.Use;

/// What the files say, whole and without a mistake: all that an installation is made of besides its database.
///
/// @param counts goes on counting whatever the files say
record Blueprint(Settings settings, CarrierCatalog catalog, Composer composer, MailServer mail, Counts counts) {

    /// Reads configuration, carriers and templates.
    ///
    /// @param home holds `carriers/` and `templates/`
    /// @throws ConfigurationException when anything is wrong; then nothing of it is of use
    static Blueprint read(Path config, Path home, Map<String, String> environment, Use use, Counts counts) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(home.resolve("carriers"), problems);
        Settings settings = Settings.read(config, environment, catalog, problems);
        problems.throwIfAny();
        return of(settings, catalog, home.resolve("templates"), use, counts);
    }

    /// As above, for a daemon that begins. The program's own templates are read and not looked through yet, see
    /// [#lookThrough].
    static Blueprint begin(Path config, Path home, Map<String, String> environment, Counts counts) {
        return read(config, home, environment, Use.VERB, counts);
    }

    /// Before any mail is written.
    ///
    /// @throws ConfigurationException when a template cannot be used
    void lookThrough() {
        Problems problems = new Problems();
        composer.lookThrough(problems);
        problems.throwIfAny();
    }

    /// Reads what settings that were read already name: templates and certificates.
    ///
    /// @throws ConfigurationException when templates or mail settings cannot be used
    static Blueprint of(Settings settings, CarrierCatalog catalog, Path templates, Use use, Counts counts) {
        Problems problems = new Problems();
        Path own = settings.templates().folder();
        Composer composer = use == Use.DAEMON
                ? Composer.load(templates, own, settings.shops(), problems)
                : Composer.open(templates, own, settings.shops(), problems);
        MailServer mail = mail(settings, counts, problems);
        problems.throwIfAny();
        return new Blueprint(settings, catalog, composer, Objects.requireNonNull(mail), counts);
    }

    /// Null when it cannot be used; the problems say why.
    static @Nullable MailServer mail(Settings settings, Counts counts, Problems problems) {
        try {
            return new MailServer(
                    settings.mail(),
                    settings.shop().sender(),
                    counts::sent,
                    settings.arrival().posting());
        } catch (IOException unusable) {
            problems.add(
                    "prevenance.yaml",
                    null,
                    "mail.certificates",
                    String.valueOf(unusable.getMessage()),
                    "name a file of PEM certificates that this user may read");
            return null;
        }
    }
}
