package prevenance.console;

import java.time.InstantSource;
import java.time.ZoneId;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseActions;
import prevenance.link.PageLinks;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.watch.AskNow;
import prevenance.watch.HandStatus;

/// What the console's pages work with.
///
/// @param zone the shop's, in which times are shown
public record ConsoleParts(
        Database database,
        InstantSource time,
        ZoneId zone,
        CaseActions cases,
        Outbox outbox,
        CarrierDirectory carriers,
        AskNow askNow,
        HandStatus handStatus,
        PageLinks links) {}
