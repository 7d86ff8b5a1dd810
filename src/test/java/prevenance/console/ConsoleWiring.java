package prevenance.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import prevenance.aftersales.Aftersales;
import prevenance.aftersales.AftersalesSettings;
import prevenance.assess.RuleSettings;
import prevenance.assess.ShadowFlagSettings;
import prevenance.backtest.Backtest;
import prevenance.backtest.ShadowReport;
import prevenance.backtest.WhatIf;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierSettings;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseStore;
import prevenance.cases.DeskSettings;
import prevenance.cases.IncidentActions;
import prevenance.cases.IncidentSample;
import prevenance.cases.TellingSettings;
import prevenance.config.Problems;
import prevenance.config.References;
import prevenance.config.YamlFile;
import prevenance.console.access.FactorSettings;
import prevenance.link.LinkSettings;
import prevenance.link.PageLinks;
import prevenance.message.Composer;
import prevenance.message.MailTrouble;
import prevenance.message.MessageActions;
import prevenance.message.Outbox;
import prevenance.message.Preview;
import prevenance.message.SendHours;
import prevenance.message.ShadowSettings;
import prevenance.message.ShopSettings;
import prevenance.node.NodeSettings;
import prevenance.privacy.Places;
import prevenance.privacy.Privacy;
import prevenance.privacy.RetentionSettings;
import prevenance.store.Database;
import prevenance.transit.TransitModel;
import prevenance.watch.AskNow;
import prevenance.watch.HandStatus;
import prevenance.watch.PollSettings;
import prevenance.webhook.WebhookDesk;
import prevenance.webhook.WebhookSettings;

/// What a console needs, as the program wires it, with the shipped templates and carriers.
public final class ConsoleWiring {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private ConsoleWiring() {}

    /// @param mail the trouble that the mail server is in
    public static ConsoleParts parts(Database database, InstantSource time, Optional<MailTrouble> mail) {
        Problems problems = new Problems();
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), problems);
        Map<String, CarrierSettings> carriers = new HashMap<>();
        catalog.codes().forEach(code -> carriers.put(code, CarrierSettings.defaults(catalog.definition(code))));
        Composer composer = Composer.load(Path.of("templates"), shop(problems), problems);
        problems.throwIfAny();
        Outbox outbox = new Outbox("example.org");
        MessageActions actions = new MessageActions(database, outbox, SendHours.any(PARIS));
        PageLinks links = PageLinks.open(database, LinkSettings.defaults(), time);
        return new ConsoleParts(
                database,
                time,
                PARIS,
                new CaseActions(database, new CaseStore()),
                outbox,
                catalog.configured(carriers),
                new DeskParts(
                        new AskNow(catalog.configured(carriers), _ -> true, _ -> PollSettings.defaults()),
                        new HandStatus(_ -> PollSettings.defaults()),
                        links,
                        Aftersales.of(
                                database,
                                AftersalesSettings.defaults(),
                                PARIS,
                                "Maison Exemple",
                                catalog.configured(carriers),
                                outbox,
                                DeskSettings.defaults(),
                                TellingSettings.defaults(),
                                code -> code),
                        new IncidentActions(database, DeskSettings.defaults()),
                        new IncidentSample(DeskSettings.defaults(), TellingSettings.defaults(), outbox, code -> code)),
                new LeadParts(
                        actions,
                        new Preview(composer, links),
                        RuleSettings.defaults(),
                        catalog,
                        carriers,
                        () -> mail,
                        trials(database),
                        TransitModel::none),
                new ProgramParts(
                        new WebhookDesk(database, new WebhookSettings(true, Duration.ofSeconds(5)), time), 120, 365),
                FactorSettings.defaults(),
                new Privacy(
                        database,
                        RetentionSettings.defaults(),
                        new Places(null, null, false, folder(database).resolve("erasures"), null, null),
                        PARIS),
                NodeSettings.defaults());
    }

    /// Beside the database where it is a file.
    private static Path folder(Database database) {
        Path file = Path.of(database.name());
        return file.isAbsolute()
                ? Objects.requireNonNull(file.getParent())
                : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static TrialParts trials(Database database) {
        Backtest backtest =
                new Backtest(database, TellingSettings.defaults(), code -> code, PARIS, _ -> TransitModel.none());
        return new TrialParts(
                new WhatIf(backtest, RuleSettings.defaults(), "FR"),
                new ShadowReport.Scope(ShadowSettings.defaults(), ShadowFlagSettings.defaults()));
    }

    static ShopSettings shop(Problems problems) {
        try {
            Path file = Files.createTempFile("shop", ".yaml");
            Files.writeString(file, "name: Maison Exemple\nsender: service@example.org\n");
            ShopSettings shop = ShopSettings.read(YamlFile.read(file, "shop.yaml", References.none(), problems));
            Files.delete(file);
            return shop;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
