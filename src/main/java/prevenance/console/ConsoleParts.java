package prevenance.console;

import java.time.InstantSource;
import java.time.ZoneId;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.CaseActions;
import prevenance.console.access.FactorSettings;
import prevenance.message.Outbox;
import prevenance.node.NodeSettings;
import prevenance.privacy.Privacy;
import prevenance.store.Database;

/// What the console's pages work with.
///
/// @param zone the shop's, in which times are shown
/// @param desk what the agents' pages need besides
/// @param lead what the pages of whoever leads the desk need besides
/// @param programs what the page of other programs needs besides
/// @param factors of whom more than a password is asked
/// @param privacy what is kept of people
/// @param nodes how the daemons know of each other
public record ConsoleParts(
        Database database,
        InstantSource time,
        ZoneId zone,
        CaseActions cases,
        Outbox outbox,
        CarrierDirectory carriers,
        DeskParts desk,
        LeadParts lead,
        ProgramParts programs,
        FactorSettings factors,
        Privacy privacy,
        NodeSettings nodes) {}
