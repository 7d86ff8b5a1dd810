package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.testing.TestStore;

/// What holds on a file as on a server.
class EitherStoreTest {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.VERB);
        database.execute(
                tx -> tx.handle().execute("create table tally (id bigint primary key, value bigint not null)"));
        database.execute(tx -> tx.handle().execute("insert into tally (id, value) values (1, 0), (2, 0)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theRunIsOnTheDatabaseThatItWasAskedFor() {
        assertThat(database.dialect())
                .isEqualTo(
                        "postgresql".equals(System.getProperty("prevenance.test.store"))
                                ? Dialect.POSTGRESQL
                                : Dialect.SQLITE);
    }

    @Test
    void whatManyReadAndWriteAtOnceIsAsIfOneAfterTheOther() throws Exception {
        atOnce(
                8,
                25,
                () -> database.execute(tx -> {
                    long value = value(tx, 1);
                    tx.handle()
                            .createUpdate("update tally set value = :v where id = 1")
                            .bind("v", value + 1)
                            .execute();
                }));
        assertThat(database.<Long>read(tx -> value(tx, 1))).isEqualTo(200);
    }

    @Test
    void aReadingWithinAReadingReadsToo() {
        assertThat(database.<Long>read(tx -> value(tx, 1) + database.<Long>read(inner -> value(inner, 2))))
                .isZero();
        database.execute(tx -> tx.handle().execute("update tally set value = 1"));
        assertThat(database.<Long>read(tx -> value(tx, 1))).isEqualTo(1);
    }

    /// So often that a server knows the question by heart.
    @Test
    void whoReadsAndWritesWhileATableIsGivenAColumnNoticesNothing() {
        // A program's own changes are known to it.
        try (Database newer = TestStore.open(folder.resolve("shop.db"), Database.Use.VERB)) {
            readAndWriteWhileColumnsAreAdded(newer);
        }
    }

    private void readAndWriteWhileColumnsAreAdded(Database newer) {
        for (int column = 0; column < 3; column++) {
            for (int i = 0; i < 20; i++) {
                assertThat(database.<Integer>read(EitherStoreTest::rows)).isEqualTo(2);
                assertThat(database.<Integer>write(EitherStoreTest::rows)).isEqualTo(2);
            }
            String added = "alter table tally add column more" + column + " text";
            newer.execute(tx -> tx.handle().execute(added));
            assertThat(database.<Integer>read(tx -> rows(tx) + database.<Integer>read(EitherStoreTest::rows)))
                    .isEqualTo(4);
            assertThat(database.<Integer>write(EitherStoreTest::rows)).isEqualTo(2);
        }
    }

    private static int rows(Tx tx) {
        return tx.handle().createQuery("select * from tally").mapToMap().list().size();
    }

    @Test
    void whoIsAloneWithAThingReadsWhatTheOneBeforeWrote() throws Exception {
        atOnce(
                8,
                25,
                () -> database.<Boolean>writeRows(tx -> {
                    tx.alone("tally");
                    long value = value(tx, 1);
                    tx.handle()
                            .createUpdate("update tally set value = :v where id = 1")
                            .bind("v", value + 1)
                            .execute();
                    return true;
                }));
        assertThat(database.<Long>read(tx -> value(tx, 1))).isEqualTo(200);
    }

    @Test
    void noRowIsTakenByTwo() throws Exception {
        database.execute(tx -> IntStream.range(10, 210)
                .forEach(i -> tx.handle().execute("insert into tally (id, value) values (" + i + ", 0)")));
        atOnce(
                6,
                40,
                () -> database.<Boolean>writeRows(tx -> {
                    List<Long> free = Rows.free(
                            tx,
                            "tally",
                            tx.handle()
                                    .createQuery(
                                            "select id from tally where value = 0 and id >= 10 order by id limit 5")
                                    .mapTo(Long.class)
                                    .list());
                    free.forEach(id ->
                            tx.handle().execute("update tally set value = value + 1 where value = 0 and id = " + id));
                    return true;
                }));
        assertThat(database.<List<Long>>read(tx -> tx.handle()
                        .createQuery("select distinct value from tally where id >= 10")
                        .mapTo(Long.class)
                        .list()))
                .contains(1L)
                .isSubsetOf(0L, 1L);
    }

    private static long value(Tx tx, long id) {
        return tx.handle()
                .createQuery("select value from tally where id = " + id)
                .mapTo(Long.class)
                .one();
    }

    private static void atOnce(int threads, int times, Runnable work) throws InterruptedException, ExecutionException {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService all = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(_ -> all.submit(() -> {
                        start.await();
                        for (int i = 0; i < times; i++) {
                            work.run();
                        }
                        return true;
                    }))
                    .toList();
            start.countDown();
            for (Future<?> one : running) {
                one.get();
            }
        }
    }
}
