package prevenance.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import prevenance.doctor.Visit.Outcome;
import prevenance.message.mail.MailServer;
import prevenance.message.mail.MailSettings;
import prevenance.message.mail.Security;
import prevenance.message.mail.SendResult;

/// Those whom the installation speaks to: can they be had, are they who they should be, and what time do they have.
final class HostChecks {
    private static final Duration SOON = Duration.ofDays(21);
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final InstantSource time;
    private final Queue<Duration> offsets = new ConcurrentLinkedQueue<>();

    HostChecks(InstantSource time) {
        this.time = time;
    }

    /// By how much each carrier's clock is ahead of ours, of those asked so far; to the second.
    List<Duration> offsets() {
        return List.copyOf(offsets);
    }

    /// All at once: it takes as long as the slowest.
    List<Finding> carriers(List<Host> hosts, Visit visit) {
        if (hosts.isEmpty()) {
            return List.of(Finding.of(Topic.CARRIERS, Standing.WARNING, "", "carriers.none"));
        }
        return each(hosts, host -> {
            Instant asked = time.instant();
            Outcome outcome = visit.http(host);
            if (outcome instanceof Outcome.Reached reached) {
                reached.theirs().ifPresent(theirs -> offsets.add(Duration.between(asked, theirs)));
            }
            return found(Topic.CARRIERS, host, outcome);
        });
    }

    /// @param server null when its settings cannot be used
    List<Finding> mail(MailSettings settings, MailServer server, Visit visit) {
        Host host = new Host("SMTP", settings.host(), settings.port(), settings.security() == Security.TLS);
        Outcome outcome = visit.smtp(host, settings.security() == Security.STARTTLS);
        List<Finding> findings = new ArrayList<>();
        findings.add(found(Topic.MAIL, host, outcome));
        if (outcome instanceof Outcome.Failed) {
            return findings;
        }
        if (settings.security() == Security.NONE) {
            findings.add(Finding.of(Topic.MAIL, Standing.FINE, host.address(), "smtp.plain"));
        }
        findings.add(
                switch (server.connection().probe()) {
                    case SendResult.Accepted _ ->
                        Finding.of(
                                Topic.MAIL,
                                Standing.FINE,
                                host.address(),
                                settings.username() == null ? "smtp.open" : "smtp.login");
                    case SendResult.Misconfigured wrong -> refused(host, "smtp.login-refused", wrong.reason());
                    case SendResult.ServerDown down -> refused(host, "smtp.down", down.reason());
                    case SendResult.Deferred deferred -> refused(host, "smtp.down", deferred.reason());
                    case SendResult.Unclear unclear -> refused(host, "smtp.down", unclear.reason());
                    case SendResult.RefusedAddress other -> refused(host, "smtp.down", other.reason());
                    case SendResult.RefusedMessage other -> refused(host, "smtp.down", other.reason());
                    case SendResult.Poison other -> refused(host, "smtp.down", other.reason());
                });
        return findings;
    }

    private static Finding refused(Host host, String key, String why) {
        return Finding.of(Topic.MAIL, Standing.PROBLEM, host.address(), key, why);
    }

    private Finding found(Topic topic, Host host, Outcome outcome) {
        String subject = host.purpose() + " (" + host.address() + ")";
        return switch (outcome) {
            case Outcome.Failed(String key, String detail) ->
                Finding.of(topic, Standing.PROBLEM, subject, key, detail, host.address());
            case Outcome.Reached reached -> {
                long millis = reached.took().toMillis();
                Instant ends = reached.certificateEnds().orElse(null);
                if (ends == null) {
                    yield Finding.of(topic, Standing.FINE, subject, "host.plain", millis);
                }
                String day = ends.atZone(ZoneOffset.UTC).toLocalDate().toString();
                if (ends.isBefore(time.instant())) {
                    // Java takes one that is trusted by itself, and not for its issuer, also after its end.
                    yield Finding.of(topic, Standing.PROBLEM, subject, "tls.expired", day, host.address());
                }
                if (ends.isBefore(time.instant().plus(SOON))) {
                    yield Finding.of(topic, Standing.WARNING, subject, "tls.ends-soon", day);
                }
                yield Finding.of(
                        topic,
                        reached.took().compareTo(SLOW) > 0 ? Standing.WARNING : Standing.FINE,
                        subject,
                        reached.took().compareTo(SLOW) > 0 ? "host.slow" : "host.fine",
                        millis,
                        day);
            }
        };
    }

    private static List<Finding> each(List<Host> hosts, Function<Host, Finding> look) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Finding>> futures = hosts.stream()
                    .map(host -> threads.submit(() -> look.apply(host)))
                    .toList();
            List<Finding> findings = new ArrayList<>();
            for (Future<Finding> future : futures) {
                findings.add(future.get());
            }
            return findings;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    /// What is known of a purpose's addresses, one line each.
    static List<String> lines(List<Host> hosts) {
        return hosts.stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        Host::address,
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.mapping(Host::purpose, java.util.stream.Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map((Map.Entry<String, String> entry) -> entry.getKey() + "  " + entry.getValue())
                .toList();
    }
}
