package prevenance.app;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.cli.DemoArguments;
import prevenance.cli.ExitCode;
import prevenance.cli.Program;
import prevenance.cli.RootCommand;
import prevenance.cli.StoreCare;
import prevenance.cli.Workbench;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.demo.DemoOptions;
import prevenance.demo.DemoWorld;
import prevenance.doctor.Doctor;
import prevenance.health.Counts;
import prevenance.health.Supervisor;
import prevenance.message.Composer;
import prevenance.message.ShopSettings;
import prevenance.message.Shops;
import prevenance.message.TemplateSettings;
import prevenance.message.mail.DkimRecord;
import prevenance.message.mail.DkimSettings;
import prevenance.store.Database;

/// Starts the program.
public final class Main implements Program {
    private static final String LOG_LEVEL = "prevenance.log";

    /// The demo is short whatever the machine: then the story is cut and summed up.
    private static final Duration DEMO_LIMIT = Duration.ofSeconds(105);

    private final Path home;
    private final Map<String, String> environment;
    private final InstantSource time = InstantSource.system();

    /// @param home holds `carriers/` and `templates/`
    Main(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    public static void main(String[] args) {
        // The launcher says where the program lies; beside the sources it is the working directory.
        Path home = Path.of(System.getProperty("prevenance.home", "")).toAbsolutePath();
        List<String> words = List.of(args);
        Map<String, String> environment = System.getenv();
        // Only the service tells in its log what it does; a verb prints its result.
        if (System.getProperty(LOG_LEVEL) == null && !words.contains("run")) {
            System.setProperty(LOG_LEVEL, words.contains("demo") ? "ERROR" : "WARN");
        }
        int code = RootCommand.execute(new Main(home, environment), environment, args);
        System.exit(code);
    }

    @Override
    public Path home() {
        return home;
    }

    @Override
    public InstantSource time() {
        return time;
    }

    @Override
    public CarrierCatalog carriers() {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(home.resolve("carriers"), problems);
        problems.throwIfAny();
        return catalog;
    }

    @Override
    public Map<String, CarrierSettings> carrierSettings(Path config, CarrierCatalog catalog) {
        Problems problems = new Problems();
        Map<String, CarrierSettings> settings = Settings.readCarriers(config, environment, catalog, problems);
        problems.throwIfAny();
        return settings;
    }

    @Override
    public List<String> check(Path config, Consumer<String> warnings) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(home.resolve("carriers"), problems);
        Settings settings = Settings.read(config, environment, catalog, problems);
        Composer.load(home.resolve("templates"), settings.templates().folder(), settings.shops(), problems)
                .addRefused(problems);
        problems.throwIfAny();
        problems.warnings().forEach(warning -> warnings.accept("warning: " + warning));
        List<String> facts = new ArrayList<>();
        List<String> on = catalog.codes().stream()
                .filter(code -> settings.carrier(code).enabled())
                .toList();
        List<String> off =
                catalog.codes().stream().filter(code -> !on.contains(code)).toList();
        facts.add("carriers on: " + (on.isEmpty() ? "none" : String.join(", ", on)));
        facts.add("carriers off (no credentials given): " + (off.isEmpty() ? "none" : String.join(", ", off)));
        facts.add("database: " + settings.store());
        facts.add("drop folder: " + settings.intake().dropFolder());
        facts.add("mail: " + settings.mail().host() + ":" + settings.mail().port() + ", "
                + settings.mail().security());
        DkimSettings dkim = settings.arrival().posting().dkim();
        facts.add(
                dkim == null
                        ? "signature (DKIM): none here"
                        : "signature (DKIM): publish " + DkimRecord.of(dkim).zoneLine());
        return facts;
    }

    @Override
    public Composer composer(@Nullable Path config, @Nullable Path own) {
        Problems problems = new Problems();
        Shops shops = Shops.of(ShopSettings.example());
        Path folder = own;
        if (config != null) {
            Path beside =
                    Objects.requireNonNull(config.toAbsolutePath().normalize().getParent());
            YamlSection root = YamlFile.read(config, config.toString(), References.of(environment, beside), problems);
            Shops configured = Shops.read(root, beside);
            Path configuredFolder =
                    TemplateSettings.read(root.section("messages"), beside).folder();
            // The configuration that comes with the program names no shop yet.
            if (!problems.isEmpty() && beside.equals(home.normalize())) {
                problems = new Problems();
            } else {
                shops = configured;
                folder = own == null ? configuredFolder : own;
            }
        }
        Composer composer = Composer.open(home.resolve("templates"), folder, shops, problems);
        problems.throwIfAny();
        return composer;
    }

    @Override
    public Workbench open(Path config) {
        return workbench(open(config, Database.Use.VERB, time));
    }

    @Override
    public Workbench open(Path config, Path database) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(home.resolve("carriers"), problems);
        Settings settings = Settings.read(config, environment, catalog, problems, database);
        problems.throwIfAny();
        return workbench(Prevenance.open(
                Blueprint.of(settings, catalog, home.resolve("templates"), Database.Use.VERB, new Counts()),
                time,
                Database.Use.VERB));
    }

    @Override
    public Doctor doctor(Path config) {
        return Examination.of(config, home, environment, time);
    }

    @Override
    public StoreCare care(Path config) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(home.resolve("carriers"), problems);
        Settings settings = Settings.read(config, environment, catalog, problems);
        problems.throwIfAny();
        return new StoreCare(
                settings.store(),
                settings.backup(),
                settings.shop().timeZone(),
                settings.shop().locale());
    }

    private Workbench workbench(Prevenance program) {
        return new Workbench(
                program.database(),
                time,
                program.zone(),
                program.imports(),
                program.cases(),
                program.outbox(),
                program.links(),
                program.webhooks(),
                program.api(),
                program.consoleAddress(),
                program.settings().shop().locale(),
                program.whatIf(),
                program.privacy(),
                program::close);
    }

    /// What the running service is told from outside.
    private enum Order {
        RELOAD,
        STOP
    }

    /// Runs until SIGTERM or Ctrl-C, which end it with 0 after what is under way is done. SIGHUP reads the
    /// configuration again.
    @Override
    public void run(Path config, @Nullable Instant resumeAfter) throws InterruptedException {
        Settings.readLog(config, environment).apply();
        BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicBoolean clean = new AtomicBoolean();
        // Before anything works: a signal that comes while it starts ends it as cleanly as a later one.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            orders.add(Order.STOP);
            awaitUninterruptibly(stopped);
            if (clean.get()) {
                // A JVM ended by a signal would leave with 143; a clean stop is a success.
                Runtime.getRuntime().halt(0);
            }
        }));
        if (!Doors.isTerminal()) {
            // On a terminal the signal says that the terminal is gone.
            HangUp.does(() -> orders.add(Order.RELOAD));
        }
        try {
            runUntil(orders, config, resumeAfter);
            clean.set(true);
        } finally {
            stopped.countDown();
        }
    }

    private void runUntil(BlockingQueue<Order> orders, Path config, @Nullable Instant resumeAfter)
            throws InterruptedException {
        Database.refuseSecondDaemon(Settings.readStore(config, environment));
        SteadyClock clock = new SteadyClock(time, System::nanoTime);
        try (Supervisor supervisor = Observing.supervisor(environment);
                Service service = Service.start(config, resumeAfter, home, environment, clock, supervisor)) {
            while (orders.take() == Order.RELOAD) {
                // Whoever asked meanwhile is answered by the same reading.
                orders.removeIf(Order.RELOAD::equals);
                service.reload();
            }
            supervisor.stopping("letting calls and mails under way end");
            LoggerFactory.getLogger(Main.class).info("stopping");
        }
    }

    @Override
    public int demo(DemoArguments arguments, PrintStream out) throws IOException {
        Path folder = arguments.folder() == null
                ? temporaryFolder()
                : arguments.folder().toAbsolutePath();
        if (!DemoWorld.isFree(folder)) {
            out.println("prevenance: the folder " + folder + " is not empty; name another with --folder");
            return ExitCode.USAGE;
        }
        DemoOptions options = new DemoOptions(
                arguments.dayLength(),
                arguments.seed(),
                arguments.parcels(),
                arguments.days(),
                arguments.keep(),
                folder,
                arguments.locale(),
                arguments.colours(),
                DEMO_LIMIT);
        new DemoWorld(
                        options,
                        (config, clock) -> new DemoInstallation(
                                open(config, home, environment, Database.Use.DAEMON, clock), clock),
                        out)
                .run();
        return ExitCode.OK;
    }

    private static Path temporaryFolder() throws IOException {
        return Files.createTempDirectory("prevenance-demo-");
    }

    private Prevenance open(Path config, Database.Use use, InstantSource clock) {
        return open(config, home, environment, use, clock);
    }

    /// Reads a configuration and opens what it describes.
    static Prevenance open(
            Path config, Path home, Map<String, String> environment, Database.Use use, InstantSource clock) {
        return Prevenance.open(Blueprint.read(config, home, environment, use, new Counts()), clock, use);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
