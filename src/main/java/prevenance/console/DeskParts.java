package prevenance.console;

import prevenance.aftersales.Aftersales;
import prevenance.cases.IncidentActions;
import prevenance.cases.IncidentSample;
import prevenance.link.PageLinks;
import prevenance.watch.AskNow;
import prevenance.watch.HandStatus;

/// What the agents' pages work with: parcels and cases.
///
/// @param links     to the customers' pages
/// @param incidents what people do with incidents
/// @param sample    the mail that an incident would send
public record DeskParts(
        AskNow askNow,
        HandStatus handStatus,
        PageLinks links,
        Aftersales aftersales,
        IncidentActions incidents,
        IncidentSample sample) {}
