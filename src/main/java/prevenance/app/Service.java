package prevenance.app;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import prevenance.config.ConfigurationException;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.health.Counts;
import prevenance.health.Supervisor;
import prevenance.store.Database;
import prevenance.store.Database.Use;
import prevenance.store.StoreException;
import prevenance.web.ListenException;

/// The program while it runs as a service. A new configuration makes a whole new program on the same database; it
/// takes the old one's place between two beats, or not at all.
final class Service implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final Path config;
    private final Path home;
    private final Map<String, String> environment;
    private final SteadyClock clock;
    private final Supervisor supervisor;
    private volatile Prevenance program;
    /// Whether the templates were looked through.
    private volatile boolean wordsHold;
    private Observing observing;
    private Beats beats;
    private Doors doors;

    private Service(
            Path config,
            Path home,
            Map<String, String> environment,
            SteadyClock clock,
            Supervisor supervisor,
            Blueprint blueprint,
            Prevenance program) {
        this.config = config;
        this.home = home;
        this.environment = environment;
        this.clock = clock;
        this.supervisor = supervisor;
        this.program = program;
        observing = Observing.start(program, supervisor, clock);
        clock.onLeap(leap -> this.program.clockLeapt(leap));
        beats = ring();
        try {
            // Parcels are asked about already; mails wait for their words, and people for their site.
            blueprint.lookThrough();
            wordsHold = true;
            doors = Doors.open(program, observing, clock.instant());
        } catch (RuntimeException notStarted) {
            beats.close();
            observing.close();
            throw notStarted;
        }
        LOG.atInfo().addKeyValue("database", program.database().name()).log("watching");
        observing.ready();
    }

    /// Opens everything and begins to work.
    ///
    /// @param resumeAfter see [Care#begin]
    /// @param home        holds `carriers/` and `templates/`
    /// @throws ConfigurationException when the configuration must be mended
    /// @throws prevenance.store.StoreException when the database cannot be used
    /// @throws ListenException when an address is taken
    static Service start(
            Path config,
            @Nullable Instant resumeAfter,
            Path home,
            Map<String, String> environment,
            SteadyClock clock,
            Supervisor supervisor) {
        Blueprint first = Blueprint.begin(config, home, environment, new Counts());
        Prevenance program = Prevenance.open(first, clock, Use.DAEMON);
        try {
            program.care().begin(resumeAfter, clock.instant());
            askFirst(program, clock.instant());
            return new Service(config, home, environment, clock, supervisor, first, program);
        } catch (RuntimeException notStarted) {
            program.close();
            throw notStarted;
        }
    }

    /// What is due is asked before all else begins: the carriers answer meanwhile.
    private static void askFirst(Prevenance program, Instant now) {
        try {
            program.watching().poller().pollDue(now);
        } catch (StoreException unusable) {
            LOG.atDebug()
                    .addKeyValue("reason", StoreException.root(unusable))
                    .log("nothing asked yet; the first beat asks");
        }
    }

    /// Reads configuration, carriers and templates again. Work under way ends as it began. What is wrong is told, all
    /// of it, and the old goes on as if nobody had asked.
    void reload() {
        LOG.atInfo().addKeyValue("configuration", config).log("reading the configuration again");
        supervisor.reloading("reading the configuration again");
        Candidate next;
        try {
            next = candidate();
        } catch (ConfigurationException wrong) {
            refuse(wrong.problems().stream().map(Problem::toString).toList());
            return;
        } catch (ListenException | StoreException unusable) {
            refuse(List.of(String.valueOf(unusable.getMessage())));
            return;
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("the new configuration cannot be read");
            refuse(List.of("it cannot be read: " + bug));
            return;
        }
        replaceBy(next);
        LOG.atInfo().log("the new configuration holds");
        observing.ready();
    }

    private void refuse(List<String> problems) {
        for (int i = 0; i < problems.size(); i++) {
            LOG.atError()
                    .addKeyValue("problem", i + 1)
                    .addKeyValue("of", problems.size())
                    .addKeyValue("what", problems.get(i))
                    .log("the new configuration is refused, the old one holds");
        }
        supervisor.ready("watching by the old configuration; the new one was refused, problem 1 of " + problems.size()
                + ": " + problems.getFirst());
    }

    /// What is ready to take over.
    private record Candidate(Prevenance program, Observing observing, Doors doors) {}

    private Candidate candidate() {
        Blueprint next = Blueprint.read(
                config, home, environment, Use.DAEMON, program.watched().counts());
        refuseWhatTakesARestart(next.settings());
        if (!next.settings().log().equals(program.settings().log())) {
            LOG.atWarn().addKeyValue("setting", "log").log("takes a restart; all else holds");
        }
        Prevenance successor = program.successor(next);
        Observing watcher = Observing.start(successor, supervisor, clock);
        watcher.lookAhead(clock.instant());
        try {
            return new Candidate(successor, watcher, Doors.takeOver(successor, watcher, doors));
        } catch (RuntimeException notOpened) {
            watcher.close();
            successor.rest();
            throw notOpened;
        }
    }

    /// The database is opened once; half of a new configuration is never taken up.
    private void refuseWhatTakesARestart(Settings next) {
        Problems problems = new Problems();
        Settings now = program.settings();
        if (!next.store().equals(now.store())) {
            refuse(problems, "store", "another database is opened at a start only");
        }
        if (!next.nodes().equals(now.nodes())) {
            refuse(problems, "nodes", "a daemon joins the others at its start only");
        }
        problems.throwIfAny();
    }

    private void refuse(Problems problems, String setting, String why) {
        problems.add(config.toString(), null, setting, why, "restart the service, or put the former one back");
    }

    private void replaceBy(Candidate next) {
        program.rest();
        beats.close();
        observing.close();
        program = next.program();
        observing = next.observing();
        program.begin();
        beats = ring();
        doors.close();
        doors = next.doors();
    }

    private Beats ring() {
        List<Stage> stages = program.stages().stream().map(this::withWords).toList();
        return Beats.start(
                observing.watched(Care.surely(stages, clock)),
                clock,
                program.machines().cluster());
    }

    /// No mail is written as long as its words may be broken.
    private Stage withWords(Stage stage) {
        return stage.name().equals("send")
                ? stage.with(now -> {
                    if (wordsHold) {
                        stage.beat().accept(now);
                    }
                })
                : stage;
    }

    /// Lets what is under way end, then closes the database.
    @Override
    public void close() {
        try (Database _ = program.database();
                Machines _ = program.machines();
                Observing _ = observing;
                Beats _ = beats) {
            doors.close();
            // Before the beats end, so that a long round ends early.
            program.rest();
        }
    }
}
