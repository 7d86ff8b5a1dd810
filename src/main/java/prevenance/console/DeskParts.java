package prevenance.console;

import prevenance.aftersales.Aftersales;
import prevenance.link.PageLinks;
import prevenance.watch.AskNow;
import prevenance.watch.HandStatus;

/// What the agents' pages work with: parcels and cases.
///
/// @param links to the customers' pages
public record DeskParts(AskNow askNow, HandStatus handStatus, PageLinks links, Aftersales aftersales) {}
