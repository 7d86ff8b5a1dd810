package prevenance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A copy of the program's database, made by SQLite itself, so that looking at it disturbs nobody.
final class Snapshot implements AutoCloseable {
    /// A row of the outbox.
    record Message(
            String recipient,
            String kind,
            String state,
            @Nullable String reason,
            String key) {
        /// Not sent, and the staff reads why.
        boolean isExplained() {
            return switch (state) {
                case "HELD", "SUPPRESSED", "DEAD" -> reason != null && !reason.isBlank() || state.equals("HELD");
                default -> false;
            };
        }
    }

    private final Path copy;
    private final Connection connection;

    private Snapshot(Path copy) throws SQLException {
        this.copy = copy;
        connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
    }

    static Snapshot of(Path database) {
        try {
            Path copy = Files.createTempFile("prevenance-fault-", ".db");
            try (Connection live = DriverManager.getConnection("jdbc:sqlite:" + database);
                    Statement statement = live.createStatement()) {
                statement.execute("pragma busy_timeout = 60000");
                Files.delete(copy);
                // Not as a backup page by page, which begins anew with each write of the program.
                statement.execute("vacuum into '" + copy + "'");
            }
            return new Snapshot(copy);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// Of a database whose program is dead, as the crash left it: its files are copied, nobody holds a lock on them.
    static Snapshot ofDead(Path database) {
        try {
            Path copy = Files.createTempFile("prevenance-fault-", ".db");
            Files.copy(database, copy, StandardCopyOption.REPLACE_EXISTING);
            Path log = Path.of(database + "-wal");
            if (Files.exists(log)) {
                Files.copy(log, Path.of(copy + "-wal"), StandardCopyOption.REPLACE_EXISTING);
            }
            return new Snapshot(copy);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /// `ok`, or what is broken.
    String integrity() {
        return String.join("; ", texts("pragma integrity_check"))
                + String.join("; ", texts("pragma foreign_key_check"));
    }

    /// The outbox, without what goes to the staff.
    List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        query(
                """
                select coalesce(recipient, ''), kind, state, state_reason, message_key from outbox_message
                where order_id is not null order by id
                """,
                row -> messages.add(new Message(
                        row.getString(1),
                        row.getString(2).toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5))));
        return messages;
    }

    long number(String query) {
        long[] number = new long[1];
        query(query, row -> number[0] = row.getLong(1));
        return number[0];
    }

    List<String> texts(String query) {
        List<String> texts = new ArrayList<>();
        query(query, row -> texts.add(String.valueOf(row.getString(1))));
        return texts;
    }

    @Override
    public void close() {
        try {
            connection.close();
            Files.deleteIfExists(copy);
            Files.deleteIfExists(Path.of(copy + "-wal"));
            Files.deleteIfExists(Path.of(copy + "-shm"));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void query(String query, RowReader reader) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
