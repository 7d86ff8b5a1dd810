package prevenance.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.HttpCarrierClient;
import prevenance.health.Alarms;
import prevenance.health.CanaryMail;
import prevenance.health.Condition;
import prevenance.health.Conditions;
import prevenance.health.Counts;
import prevenance.health.HealthSettings;
import prevenance.health.HealthSite;
import prevenance.health.MailWatchSettings;
import prevenance.health.Metrics;
import prevenance.health.Pulse;
import prevenance.health.StatusLine;
import prevenance.health.Supervisor;
import prevenance.health.Survey;
import prevenance.health.Watchdog;
import prevenance.health.WriteProbe;
import prevenance.message.Sender;
import prevenance.store.NodeName;
import prevenance.store.StoreAddress;
import prevenance.store.StoreException;
import prevenance.watch.Poller;
import prevenance.web.ListenException;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// What lets the running service be watched.
record Observing(
        Settings settings,
        Supervisor supervisor,
        InstantSource time,
        Pulse pulse,
        WriteProbe probe,
        Survey survey,
        CanaryMail canary,
        Conditions conditions,
        Alarms alarms,
        Metrics metrics,
        Watchdog watchdog,
        boolean clustered,
        CareWatch care)
        implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Observing.class);

    /// A large database takes its time to be copied, and there is no sign of life in between.
    private static final Duration LONGEST_BACKUP = Duration.ofHours(4);

    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    /// A round of one carrier ends with its lease, minutes after it began, and its last calls.
    private static final Duration LONGEST_LANE = Duration.ofHours(1);

    private static final Duration OFTEN = Duration.ofSeconds(10);

    /// Who is asked how it goes.
    record Watched(CarrierDirectory carriers, HttpCarrierClient client, Poller poller, Sender sender, Counts counts) {}

    /// Before anything is opened: tells the service manager that the start may take a while.
    static Supervisor supervisor(Map<String, String> environment) {
        Supervisor supervisor =
                Supervisor.of(environment, ProcessHandle.current().pid());
        supervisor.needs(LONGEST_START, "opening the database");
        return supervisor;
    }

    static Observing start(Prevenance program, Supervisor supervisor, InstantSource time) {
        Settings settings = program.settings();
        HealthSettings health = settings.health();
        MailWatchSettings mails = settings.mailWatch();
        Watched watched = program.watched();
        Pulse pulse = new Pulse(System::nanoTime, health.longestRound());
        pulse.alsoWatch(() -> watched.poller().lasting(LONGEST_LANE).stream()
                .map(code -> "asking " + code + " does not end since " + LONGEST_LANE.toMinutes() + " min")
                .toList());
        WriteProbe probe = new WriteProbe(program.database());
        Survey survey = new Survey(
                program.database(),
                watched.carriers(),
                code -> settings.carrier(code).enabled(),
                program.outbox(),
                watched.sender()::trouble,
                mails.untold(),
                disk(settings.store()));
        CanaryMail canary = new CanaryMail(
                program.database(), program.outbox(), mails, settings.shop().locale());
        CareWatch care = new CareWatch(program.care());
        Conditions conditions = new Conditions(
                pulse,
                probe,
                survey,
                canary,
                health,
                mails,
                Stream.concat(Stream.of(_ -> clock(time)), care.conditions().stream())
                        .toList());
        boolean clustered = program.machines().cluster().isPresent();
        Alarms alarms = new Alarms(
                program.database(),
                settings.alarm(),
                settings.shop().locale(),
                now -> conditions.now(now).stream()
                        .map(condition -> clustered ? condition.seenOn(NodeName.host()) : condition)
                        .toList());
        Metrics metrics = new Metrics(
                watched.counts(), watched.client()::unreadableReplies, pulse, survey, conditions, alarms, canary, time);
        return new Observing(
                settings,
                supervisor,
                time,
                pulse,
                probe,
                survey,
                canary,
                conditions,
                alarms,
                metrics,
                Watchdog.start(supervisor, pulse),
                clustered,
                care);
    }

    private static Optional<Condition> clock(InstantSource time) {
        return time instanceof SteadyClock steady
                ? steady.trouble()
                        .map(by -> Condition.of(
                                "clock",
                                Condition.Level.TROUBLE,
                                null,
                                "clock.wrong",
                                by.abs().toSeconds()))
                : Optional.empty();
    }

    private static @Nullable Path disk(StoreAddress address) {
        return switch (address) {
            case StoreAddress.File(Path file) -> file.toAbsolutePath().getParent();
            case StoreAddress.Server _ -> null;
        };
    }

    /// The stages and those that watch them, each with its marks.
    List<Stage> watched(List<Stage> stages) {
        return Stream.concat(
                        stages.stream(),
                        Stream.of(
                                new Stage("probe", OFTEN, probe::probeDue),
                                new Stage("survey", OFTEN, this::surveyDue),
                                new Stage("canary", OFTEN, canary::canaryDue),
                                new Stage("alarms", OFTEN, alarms::alarmsDue)))
                // What another daemon may be doing is not missed on this one.
                .map(stage -> stage.with(pulse.watched(
                        stage.name(), stage.every(), limit(stage), stage.once() && clustered, stage.beat())))
                .toList();
    }

    private void surveyDue(Instant now) {
        look(now);
        supervisor.status(status(now));
    }

    private void look(Instant now) {
        survey.lookDue(now);
        care.look(now);
    }

    /// Reads the figures before anybody asks for them: who takes another's place is as ready as that one was. A
    /// database that does not answer is read again by the first round.
    void lookAhead(Instant now) {
        try {
            look(now);
        } catch (RuntimeException failed) {
            LOG.atWarn().addKeyValue("reason", StoreException.root(failed)).log("the first figures cannot be read");
        }
    }

    private String status(Instant now) {
        return survey.last()
                .map(reading -> new StatusLine(settings.shop().timeZone()).of(reading, conditions.now(now), now))
                .orElse("watching");
    }

    /// Told when everything is open, scheduled and listening.
    void ready() {
        supervisor.ready(status(time.instant()));
    }

    /// Some wait for others and show no sign of life meanwhile: a mail may take its whole deadline, a copy of the
    /// database is encrypted by another program, and each way of telling an alarm may be slow.
    private Duration limit(Stage stage) {
        Duration usual = settings.health().stuckAfter();
        Duration own = switch (stage.name()) {
            case "send" -> settings.mail().deadline().plus(Duration.ofSeconds(15));
            case "backup" -> LONGEST_BACKUP;
            case "alarms" -> Duration.ofMinutes(10);
            default -> usual;
        };
        return own.compareTo(usual) > 0 ? own : usual;
    }

    /// That nobody can look from outside is no reason not to work.
    ///
    /// @param old whose place it takes; null: nobody's
    @Nullable
    Listener open(@Nullable Listener old) {
        ListenerSettings site = settings.health().listener();
        if (!site.enabled()) {
            return null;
        }
        try {
            return HealthSite.open(Doors.beside(old, site), pulse, conditions, metrics, time);
        } catch (ListenException taken) {
            LOG.atWarn()
                    .addKeyValue("reason", taken.getMessage())
                    .log("no metrics and no health: the port is not to be had");
            return null;
        }
    }

    @Override
    public void close() {
        watchdog.close();
        metrics.close();
    }
}
