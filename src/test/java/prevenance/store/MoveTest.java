package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.EveryRow;
import prevenance.testing.TestStore;

class MoveTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final int ROWS = 3;

    @TempDir
    Path folder;

    private Path file;
    private StoreAddress.Server server;

    @BeforeEach
    void fill() throws SQLException {
        file = folder.resolve("shop.db");
        server = TestStore.address(folder.resolve("target"));
        Database.open(file, Database.Use.DAEMON).close();
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            for (String table : EveryRow.tables(connection)) {
                fill(statement, table);
            }
            assertThat(EveryRow.texts(connection, "pragma foreign_key_check")).isEmpty();
        }
    }

    @Test
    void everyTableIsTheSameOnTheServerAndTheFileIsOutOfUse() throws SQLException {
        Map<String, List<String>> before = content(sqlite());
        assertThat(before.values()).allSatisfy(rows -> assertThat(rows).isNotEmpty());

        Move.Moved moved = Move.run(file, server, NOW, (_, _) -> {});

        assertThat(content(postgres())).isEqualTo(before);
        assertThat(moved.rows().keySet()).isEqualTo(before.keySet());
        assertThat(moved.sum())
                .isEqualTo(before.values().stream().mapToLong(List::size).sum());
        assertThat(EveryRow.texts(postgres(), "select origin from installation_move"))
                .containsExactly(file.toString());
        assertThatThrownBy(() -> Database.open(file, Database.Use.DAEMON))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("has moved to " + server);
        try (Database there = Database.open(server, Database.Use.DAEMON)) {
            long id = there.<Long>write(tx -> tx.handle()
                    .createQuery("insert into saved_view (user_id, page, name, query, shared)"
                            + " values (1, 'p', 'n', 'q', 1) returning id")
                    .mapTo(Long.class)
                    .one());
            assertThat(id).as("numbers go on above the moved ones").isGreaterThan(ROWS);
        }
    }

    @Test
    void brokenOffHalfWayTheServerIsAsItWasAndItGoesThroughTheNextTime() throws SQLException {
        Map<String, List<String>> before = content(sqlite());
        assertThatThrownBy(() -> Move.run(file, server, NOW, (table, _) -> {
                    if (table.equals("parcel")) {
                        throw new IllegalStateException("killed");
                    }
                }))
                .hasMessageContaining("killed");
        assertThat(content(postgres()).values())
                .allSatisfy(rows -> assertThat(rows).isEmpty());
        assertThat(EveryRow.texts(postgres(), "select count(*) from pg_constraint where contype = 'f'"))
                .doesNotContain("0");
        Database.open(file, Database.Use.DAEMON).close();

        Move.run(file, server, NOW, (_, _) -> {});
        assertThat(content(postgres())).isEqualTo(before);
    }

    @Test
    void killedBetweenTheServersCommitAndTheMarkOnTheFileTheNextCallOnlyMarks() throws SQLException {
        Move.run(file, server, NOW, (_, _) -> {});
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from installation_move");
        }
        Map<String, List<String>> there = content(postgres());
        Move.run(file, server, NOW, (_, _) -> {
            throw new IllegalStateException("copied again");
        });
        assertThat(content(postgres())).isEqualTo(there);
        assertThatThrownBy(() -> Database.open(file, Database.Use.VERB)).hasMessageContaining("has moved to");
    }

    @Test
    void aServerThatHoldsDataIsLeftAloneAndARunningDaemonsFileToo() {
        try (Database there = Database.open(server, Database.Use.VERB)) {
            there.execute(tx -> tx.handle()
                    .execute("insert into suppressed_address (address, reason, since_at) values ('a', 'b', 1)"));
        }
        assertThatThrownBy(() -> Move.run(file, server, NOW, (_, _) -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds data already (suppressed_address)");
        try (Database _ = Database.open(file, Database.Use.DAEMON)) {
            assertThatThrownBy(() -> Move.run(file, server, NOW, (_, _) -> {}))
                    .hasMessageContaining("already works on " + file);
        }
    }

    @Test
    void aTextWhereANumberBelongsIsRefusedInsteadOfBecomingNought() throws SQLException {
        try (Connection connection = sqlite();
                Statement statement = connection.createStatement()) {
            statement.execute("update parcel set shipped_at = 'soon' where id = 1");
        }
        assertThatThrownBy(() -> Move.run(file, server, NOW, (_, _) -> {}))
                .hasMessageContaining("the column shipped_at of the table parcel holds a String");
    }

    /// Rows 1 to 3 of everything: so each refers to one that is there, also to later ones of its own table.
    private static void fill(Statement statement, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("select name, type from pragma_table_info('" + table + "')")) {
            while (columns.next()) {
                names.add(columns.getString(1));
                types.add(columns.getString(2));
            }
        }
        int rows = names.contains("only_row") ? 1 : ROWS;
        statement.execute("delete from " + table);
        for (int row = 1; row <= rows; row++) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                int number = names.get(i).equals("replaced_by") ? row % ROWS + 1 : row;
                values.add(
                        switch (types.get(i).toLowerCase(java.util.Locale.ROOT)) {
                            case "text" -> "'é \"" + row + "\" \\ 😀'";
                            case "blob" -> "x'00ff0" + row + "'";
                            default -> Integer.toString(number);
                        });
            }
            statement.execute("insert into " + table + " (" + String.join(", ", names) + ") values ("
                    + String.join(", ", values) + ")");
        }
    }

    private Map<String, List<String>> content(Connection connection) throws SQLException {
        try (connection;
                Connection names = sqlite()) {
            return EveryRow.of(names, connection);
        }
    }

    private Connection sqlite() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private Connection postgres() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + "/" + server.database(), "postgres", "");
    }
}
