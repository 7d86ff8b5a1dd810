package prevenance.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import prevenance.aftersales.Aftersales;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseActions;
import prevenance.cases.IncidentActions;
import prevenance.cases.IncidentSample;
import prevenance.console.Console;
import prevenance.console.ConsolePage;
import prevenance.console.ConsoleParts;
import prevenance.console.DeskParts;
import prevenance.console.LeadParts;
import prevenance.console.ProgramParts;
import prevenance.console.api.Api;
import prevenance.health.Condition;
import prevenance.intake.FileImport;
import prevenance.link.PageLinks;
import prevenance.message.Outbox;
import prevenance.page.CustomerPage;
import prevenance.page.PageParts;
import prevenance.privacy.Privacy;
import prevenance.store.Database;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;
import prevenance.webhook.WebhookDesk;

/// The two doors: the staff's site and the customers'.
record Sites(
        Settings settings,
        Database database,
        InstantSource time,
        CarrierDirectory carriers,
        Watching watching,
        Aftersales aftersales,
        CaseActions cases,
        Outbox outbox,
        PageLinks links,
        LeadParts lead,
        Privacy privacy,
        WebhookDesk webhooks,
        FileImport imports,
        UnaryOperator<String> carrierName) {

    /// @param health how the program is doing at an instant
    Listener openConsole(ListenerSettings listener, Function<Instant, List<Condition>> health) {
        List<ConsolePage> more =
                settings.api().enabled() ? List.of(new Api(database, time, cases, imports.direct())) : List.of();
        return Console.open(staff(), listener, more, health);
    }

    Listener openPage(ListenerSettings listener) {
        return CustomerPage.open(
                new PageParts(
                        database, time, links, aftersales.voice(), settings.desk(), settings.shops(), carrierName),
                listener);
    }

    /// What the staff's site and the mails to the staff are made of.
    ConsoleParts staff() {
        DeskParts desk = new DeskParts(
                watching.askNow(),
                watching.handStatus(),
                links,
                aftersales,
                new IncidentActions(database, settings.desk()),
                new IncidentSample(settings.desk(), settings.messages(), outbox, carrierName));
        return new ConsoleParts(
                database,
                time,
                settings.shop().timeZone(),
                cases,
                outbox,
                carriers,
                desk,
                lead,
                new ProgramParts(
                        webhooks, settings.api().perMinute(), settings.api().tokenDays()),
                settings.factors(),
                privacy,
                settings.nodes());
    }
}
