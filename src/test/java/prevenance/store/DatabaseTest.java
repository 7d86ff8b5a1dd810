package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;
import prevenance.testing.TestStore;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void aSecondDaemonOnTheSameFileIsRefusedAndToldTheProcessOfTheFirst() {
        Path file = folder.resolve("shop.db");
        try (Database _ = Database.open(file, Database.Use.DAEMON)) {
            assertThatThrownBy(() -> Database.open(file, Database.Use.DAEMON))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining(file.toString());
        }
        Database.open(file, Database.Use.DAEMON).close();
    }

    @Test
    void aFailedStatementDoesNotQuoteACustomer() {
        try (Database database = Database.open(folder.resolve("shop.db"), Database.Use.DAEMON)) {
            Throwable failed = catchThrowable(() -> database.execute(tx -> tx.handle()
                    .createUpdate("insert into suppressed_address (address, since_at) values (:address, 1)")
                    .bind("address", "camille@example.org")
                    .execute()));
            StringWriter log = new StringWriter();
            failed.printStackTrace(new PrintWriter(log));
            assertThat(log.toString()).contains("suppressed_address.reason").doesNotContain("camille");
        }
    }

    @Test
    void aVerbWorksBesideTheDaemonAndAFailedTransactionLeavesNothing() {
        Path file = folder.resolve("new/folder/shop.db");
        try (Database daemon = Database.open(file, Database.Use.DAEMON);
                Database verb = Database.open(file, Database.Use.VERB)) {
            Instant at = Instant.parse("2026-11-22T10:00:00.123Z");
            verb.execute(tx -> tx.handle()
                    .createUpdate("insert into suppressed_address (address, reason, since_at) values ('a', 'b', :at)")
                    .bind("at", at)
                    .execute());
            assertThatThrownBy(() -> verb.execute(tx -> {
                        tx.handle().execute("delete from suppressed_address");
                        throw new IllegalStateException("stop");
                    }))
                    .hasMessage("stop");
            assertThat(daemon.<Instant>read(tx -> tx.handle()
                            .createQuery("select since_at from suppressed_address")
                            .mapTo(Instant.class)
                            .one()))
                    .isEqualTo(at);
        }
    }

    @Test
    void whatWaitsForTheWriterIsCommittedTogetherAndWhoThrowsTakesBackNothingButItself() throws Exception {
        try (SqliteDatabase database = SqliteDatabase.open(folder.resolve("shop.db"), Database.Use.DAEMON);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            AtomicInteger commits = new AtomicInteger();
            CountDownLatch entered = new CountDownLatch(1);
            CountDownLatch queued = new CountDownLatch(1);
            Future<Boolean> first = threads.submit(() -> database.<Boolean>write(tx -> {
                listen(tx, commits);
                suppress(tx, "first");
                entered.countDown();
                await(queued);
                return true;
            }));
            entered.await();
            List<Future<String>> others = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                String address = (i % 4 == 3 ? "bad" : "good") + i;
                others.add(threads.submit(() -> database.<String>write(tx -> {
                    suppress(tx, address);
                    if (address.startsWith("bad")) {
                        throw new IllegalStateException(address);
                    }
                    return address;
                })));
            }
            while (database.waitingWrites() < others.size()) {
                Thread.onSpinWait();
            }
            queued.countDown();

            assertThat(first.get()).isTrue();
            List<String> outcomes = new ArrayList<>();
            for (Future<String> other : others) {
                try {
                    outcomes.add(other.get());
                } catch (ExecutionException failed) {
                    outcomes.add("failed: "
                            + Objects.requireNonNull(failed.getCause()).getMessage());
                }
            }
            assertThat(outcomes)
                    .isEqualTo(IntStream.range(0, 20)
                            .mapToObj(i -> i % 4 == 3 ? "failed: bad" + i : "good" + i)
                            .toList());
            assertThat(database.<List<String>>read(tx -> tx.handle()
                            .createQuery("select address from suppressed_address")
                            .mapTo(String.class)
                            .list()))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                    Stream.of("first"),
                                    IntStream.range(0, 20)
                                            .filter(i -> i % 4 != 3)
                                            .mapToObj(i -> "good" + i))
                            .toList());
            // One when all came in time for the commit of the first.
            assertThat(commits.get()).isBetween(1, 2);
        }
    }

    @Test
    void aWorkThatFailsFirstLeavesNothingAndTheNextOneGoesOn() {
        try (Database database = Database.open(folder.resolve("shop.db"), Database.Use.DAEMON)) {
            assertThatThrownBy(() -> database.execute(tx -> {
                        suppress(tx, "lost");
                        throw new StackOverflowError("deep");
                    }))
                    .isInstanceOf(StackOverflowError.class)
                    .hasMessage("deep");
            assertThatThrownBy(() -> database.execute(_ -> database.execute(_ -> {})))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already running on this thread");
            database.execute(tx -> suppress(tx, "kept"));
            assertThat(database.<List<String>>read(tx -> tx.handle()
                            .createQuery("select address from suppressed_address")
                            .mapTo(String.class)
                            .list()))
                    .containsExactly("kept");
        }
    }

    private static void listen(Tx tx, AtomicInteger commits) {
        try {
            tx.handle().getConnection().unwrap(SQLiteConnection.class).addCommitListener(new SQLiteCommitListener() {
                @Override
                public void onCommit() {
                    commits.incrementAndGet();
                }

                @Override
                public void onRollback() {}
            });
        } catch (SQLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void suppress(Tx tx, String address) {
        tx.handle()
                .createUpdate("insert into suppressed_address (address, reason, since_at) values (:address, 'x', 1)")
                .bind("address", address)
                .execute();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    @Test
    void whatIsDoneTogetherIsKeptOrTakenBackTogether() {
        try (Database database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON)) {
            String seen = database.together(tx -> {
                database.execute(inner -> suppress(inner, "one@example.org"));
                assertThatThrownBy(() -> database.execute(inner -> {
                            suppress(inner, "two@example.org");
                            throw new IllegalStateException("no");
                        }))
                        .isInstanceOf(IllegalStateException.class);
                suppress(tx, "three@example.org");
                return String.join(" ", database.read(DatabaseTest::suppressed));
            });
            assertThat(seen).as("its own, not what was taken back").isEqualTo("one@example.org three@example.org");
            assertThatThrownBy(() -> database.together(tx -> {
                        database.execute(inner -> suppress(inner, "four@example.org"));
                        throw new IllegalStateException("all of it");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(database.<List<String>>read(DatabaseTest::suppressed))
                    .containsExactly("one@example.org", "three@example.org");
            assertThatThrownBy(() -> database.execute(tx -> database.execute(inner -> suppress(inner, "x"))))
                    .as("elsewhere a transaction is handed on")
                    .hasMessageContaining("already running");
        }
    }

    private static List<String> suppressed(Tx tx) {
        return tx.handle()
                .createQuery("select address from suppressed_address order by address")
                .mapTo(String.class)
                .list();
    }
}
