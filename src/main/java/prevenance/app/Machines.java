package prevenance.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import prevenance.message.Sender;
import prevenance.node.NodeSettings;
import prevenance.node.Nodes;
import prevenance.store.Database;
import prevenance.store.StoreException;
import prevenance.webhook.WebhookDesk;

/// This daemon among those of its database.
///
/// @param nodes null for a verb, which takes no part
/// @param heart null where nobody waits for its sign of life
record Machines(
        Database database,
        NodeSettings settings,
        @Nullable Nodes nodes,
        @Nullable Heart heart) implements AutoCloseable {
    /// Alone on its file nobody waits for a daemon's sign of life.
    private static final Duration ALONE = Duration.ofMinutes(1);

    /// What only one daemon does is decided by rows that all of them share.
    ///
    /// @param node    its name
    /// @param mayLead whether it may do such work now
    record Cluster(DataSource connections, String node, Duration checkIn, BooleanSupplier mayLead) {}

    static Machines join(Settings settings, Database database, Database.Use use, InstantSource time) {
        try {
            if (use == Database.Use.VERB) {
                return new Machines(database, settings.nodes(), null, null);
            }
            Nodes nodes = Nodes.join(database, settings.nodes(), version(), time);
            boolean alone = database.connections().isEmpty();
            return new Machines(
                    database,
                    settings.nodes(),
                    nodes,
                    alone ? null : Heart.start(nodes, settings.nodes().checkIn(), time));
        } catch (StoreException refused) {
            database.close();
            throw refused;
        }
    }

    private static String version() {
        String version = Machines.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /// The clock that all daemons share.
    InstantSource clock(InstantSource own) {
        return nodes == null ? own : nodes.clock();
    }

    /// From now on the work is shared, and what the dead left behind is taken up.
    void share(Watching watching, Sender sender, WebhookDesk webhooks, InstantSource time) {
        Nodes joined = nodes;
        if (joined == null) {
            return;
        }
        watching.poller().sharing(joined);
        watching.registrar().sharing(joined);
        sender.sharing(joined);
        joined.releasing(List.of(
                tx -> watching.poller().recover(tx),
                tx -> sender.recover(tx, time.instant()),
                tx -> webhooks.recover(tx, time.instant())));
    }

    List<Stage> stages() {
        return nodes == null || heart != null ? List.of() : List.of(new Stage("nodes", ALONE, this::beatDue));
    }

    private void beatDue(Instant now) {
        if (nodes != null) {
            nodes.beatDue(now);
        }
    }

    /// Empty where there is one daemon.
    Optional<Cluster> cluster() {
        Nodes joined = nodes;
        return joined == null
                ? Optional.empty()
                : database.connections()
                        .map(pool -> new Cluster(pool, joined.id(), settings.checkIn(), joined::mayLead));
    }

    @Override
    public void close() {
        if (heart != null) {
            heart.close();
        }
        if (nodes != null) {
            nodes.close();
        }
    }
}
