package prevenance.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import prevenance.demo.Stage.Look;
import prevenance.demo.StoryStore.Tally;

/// A make-believe shop with its customers, carriers and mail server, lived through in a minute. Nothing leaves the
/// machine.
///
/// Time does not run but is moved in steps, and each step ends when everything due has been done; so the same seed
/// tells
/// the same story however fast the machine is.
public final class DemoWorld {
    private static final Duration STEP_BY_DAY = Duration.ofMinutes(30);
    private static final Duration STEP_BY_NIGHT = Duration.ofMinutes(60);
    private static final Duration STEP_WHEN_LOOKING = Duration.ofSeconds(1);
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final LocalTime EVENING = LocalTime.of(21, 0);
    private static final LocalTime PAPERWORK = LocalTime.of(18, 0);
    /// When the service opens, its lead reads what waits for approval; of the last day some stays for whoever looks.
    private static final LocalTime APPROVALS = LocalTime.of(9, 0);
    private static final Duration LEFT_WAITING = Duration.ofDays(1);

    private final DemoOptions options;
    private final InstallationFactory installations;
    private final Stage stage;

    /// @param out receives the story, in UTF-8
    public DemoWorld(DemoOptions options, InstallationFactory installations, PrintStream out) {
        this.options = options;
        this.installations = installations;
        this.stage = new Stage(out, options.ansi());
    }

    /// Lives through the days and sums them up; with `keep` it then goes on in real time
    /// until its thread is interrupted.
    ///
    /// @throws UncheckedIOException when the folder cannot be written or no port can be opened
    public void run() {
        try {
            tell();
        } catch (IOException failed) {
            throw new UncheckedIOException("the demo cannot use the folder " + options.folder(), failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether the folder can take a demo: absent or empty.
    public static boolean isFree(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return true;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private void tell() throws IOException, InterruptedException {
        long started = System.nanoTime();
        Path folder = Files.createDirectories(options.folder()).toAbsolutePath();
        List<ParcelScript> scripts = new ScriptWriter(options.seed(), options.parcels(), options.days()).write();
        Aftermath aftermath = Aftermath.of(scripts, options.seed());
        List<ParcelScript> all = new ArrayList<>(scripts);
        aftermath.replacements().forEach(exchange -> all.add(exchange.parcel()));
        Instant start = at(ScriptWriter.FIRST_DAY, MORNING);
        Instant end = at(ScriptWriter.FIRST_DAY.plusDays(options.days()), MORNING);
        DemoClock clock = new DemoClock(start);
        Trouble trouble = new Trouble(options.seed(), Trouble.USUAL_PER_MILLE);
        try (SimulatedCarriers carriers = SimulatedCarriers.open(all, trouble, clock);
                DemoMailbox mailbox = DemoMailbox.open(folder.resolve("mails"));
                Installation installation =
                        installations.open(DemoConfiguration.write(folder, carriers, mailbox), clock)) {
            Storyteller storyteller = new Storyteller(installation::database, stage, options, start);
            ShopFiles files = new ShopFiles(folder.resolve("files"));
            Evenings evenings = new Evenings(files, scripts, aftermath, installation, storyteller);
            opening(scripts.size(), folder);
            Pace pace = new Pace(options.speed(), start, started);
            boolean cutShort = false;
            Mornings mornings = new Mornings(installation, storyteller, end.minus(LEFT_WAITING));
            while (clock.instant().isBefore(end) && !cutShort) {
                step(clock, evenings, mornings, installation, storyteller, pace);
                cutShort = System.nanoTime() - started > options.limit().toNanos();
            }
            storyteller.end();
            Tally tally = installation.database().<Tally>read(new StoryStore()::tally);
            int days =
                    (int) Duration.between(start, clock.instant()).plusHours(1).toDays();
            new Epilogue(stage, options)
                    .tell(
                            tally,
                            carriers.asked(),
                            days,
                            Duration.ofNanos(System.nanoTime() - started),
                            folder,
                            cutShort && clock.instant().isBefore(end));
            if (options.keep()) {
                goOnInRealTime(clock, installation);
            }
        }
    }

    /// Now a second takes a second, so that one can look around and do things; nothing new is brought in.
    private void goOnInRealTime(DemoClock clock, Installation installation) throws InterruptedException {
        new Invitation(stage, options).tell(installation.openDoors(), clock.instant());
        Instant end = clock.instant();
        long since = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            TimeUnit.NANOSECONDS.sleep(STEP_WHEN_LOOKING.toNanos());
            clock.set(end.plusNanos(System.nanoTime() - since));
            installation.beat(clock.instant());
        }
    }

    private static void step(
            DemoClock clock,
            Evenings evenings,
            Mornings mornings,
            Installation installation,
            Storyteller storyteller,
            Pace pace)
            throws IOException, InterruptedException {
        ZonedDateTime before = clock.instant().atZone(Place.WAREHOUSE.zone());
        boolean night =
                before.toLocalTime().isBefore(MORNING) || !before.toLocalTime().isBefore(EVENING);
        Instant now = clock.instant().plus(night ? STEP_BY_NIGHT : STEP_BY_DAY);
        clock.set(now);
        if (now.atZone(Place.WAREHOUSE.zone()).toLocalTime().equals(PAPERWORK)) {
            evenings.bringIn(now);
        }
        mornings.approve(now);
        installation.beat(now);
        storyteller.beat(now);
        pace.keep(now);
    }

    private void opening(int parcels, Path folder) {
        boolean french = options.isFrench();
        stage.line(stage.in(Look.STRONG, "Prevenance · demo"));
        stage.line(
                french
                        ? "  Une boutique inventée, " + parcels + " colis, six transporteurs simulés sur cette machine"
                                + " dans leurs vrais formats."
                        : "  A make-believe shop, " + parcels + " parcels, six carriers simulated on this machine in"
                                + " their real formats.");
        stage.line((french ? "  Rien n'en sort ; tout est gardé dans " : "  Nothing leaves it; everything is kept in ")
                + folder);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(Place.WAREHOUSE.zone()).toInstant();
    }

    /// What the lead of the service does when it opens.
    private record Mornings(Installation installation, Storyteller storyteller, Instant last) {
        void approve(Instant now) {
            ZonedDateTime local = now.atZone(Place.WAREHOUSE.zone());
            if (now.isBefore(last)
                    && local.toLocalTime().equals(APPROVALS)
                    && WorkingDays.isWorking(local.toLocalDate())) {
                int approved = installation.approveWaiting(now);
                if (approved > 0) {
                    storyteller.approved(approved, now);
                }
            }
        }
    }

    /// What the shop does at the end of its day.
    private record Evenings(
            ShopFiles files,
            List<ParcelScript> scripts,
            Aftermath aftermath,
            Installation installation,
            Storyteller storyteller) {
        void bringIn(Instant now) throws IOException {
            LocalDate day = now.atZone(Place.WAREHOUSE.zone()).toLocalDate();
            Optional<Path> orders = files.orders(day, scripts);
            if (orders.isPresent()) {
                storyteller.imported("orders", rows(orders.get()), installation.importOrders(orders.get()), now);
            }
            Optional<Path> refunds = files.refunds(day, aftermath.refunds());
            if (refunds.isPresent()) {
                storyteller.imported("refunds", rows(refunds.get()), installation.importRefunds(refunds.get()), now);
            }
            Optional<Path> exchanges = files.exchanges(day, aftermath.replacements());
            if (exchanges.isPresent()) {
                storyteller.imported(
                        "exchanges", rows(exchanges.get()), installation.importExchanges(exchanges.get()), now);
            }
        }

        private static int rows(Path csv) throws IOException {
            return Files.readAllLines(csv).size() - 1;
        }
    }

    /// Keeps the simulated time from running ahead of what the speed allows.
    private record Pace(Duration perDay, Instant start, long startedNanos) {
        void keep(Instant now) throws InterruptedException {
            double days = Duration.between(start, now).toSeconds() / 86_400.0;
            long due = startedNanos + Math.round(days * perDay.toNanos());
            long wait = due - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            } else if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
