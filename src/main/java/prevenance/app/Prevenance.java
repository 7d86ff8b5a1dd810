package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.Aftersales;
import prevenance.assess.ArrivalOutlook;
import prevenance.backtest.ShadowReport;
import prevenance.backtest.WhatIf;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.HttpCarrierClient;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseDesk;
import prevenance.cases.CaseRounds;
import prevenance.cases.CaseStore;
import prevenance.cases.IncidentDesk;
import prevenance.console.Alerts;
import prevenance.console.Digest;
import prevenance.console.LeadParts;
import prevenance.console.TrialParts;
import prevenance.console.api.ApiSettings;
import prevenance.health.Condition;
import prevenance.health.Counts;
import prevenance.intake.FileImport;
import prevenance.link.PageLinks;
import prevenance.message.Approvals;
import prevenance.message.Composer;
import prevenance.message.Departure;
import prevenance.message.MessageActions;
import prevenance.message.Outbox;
import prevenance.message.Preview;
import prevenance.message.SendHours;
import prevenance.message.Sender;
import prevenance.privacy.Privacy;
import prevenance.store.Database;
import prevenance.store.Database.Use;
import prevenance.transit.TransitLearning;
import prevenance.watch.AskNow;
import prevenance.watch.HandStatus;
import prevenance.watch.Poller;
import prevenance.watch.Registrar;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;
import prevenance.webhook.WebhookDesk;

/// The whole program, wired by plain constructors. Its stages in order: intake, poll, assess, incidents, desk, send;
/// each finds its work in the database and leaves its result there.
public final class Prevenance implements AutoCloseable {
    private static final Duration STAFF_BEAT = Duration.ofMinutes(1);

    private final Database database;
    private final PageLinks links;
    private final Watching watching;
    private final Machines machines;
    private final InstantSource time;
    private final Care care;
    private final Keeping keeping;
    private final Sender sender;
    private final Intake intake;
    private final IncidentDesk incidents;
    private final CaseDesk desk;
    private final Aftersales aftersales;
    private final CaseRounds rounds;
    private final Outbox outbox;
    private final WebhookDesk webhooks;
    private final MessageActions messages;
    private final Judging judging;
    private final Arrivals arrivals;
    private final Settings settings;
    private final BeatSettings beats;
    private final ZoneId zone;
    private final CarrierDirectory carriers;
    private final Sites sites;
    private final Counts counts;
    private final Digest digest;
    private final Alerts alerts;

    private Prevenance(
            Blueprint blueprint,
            Database database,
            Machines machines,
            @Nullable TransitLearning learned,
            InstantSource time) {
        settings = blueprint.settings();
        CarrierCatalog catalog = blueprint.catalog();
        Composer composer = blueprint.composer();
        counts = blueprint.counts();
        this.database = database;
        this.machines = machines;
        this.time = time;
        beats = settings.beats();
        zone = settings.shop().timeZone();
        carriers = catalog.configured(settings.carriers());
        care = Care.of(settings, database);
        keeping = Keeping.of(settings, database);
        links = PageLinks.open(database, settings.links(), time);
        watching = Watching.of(settings, catalog, carriers, counts, database, time, machines.clock(time));
        outbox = new Outbox(
                settings.shop().senderDomain(),
                Approvals.of(settings.approvals(), settings.desk().openingHours()),
                settings.shadow());
        SendHours hours = new SendHours(settings.messages().quiet(), zone);
        messages = new MessageActions(database, outbox, hours);
        arrivals = Arrivals.of(settings.arrival(), database);
        judging = Judging.of(settings, database, learned, code -> nameOf(carriers, code));
        aftersales = Aftersales.of(
                database,
                settings.aftersales(),
                zone,
                settings.shop().name(),
                carriers,
                outbox,
                settings.desk(),
                settings.messages(),
                code -> nameOf(carriers, code),
                new ArrivalOutlook(settings.rules(), judging.learning()::model));
        rounds = new CaseRounds(database, settings.desk());
        intake = Intake.of(settings, database, carriers, aftersales, outbox);
        incidents = new IncidentDesk(database, settings.incidents(), settings.desk(), settings.messages());
        desk = new CaseDesk(
                database,
                outbox,
                settings.desk(),
                settings.messages(),
                settings.incidents(),
                code -> nameOf(carriers, code));
        webhooks = new WebhookDesk(database, settings.webhooks(), time);
        Departure departure = new Departure(hours, desk.truth(), settings.mailsPerDay(), settings.shadow());
        sender = new Sender(database, composer, blueprint.mail(), links, time, departure);
        sites = new Sites(
                settings,
                database,
                time,
                carriers,
                watching,
                aftersales,
                cases(),
                outbox,
                links,
                lead(settings, catalog, composer),
                keeping.privacy(),
                webhooks,
                intake.imports(),
                code -> nameOf(carriers, code));
        String address = settings.console().address().orElse(null);
        digest = new Digest(sites.staff(), settings.digest(), settings.desk().openingHours(), address);
        alerts = new Alerts(sites.staff(), settings.digest(), address);
    }

    private LeadParts lead(Settings settings, CarrierCatalog catalog, Composer composer) {
        return new LeadParts(
                messages,
                new Preview(composer, links),
                settings.rules(),
                catalog,
                settings.carriers(),
                sender::trouble,
                new TrialParts(judging.whatIf(), new ShadowReport.Scope(settings.shadow(), settings.shadowFlags())),
                judging.learning()::model);
    }

    private static String nameOf(CarrierDirectory carriers, String code) {
        return carriers.codes().contains(code) ? carriers.traits(code).name() : code;
    }

    /// Opens everything; nothing runs yet.
    ///
    /// @throws prevenance.store.StoreException when the database cannot be used
    static Prevenance open(Blueprint blueprint, InstantSource time, Use use) {
        Settings settings = blueprint.settings();
        Database database =
                Database.open(settings.store(), use, settings.backup().folder());
        Machines machines = Machines.join(settings, database, use, time);
        Prevenance program = new Prevenance(blueprint, database, machines, null, time);
        if (use == Use.DAEMON) {
            program.watching.feeds().started(time.instant());
            program.begin();
        }
        return program;
    }

    /// What another configuration makes on the same database. It rests until this one does, and then begins; what
    /// was learned from the parcels stays known.
    Prevenance successor(Blueprint next) {
        boolean alike = Judging.learnsAlike(settings, next.settings());
        return new Prevenance(next, database, machines, alike ? judging.learning() : null, time);
    }

    /// From now on this one does the daemon's work.
    void begin() {
        machines.share(watching, sender, webhooks, time);
    }

    /// The stages in the order of the flow.
    List<Stage> stages() {
        return Stream.of(
                        intake.stages(beats),
                        watching.stages(beats),
                        judging.stages(beats),
                        arrivals.stages(settings.arrival()),
                        machines.stages(),
                        care.stages(),
                        keeping.stages(machines.cluster().isPresent()),
                        List.of(
                                Stage.once("incidents", beats.desk(), incidents::groupDue),
                                new Stage("desk", beats.desk(), desk::handleDue),
                                Stage.once("aftersales", beats.aftersales(), this::aftersalesDue),
                                Stage.once("digest", STAFF_BEAT, digest::digestDue),
                                Stage.once("alerts", STAFF_BEAT, alerts::alertsDue),
                                new Stage("send", beats.send(), sender::sendDue),
                                Stage.once("webhooks", beats.webhooks(), webhooks::sendDue)))
                .flatMap(List::stream)
                .toList();
    }

    /// One beat of every stage, waiting for the carriers' answers at most that long: for the demo and for
    /// tests, which move time themselves.
    public void beat(Instant now, Duration patience) {
        intake.dropFolder().takeDue(now);
        watching.registrar().registerDue(now).await(patience);
        watching.poller().pollDue(now).await(patience);
        watching.feeds().watchDue(now);
        judging.assessor().assessDue(now);
        incidents.groupDue(now);
        desk.handleDue(now);
        aftersalesDue(now);
        sender.sendDue(now);
    }

    /// Asks the carriers about what is due and waits for all answers: for measuring.
    public int poll(Instant now) {
        return watching.poller().pollDue(now).await();
    }

    private void aftersalesDue(Instant now) {
        aftersales.refundDesk().checkDue(now);
        aftersales.exchangeDesk().checkDue(now);
        rounds.lookDue(now);
    }

    /// The machine's clock was believed after a leap: forward, nobody looked in between, as after a start.
    void clockLeapt(SteadyClock.Leap leap) {
        if (leap.by().isNegative()) {
            sender.clockWasSetBack(leap.by().negated());
        } else {
            watching.feeds().started(leap.after());
        }
    }

    /// What is kept of people.
    Privacy privacy() {
        return keeping.privacy();
    }

    Care care() {
        return care;
    }

    /// This daemon among the others.
    Machines machines() {
        return machines;
    }

    Settings settings() {
        return settings;
    }

    Watching watching() {
        return watching;
    }

    Observing.Watched watched() {
        return new Observing.Watched(carriers, watching.client(), watching.poller(), sender, counts);
    }

    public Database database() {
        return database;
    }

    /// Opens the staff's site. The demo and tests open none, or one of their own.
    public Listener openConsole(ListenerSettings listener) {
        return openConsole(listener, _ -> List.of());
    }

    /// As above, with banners about how the service is doing.
    Listener openConsole(ListenerSettings listener, Function<Instant, List<Condition>> health) {
        return sites.openConsole(listener, health);
    }

    /// How people reach the staff's site, without a slash at its end; a guess when its port is chosen at its start.
    public String consoleAddress() {
        return settings.console().address().orElse("http://127.0.0.1");
    }

    /// Opens the customers' site. The demo and tests open none, or one of their own.
    public Listener openPage(ListenerSettings listener) {
        return sites.openPage(listener);
    }

    public FileImport imports() {
        return intake.imports();
    }

    public CaseActions cases() {
        return new CaseActions(database, new CaseStore(), settings.desk());
    }

    /// Refunds, exchanges, decisions and what customers say.
    public Aftersales aftersales() {
        return aftersales;
    }

    /// What people do with messages.
    public MessageActions messages() {
        return messages;
    }

    public AskNow askNow() {
        return watching.askNow();
    }

    public HandStatus handStatus() {
        return watching.handStatus();
    }

    /// The back-test on the parcels at hand.
    public WhatIf whatIf() {
        return judging.whatIf();
    }

    public WebhookDesk webhooks() {
        return webhooks;
    }

    public ApiSettings api() {
        return settings.api();
    }

    /// The links to customers' pages.
    public PageLinks links() {
        return links;
    }

    /// The shop's, in which people are shown times.
    public ZoneId zone() {
        return zone;
    }

    public Outbox outbox() {
        return outbox;
    }

    /// Lets calls and sends under way end and begins no more; the database stays open.
    void rest() {
        try (HttpCarrierClient _ = watching.client();
                Poller _ = watching.poller();
                Registrar _ = watching.registrar();
                webhooks;
                sender) {
            // Closed in the reverse order.
        }
    }

    /// As [#rest], then closes the database.
    @Override
    public void close() {
        try (database;
                machines) {
            rest();
        }
    }
}
