package prevenance.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import prevenance.assess.Assessor;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.HttpCarrierClient;
import prevenance.cases.CaseDesk;
import prevenance.config.ConfigurationException;
import prevenance.config.Problem;
import prevenance.intake.DropFolder;
import prevenance.intake.FileImport;
import prevenance.message.Composer;
import prevenance.message.Outbox;
import prevenance.message.Sender;
import prevenance.message.mail.MailServer;
import prevenance.store.Database;
import prevenance.watch.Poller;

/// The whole program, wired by plain constructors. Its stages in order: intake, poll, assess, desk, send; each finds its
/// work in the database and leaves its result there.
public final class Prevenance implements AutoCloseable {
    private final Database database;
    private final HttpCarrierClient client;
    private final Poller poller;
    private final Sender sender;
    private final FileImport imports;
    private final CaseDesk desk;
    private final Outbox outbox;
    private final DropFolder dropFolder;
    private final Assessor assessor;
    private final BeatSettings beats;

    private Prevenance(Settings settings, CarrierCatalog catalog, Path templates, InstantSource time, Database.Use use) {
        beats = settings.beats();
        Composer composer = composer(settings, templates);
        MailServer mailServer = mailServer(settings);
        CarrierDirectory carriers = catalog.configured(settings.carriers());
        database = Database.open(settings.database(), use);
        client = new HttpCarrierClient(catalog, settings.carriers(), time);
        poller = new Poller(
                database,
                carriers,
                client,
                code -> settings.carriers().get(code).enabled(),
                code -> settings.polling().get(code),
                time);
        assessor = new Assessor(database, carriers, settings.rules(), settings.shop().country());
        outbox = new Outbox(settings.shop().senderDomain());
        desk = new CaseDesk(database, settings.desk(), settings.messages(), carriers, outbox);
        imports = FileImport.of(database, carriers, outbox, settings.intake(), settings.aftersales(), settings.shop());
        dropFolder = new DropFolder(settings.intake(), imports);
        sender = new Sender(database, composer, mailServer, settings.shop(), time);
    }

    /// Opens everything; nothing runs yet.
    ///
    /// @throws ConfigurationException when templates or mail settings cannot be used
    /// @throws prevenance.store.StoreException when the database cannot be used
    public static Prevenance open(
            Settings settings, CarrierCatalog catalog, Path templates, InstantSource time, Database.Use use) {
        return new Prevenance(settings, catalog, templates, time, use);
    }

    /// The stages in the order of the flow.
    List<Stage> stages() {
        return List.of(
                new Stage("intake", beats.intake(), dropFolder::takeDue),
                new Stage("poll", beats.poll(), poller::pollDue),
                new Stage("assess", beats.assess(), assessor::assessDue),
                new Stage("desk", beats.desk(), desk::handleDue),
                new Stage("send", beats.send(), sender::sendDue));
    }

    /// One beat of every stage, waiting for the carriers' answers at most that long: for the demo and for tests, which
    /// move time themselves.
    public void beat(Instant now, Duration patience) {
        dropFolder.takeDue(now);
        poller.pollDue(now).await(patience);
        assessor.assessDue(now);
        desk.handleDue(now);
        sender.sendDue(now);
    }

    public Database database() {
        return database;
    }

    public FileImport imports() {
        return imports;
    }

    public CaseDesk desk() {
        return desk;
    }

    public Outbox outbox() {
        return outbox;
    }

    /// Lets calls and sends under way end, then closes the database.
    @Override
    public void close() {
        try (database;
                client;
                poller;
                sender) {
            // Closed in the reverse order.
        }
    }
}
