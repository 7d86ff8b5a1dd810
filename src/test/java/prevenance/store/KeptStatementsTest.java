package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStatementsTest {
    private static final String INSERT = "insert into thing (id, word) values (?, ?)";
    private static final String SELECT = "select word from thing order by id";

    @TempDir
    Path folder;

    private Connection connection;
    private Handle handle;
    private StatementBuilder statements;
    private StatementContext context;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
        handle = Jdbi.create(connection)
                .setStatementBuilderFactory(new KeptStatements())
                .open();
        handle.execute("pragma journal_mode = wal");
        handle.execute("create table thing (id integer primary key, word text)");
        statements = new KeptStatements().createStatementBuilder(connection);
        context = handle.createQuery(SELECT).getContext();
    }

    @AfterEach
    void close() throws SQLException {
        handle.close();
        connection.close();
    }

    private PreparedStatement take(String sql) throws SQLException {
        return statements.create(connection, sql, context);
    }

    private void giveBack(String sql, PreparedStatement statement) throws SQLException {
        statements.close(connection, sql, statement);
    }

    @Test
    void aStatementThatWasGivenBackServesAgain() throws SQLException {
        PreparedStatement first = take(SELECT);
        giveBack(SELECT, first);
        assertThat(take(SELECT)).isSameAs(first);
    }

    @Test
    void twoWhoWantTheSameAtOnceGetOneEach() throws SQLException {
        PreparedStatement first = take(SELECT);
        PreparedStatement second = take(SELECT);
        assertThat(second).isNotSameAs(first);
        giveBack(SELECT, first);
        giveBack(SELECT, second);
        assertThat(first.isClosed()).isTrue();
        assertThat(take(SELECT)).isSameAs(second);
    }

    @Test
    void itKnowsNoneOfTheValuesItWasGiven() throws SQLException {
        PreparedStatement insert = take(INSERT);
        insert.setLong(1, 1);
        insert.setString(2, "secret");
        insert.executeUpdate();
        giveBack(INSERT, insert);
        PreparedStatement again = take(INSERT);
        assertThat(again).isSameAs(insert);
        again.setLong(1, 2);
        again.executeUpdate();
        assertThat(handle.createQuery(SELECT).mapTo(String.class).list()).containsExactly("secret", null);
    }

    @Test
    void aBatchThatWasNotRunIsForgotten() throws SQLException {
        PreparedStatement insert = take(INSERT);
        insert.setLong(1, 1);
        insert.setString(2, "not run");
        insert.addBatch();
        giveBack(INSERT, insert);
        PreparedStatement again = take(INSERT);
        again.setLong(1, 2);
        again.setString(2, "run");
        again.addBatch();
        again.executeBatch();
        assertThat(handle.createQuery(SELECT).mapTo(String.class).list()).containsExactly("run");
    }

    @Test
    void oneThatFailedServesAgain() throws SQLException {
        handle.execute(INSERT, 1, "one");
        PreparedStatement insert = take(INSERT);
        insert.setLong(1, 1);
        insert.setString(2, "again");
        assertThatThrownBy(insert::executeUpdate).isInstanceOf(SQLException.class);
        giveBack(INSERT, insert);
        PreparedStatement next = take(INSERT);
        next.setLong(1, 2);
        next.setString(2, "two");
        next.executeUpdate();
        assertThat(handle.createQuery(SELECT).mapTo(String.class).list()).containsExactly("one", "two");
    }

    @Test
    void oneThatStoodInTheMiddleOfItsRowsHoldsNothingUp() throws SQLException {
        IntStream.range(0, 10).forEach(i -> handle.execute(INSERT, i, "word " + i));
        PreparedStatement select = take(SELECT);
        ResultSet rows = select.executeQuery();
        assertThat(rows.next()).isTrue();
        giveBack(SELECT, select);
        assertThat(busy()).as("readers in the way of a checkpoint").isZero();
    }

    private int busy() throws SQLException {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("a.db"));
                ResultSet row = other.createStatement().executeQuery("pragma wal_checkpoint(truncate)")) {
            return row.getInt(1);
        }
    }

    @Test
    void aTableThatHasChangedIsSeenAsItIs() throws SQLException {
        handle.execute(INSERT, 1, "one");
        String all = "select * from thing";
        assertThat(handle.createQuery(all).mapToMap().one()).hasSize(2);
        handle.execute("alter table thing add column other text default 'new'");
        assertThat(handle.createQuery(all).mapToMap().one()).containsEntry("other", "new");
    }

    @Test
    void whatWasNotWantedForLongestIsClosed() throws SQLException {
        PreparedStatement first = take("select 0");
        giveBack("select 0", first);
        for (int i = 1; i <= 256; i++) {
            PreparedStatement next = take("select " + i);
            giveBack("select " + i, next);
        }
        assertThat(first.isClosed()).isTrue();
        assertThat(take("select 256").isClosed()).isFalse();
    }
}
