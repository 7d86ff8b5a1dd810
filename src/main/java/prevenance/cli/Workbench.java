package prevenance.cli;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import prevenance.backtest.WhatIf;
import prevenance.cases.CaseActions;
import prevenance.console.api.ApiSettings;
import prevenance.intake.FileImport;
import prevenance.link.PageLinks;
import prevenance.message.Outbox;
import prevenance.privacy.Privacy;
import prevenance.store.Database;
import prevenance.webhook.WebhookDesk;

/// An opened installation, for one verb.
///
/// @param zone    the shop's, in which times are shown
/// @param locale  the shop's
/// @param console how people reach the staff's site, without a slash at its end
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
        String console,
        Locale locale,
        WhatIf whatIf,
        Privacy privacy,
        Runnable closing)
        implements AutoCloseable {
    @Override
    public void close() {
        closing.run();
    }
}
