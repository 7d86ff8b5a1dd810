/// Prevenance watches a shop's parcels at many carriers and tells the customer before he has to call.
///
/// Read it along the flow: [prevenance.intake] (an order file becomes watched parcels), [prevenance.watch] (who is due
/// is asked about), [prevenance.carrier] (ask, read, translate), [prevenance.tracking] (the story), [prevenance.assess]
/// (flags with reasons), [prevenance.cases] (the desk and what is told), [prevenance.message] (the outbox and the
/// mail),
/// with [prevenance.aftersales] beside and [prevenance.bounce] for what comes back. Around it stand
/// [prevenance.console] for the staff, [prevenance.page] for the customer and [prevenance.webhook] for other programs;
/// [prevenance.privacy] says whose data is kept, and how long, [prevenance.health] and [prevenance.doctor] how it is.
/// [prevenance.app] wires it.
///
/// A package imports only packages below it: app, demo, cli, doctor, console, page, privacy, health, web, webhook,
/// intake, aftersales, backtest, cases, assess, transit, watch, carrier, tracking, bounce, message, link, calendar,
/// node, store, config. `ArchitectureTest` holds the list.
@NullMarked
package prevenance;

import org.jspecify.annotations.NullMarked;
