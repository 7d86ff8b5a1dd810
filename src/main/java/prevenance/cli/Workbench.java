package prevenance.cli;

import java.time.InstantSource;
import java.time.ZoneId;
import prevenance.cases.CaseActions;
import prevenance.console.api.ApiSettings;
import prevenance.intake.FileImport;
import prevenance.link.PageLinks;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.webhook.WebhookDesk;

/// An opened installation, for one verb.
///
/// @param zone the shop's, in which times are shown
public record Workbench(
        Database database,
        InstantSource time,
        ZoneId zone,
        FileImport imports,
        CaseActions cases,
        Outbox outbox,
        PageLinks links,
        WebhookDesk webhooks,
        ApiSettings api,
        Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
