package prevenance.app;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierHosts;
import prevenance.config.Problems;
import prevenance.doctor.Doctor;
import prevenance.doctor.Host;
import prevenance.health.Counts;
import prevenance.message.Composer;

/// What the doctor is to look at, gathered without opening anything.
final class Examination {
    private Examination() {}

    static Doctor of(Path config, Path home, Map<String, String> environment, InstantSource time) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(home.resolve("carriers"), problems);
        Settings settings = Settings.read(config, environment, catalog, problems);
        if (problems.isEmpty()) {
            Composer.load(home.resolve("templates"), settings.templates().folder(), settings.shops(), problems)
                    .addRefused(problems);
        }
        List<Host> hosts = new ArrayList<>();
        List<String> on = new ArrayList<>();
        for (String code : problems.isEmpty() ? catalog.codes() : List.<String>of()) {
            if (settings.carrier(code).enabled()) {
                on.add(code);
                CarrierHosts.of(catalog.definition(code), settings.carrier(code))
                        .forEach(address ->
                                hosts.add(Doctor.host(catalog.definition(code).name(), address)));
            }
        }
        return new Doctor(
                new Doctor.Installation(
                        config,
                        problems.list(),
                        settings.store(),
                        settings.backup(),
                        hosts,
                        on,
                        settings.mail(),
                        Blueprint.mail(settings, new Counts(), new Problems()),
                        settings.shop().senderDomain(),
                        environment.get("PREVENANCE_NAME_SERVER"),
                        List.of(Objects.requireNonNull(settings.intake().dropFolder())),
                        settings.shop().timeZone()),
                time);
    }
}
