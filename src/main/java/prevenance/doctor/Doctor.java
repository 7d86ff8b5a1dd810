package prevenance.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import prevenance.config.Problem;
import prevenance.message.Outbox;
import prevenance.message.mail.MailServer;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.Security;
import prevenance.store.BackupSettings;
import prevenance.store.Backups;
import prevenance.store.StoreAddress;

/// Looks at everything an installation needs. Changes nothing and sends nothing; asks each host once.
public final class Doctor {
    private final Installation installation;
    private final InstantSource time;

    /// What is looked at.
    ///
    /// @param problems     of the configuration; when there are some, only the machine is looked at beside them
    /// @param carriers     hosts of the carriers that are on
    /// @param carriersOn   their codes
    /// @param mailServer   null when its settings cannot be used
    /// @param senderDomain of the mails
    /// @param nameServer   such as `dns://127.0.0.1:5353`, null for the machine's own
    /// @param folders      folders of the data
    public record Installation(
            Path config,
            List<Problem> problems,
            StoreAddress store,
            BackupSettings backup,
            List<Host> carriers,
            List<String> carriersOn,
            MailSettings mail,
            @Nullable MailServer mailServer,
            String senderDomain,
            @Nullable String nameServer,
            List<Path> folders,
            ZoneId zone) {}

    public Doctor(Installation installation, InstantSource time) {
        this.installation = installation;
        this.time = time;
    }

    /// A host by its address, `https://api.example.org`.
    public static Host host(String purpose, java.net.URI address) {
        return Host.of(purpose, address);
    }

    /// `host:port` with its purpose, each once: what a firewall must let out.
    public List<String> hosts() {
        List<Host> all = new ArrayList<>(installation.carriers());
        MailSettings mail = installation.mail();
        all.add(new Host("SMTP", mail.host(), mail.port(), mail.security() == Security.TLS));
        if (installation.store() instanceof StoreAddress.Server server) {
            String[] parts = server.host().split(":", 2);
            all.add(new Host("PostgreSQL", parts[0], Integer.parseInt(parts[1]), false));
        }
        return HostChecks.lines(all);
    }

    /// Everything, in the order of the topics.
    ///
    /// @param offline  asks nobody outside of this machine
    /// @param progress told of each topic before it is looked at
    public List<Finding> examine(boolean offline, Consumer<Topic> progress) {
        List<Finding> findings = new ArrayList<>();
        HostChecks hosts = new HostChecks(time);
        for (Check check : checks(hosts)) {
            progress.accept(check.topic());
            if (!offline || !check.network()) {
                findings.addAll(check.look().findings());
            }
        }
        findings.sort(Comparator.comparing(Finding::topic));
        return findings;
    }

    private List<Check> checks(HostChecks hosts) {
        Check configuration = new Check(Topic.CONFIGURATION, false, this::configuration);
        Check machine = new Check(Topic.MACHINE, false, MachineChecks::machine);
        if (!installation.problems().isEmpty()) {
            return List.of(configuration, machine);
        }
        Visit carriers = new Visit((SSLSocketFactory) SSLSocketFactory.getDefault());
        DataChecks data = new DataChecks(installation.store(), installation.zone());
        Backups backups = new Backups(installation.store(), installation.backup(), installation.zone());
        MailServer server = installation.mailServer();
        List<Check> checks = new ArrayList<>(List.of(
                configuration,
                new Check(Topic.DATABASE, false, data::database),
                new Check(Topic.BACKUP, false, () -> data.backup(backups, time.instant())),
                new Check(
                        Topic.WORK,
                        false,
                        () -> data.work(
                                new Outbox(installation.senderDomain()), installation.carriersOn(), time.instant())),
                new Check(Topic.CARRIERS, true, () -> hosts.carriers(installation.carriers(), carriers))));
        if (server != null) {
            checks.add(new Check(
                    Topic.MAIL, true, () -> hosts.mail(installation.mail(), server, new Visit(server.trusted()))));
        }
        checks.add(new Check(
                Topic.DOMAIN,
                true,
                () -> new DomainChecks(installation.nameServer())
                        .look(
                                installation.senderDomain(),
                                server == null ? null : server.posting().dkim())));
        checks.add(new Check(Topic.CLOCK, false, () -> MachineChecks.clock(hosts.offsets())));
        checks.add(new Check(Topic.DISK, false, () -> MachineChecks.disk(places())));
        checks.add(new Check(Topic.FILES, false, () -> MachineChecks.files(installation.config(), hidden())));
        checks.add(machine);
        return checks;
    }

    private List<Finding> configuration() {
        if (installation.problems().isEmpty()) {
            return List.of(Finding.of(
                    Topic.CONFIGURATION, Standing.FINE, installation.config().toString(), "configuration.fine"));
        }
        return installation.problems().stream()
                .map(problem -> Finding.of(
                        Topic.CONFIGURATION,
                        Standing.PROBLEM,
                        problem.file() + (problem.line() == null ? "" : ":" + problem.line()),
                        "configuration.problem",
                        problem.path(),
                        problem.message(),
                        problem.remedy()))
                .toList();
    }

    private Set<Path> places() {
        Set<Path> places = new LinkedHashSet<>();
        if (installation.store() instanceof StoreAddress.File(Path file)) {
            places.add(file.toAbsolutePath().getParent());
            places.add(installation.backup().folder());
        }
        places.addAll(installation.folders());
        return places;
    }

    private List<Path> hidden() {
        return installation.store() instanceof StoreAddress.File(Path file)
                ? Stream.of("", "-wal")
                        .map(end -> file.resolveSibling(file.getFileName() + end))
                        .toList()
                : List.of();
    }
}
