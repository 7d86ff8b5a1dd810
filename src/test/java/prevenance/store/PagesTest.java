package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Test
    void aCopyOfThePagesEndsAlthoughOthersWriteAllTheTime(@TempDir Path folder) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch writes = new CountDownLatch(20);
        try (Database database = Database.open(folder.resolve("p.db"), Database.Use.DAEMON)) {
            database.execute(tx -> {
                tx.handle().execute("create table shelf (id integer primary key, content blob)");
                for (int i = 0; i < 40; i++) {
                    tx.handle().execute("insert into shelf (content) values (randomblob(1000000))");
                }
            });
            Thread other = Thread.ofPlatform().start(() -> write(folder.resolve("p.db"), stop, writes));
            try {
                writes.await();
                Path copy = Files.createFile(folder.resolve("copy"));

                assertThat(Pages.copy(database, copy)).contains(copy);

                assertThat(other.isAlive()).as("the other still writes").isTrue();
                assertThat(Files.size(copy)).isGreaterThan(40_000_000);
            } finally {
                stop.set(true);
                other.join();
            }
        }
    }

    /// As fast as it can, but not for ever.
    private static void write(Path file, AtomicBoolean stop, CountDownLatch writes) {
        long begun = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            statement.execute("pragma synchronous = off");
            while (!stop.get() && System.nanoTime() - begun < PATIENCE.toNanos()) {
                statement.execute("insert into shelf (content) values (null)");
                writes.countDown();
            }
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
