package prevenance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import prevenance.store.Database;
import prevenance.store.StoreAddress;

/// A shop whose program runs as several processes on one database of a PostgreSQL server.
final class Cluster implements AutoCloseable {
    private final FaultRig rig;
    private final StoreAddress.Server database;
    private final List<Daemon> nodes = new ArrayList<>();

    Cluster(Path folder, StoreAddress.Server database) {
        this.database = database;
        rig = new FaultRig(folder);
        rig.set("store", "{url: \"postgresql://postgres@%s/%s\"}".formatted(database.host(), database.database()));
        // Its tables, so that one may look into it before the first daemon has begun.
        Database.open(database, Database.Use.VERB).close();
        nodes("check-in: 2s, joins-after: 1s");
    }

    FaultRig rig() {
        return rig;
    }

    void nodes(String settings) {
        rig.set("nodes", "{" + settings + "}");
    }

    /// Starts one more, on a machine of its own as far as files go.
    Daemon start() {
        return start(List.of());
    }

    /// @param wrapper a command in front
    Daemon start(List<String> wrapper) {
        return start(config -> Daemon.start(config, wrapper, List.of("-XX:TieredStopAtLevel=1", "-Xmx256m")));
    }

    /// Starts one more whose tables are one version further.
    Daemon startLater(Path tables) {
        return start(config -> Daemon.startLater(config, tables));
    }

    private Daemon start(Function<Path, Daemon> program) {
        try {
            Path config = rig.configuration();
            if (!nodes.isEmpty()) {
                Path own = Files.createDirectories(rig.folder().resolve("node-" + nodes.size() + "/data"));
                config = Files.copy(
                        config, Objects.requireNonNull(own.getParent()).resolve("prevenance.yaml"));
            }
            Daemon node = program.apply(config);
            nodes.add(node);
            return node;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Waits for so many daemons at work, whose parts are settled.
    void awaitNodes(int count) {
        await("daemons at work", () -> number("select count(*) from node") == count);
    }

    void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + Form.patience().toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not in time: " + what + "\n"
                        + nodes.stream().map(Daemon::lastWords).toList());
            }
            Daemon.pause(Duration.ofMillis(50));
        }
    }

    void execute(String statements) {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + database.host() + "/" + database.database(), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    long number(String query) {
        return Long.parseLong(texts(query).getFirst());
    }

    List<String> texts(String query) {
        List<String> texts = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://" + database.host() + "/" + database.database(), "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Waits until everything expected has arrived and nothing is queued any more, and judges.
    Oracle.Verdict quiesce() {
        rig.oracle().awaitAll(Form.patience());
        await("an empty outbox", () -> {
            Daemon.pause(Duration.ofMillis(300));
            return number("select count(*) from outbox_message where state in ('QUEUED', 'SENDING')") == 0;
        });
        List<Snapshot.Message> stored = texts("""
            select coalesce(recipient, '') || '|' || kind || '|' || state || '|' || coalesce(state_reason, '') || '|'
                || message_key
            from outbox_message where order_id is not null order by id
            """).stream()
                .map(row -> row.split("\\|", -1))
                .map(row -> new Snapshot.Message(
                        row[0], row[1].toLowerCase(Locale.ROOT).replace('_', '-'), row[2], row[3], row[4]))
                .toList();
        return rig.oracle().judge(stored);
    }

    /// Everything that they logged, for messages.
    String lastWords() {
        return String.join("\n---\n", nodes.stream().map(Daemon::lastWords).toList());
    }

    @Override
    public void close() {
        nodes.forEach(Daemon::kill);
        rig.close();
    }
}
