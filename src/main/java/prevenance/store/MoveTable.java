package prevenance.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One table on its way from a file to a server.
///
/// @param columns as the server has them
record MoveTable(String name, List<Column> columns) {
    private static final int BATCH = 1_000;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// @param type of [Types]
    record Column(String name, int type) {}

    /// What a table holds: how many rows, and the sum of their hashes, whatever their order.
    record Sum(long rows, long hashes) {}

    static MoveTable of(Connection server, String name) throws SQLException {
        try (Statement statement = server.createStatement();
                ResultSet none = statement.executeQuery("select * from " + name + " where false")) {
            ResultSetMetaData meta = none.getMetaData();
            List<Column> columns = new ArrayList<>();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                columns.add(new Column(meta.getColumnName(i), meta.getColumnType(i)));
            }
            return new MoveTable(name, columns);
        }
    }

    /// Copies every row.
    ///
    /// @param progress told how many rows are copied, now and then
    Sum copy(Connection file, Connection server, LongConsumer progress) throws SQLException {
        String insert = "insert into " + name + " (" + names() + ") values ("
                + columns.stream().map(_ -> "?").collect(Collectors.joining(", ")) + ")";
        long rows = 0;
        long hashes = 0;
        try (Statement statement = file.createStatement();
                ResultSet from = statement.executeQuery("select " + names() + " from " + name);
                PreparedStatement to = server.prepareStatement(insert)) {
            while (from.next()) {
                hashes += hash(from);
                for (int i = 0; i < columns.size(); i++) {
                    set(to, i + 1, columns.get(i), value(from, i + 1, columns.get(i)));
                }
                to.addBatch();
                rows++;
                if (rows % BATCH == 0) {
                    to.executeBatch();
                    progress.accept(rows);
                }
            }
            to.executeBatch();
        }
        progress.accept(rows);
        return new Sum(rows, hashes);
    }

    /// Reads every row.
    ///
    /// @param progress told how many rows are read, now and then
    Sum sum(Connection database, LongConsumer progress) throws SQLException {
        long rows = 0;
        long hashes = 0;
        try (Statement statement = database.createStatement()) {
            // Without it the server's driver reads a whole table into memory.
            statement.setFetchSize(BATCH);
            try (ResultSet from = statement.executeQuery("select " + names() + " from " + name)) {
                while (from.next()) {
                    hashes += hash(from);
                    rows++;
                    if (rows % BATCH == 0) {
                        progress.accept(rows);
                    }
                }
            }
        }
        return new Sum(rows, hashes);
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private long hash(ResultSet row) throws SQLException {
        long hash = FNV_OFFSET;
        for (int i = 0; i < columns.size(); i++) {
            byte[] bytes = switch (value(row, i + 1, columns.get(i))) {
                case null -> new byte[] {0};
                case byte[] blob -> blob;
                case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
            };
            for (byte b : bytes) {
                hash = (hash ^ (b & 0xff)) * FNV_PRIME;
            }
            hash = (hash ^ 0x1ff) * FNV_PRIME;
        }
        return hash;
    }

    /// A file may hold a text where a number belongs; it must not become 0 in silence.
    private @Nullable Number number(@Nullable Object value, Column column) {
        return switch (value) {
            case null -> null;
            case Number number -> number;
            case Object other ->
                throw new StoreException("the column " + column.name() + " of the table " + name + " holds a "
                        + other.getClass().getSimpleName() + " where a number belongs; nothing is moved");
        };
    }

    private @Nullable Object value(ResultSet row, int at, Column column) throws SQLException {
        return switch (column.type()) {
            case Types.BIGINT, Types.INTEGER, Types.SMALLINT -> {
                Number number = number(row.getObject(at), column);
                if (number == null) {
                    yield null;
                }
                yield number.longValue();
            }
            case Types.DOUBLE, Types.REAL, Types.FLOAT -> {
                Number number = number(row.getObject(at), column);
                if (number == null) {
                    yield null;
                }
                yield number.doubleValue();
            }
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> row.getBytes(at);
            default -> row.getString(at);
        };
    }

    private static void set(PreparedStatement to, int at, Column column, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> to.setNull(at, column.type());
            case Long number -> to.setLong(at, number);
            case Double number -> to.setDouble(at, number);
            case byte[] bytes -> to.setBytes(at, bytes);
            case Object text -> to.setString(at, text.toString());
        }
    }
}
