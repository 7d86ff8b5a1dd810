package prevenance.node;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import prevenance.store.Dialect;
import prevenance.store.Tx;

/// The daemons' rows.
public final class NodeStore {
    /// Everybody who is at work, the longest first.
    public List<Node> all(Tx tx) {
        return tx.handle()
                .createQuery("select * from node order by started_at, id")
                .map((row, _) -> node(row))
                .list();
    }

    /// The database's clock; that of this machine where the database is a file on it.
    Instant clock(Tx tx, Instant now) {
        return tx.dialect() == Dialect.SQLITE
                ? now
                : tx.handle()
                        .createQuery("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)")
                        .mapTo(Instant.class)
                        .one();
    }

    /// Says that a daemon lives.
    ///
    /// @return false when its row was not there: others took it for dead
    boolean sign(Tx tx, Node node) {
        boolean known = tx.handle()
                        .createUpdate("update node set seen_at = :seen, skew_ms = :skew where id = :id")
                        .bind("seen", node.seenAt())
                        .bind("skew", node.skew().toMillis())
                        .bind("id", node.id())
                        .execute()
                == 1;
        if (!known) {
            tx.handle()
                    .createUpdate("""
                        insert into node (id, host, pid, version, started_at, seen_at, skew_ms)
                        values (:id, :host, :pid, :version, :started, :seen, :skew)
                        """)
                    .bind("id", node.id())
                    .bind("host", node.host())
                    .bind("pid", node.pid())
                    .bind("version", node.version())
                    .bind("started", node.startedAt())
                    .bind("seen", node.seenAt())
                    .bind("skew", node.skew().toMillis())
                    .execute();
        }
        return known;
    }

    /// Removes the others who were not seen since; two who do it at once do not remove one twice.
    ///
    /// @return their ids
    List<String> bury(Tx tx, String own, Instant lastSeen) {
        List<String> dead = tx.handle()
                .createQuery("select id from node where id <> :own and seen_at <= :last"
                        + tx.dialect().holdFree())
                .bind("own", own)
                .bind("last", lastSeen)
                .mapTo(String.class)
                .list();
        dead.forEach(id -> remove(tx, id));
        return dead;
    }

    void remove(Tx tx, String id) {
        tx.handle()
                .createUpdate("delete from node where id = :id")
                .bind("id", id)
                .execute();
    }

    private static Node node(ResultSet row) throws SQLException {
        return new Node(
                row.getString("id"),
                row.getString("host"),
                row.getLong("pid"),
                row.getString("version"),
                Instant.ofEpochMilli(row.getLong("started_at")),
                Instant.ofEpochMilli(row.getLong("seen_at")),
                Duration.ofMillis(row.getLong("skew_ms")));
    }
}
