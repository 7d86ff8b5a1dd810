package prevenance.demo;

import java.nio.file.Path;
import java.time.Instant;
import prevenance.store.Database;

/// The whole program, wired from a configuration and driven by hand instead of by the clock.
public interface Installation extends AutoCloseable {
    /// Brings an order file in, exactly as `prevenance import orders` does. Returns how many rows were rejected.
    int importOrders(Path csv);

    /// As [#importOrders], for refunds.
    int importRefunds(Path csv);

    /// As [#importOrders], for exchanges.
    int importExchanges(Path csv);

    /// Approves every message that waits for it. Returns how many left the queue of approvals.
    int approveWaiting(Instant now);

    /// Runs every stage that has something due: asks the carriers and waits for their answers, judges, opens and
    /// closes
    /// cases, sends mails.
    void beat(Instant now);

    /// What it stores in; closed with the installation.
    Database database();

    /// Opens the staff's console on this machine. Returns where it is, and the one-time link by which the
    /// administrator
    /// comes in.
    Doors openDoors();

    /// Where people look.
    ///
    /// @param console   the staff's site
    /// @param firstLink chooses the administrator's password
    record Doors(String console, String firstLink) {}

    @Override
    void close();
}
