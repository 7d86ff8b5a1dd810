package prevenance.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.fault.StorageShop.Running;

/// What the program does when its disk or its database does not do what it should.
@Timeout(180)
class StorageFaultTest {
    private static final int DAMAGED = 78;
    private static final int DISK_FAILED = 74;
    private static final int LATER = 75;

    @TempDir
    Path folder;

    @Test
    void aFullDiskStopsTheMailsAndNothingElseAndWithSpaceTheyLeaveOnce() throws Exception {
        Path data = mounted("data", "size=8m");
        try (StorageShop shop = new StorageShop(folder, data)) {
            shop.ships(1, 2, 3, 4);
            Running daemon = shop.run().until("console:");
            shop.nobodyWasAtHome(1);
            shop.awaitTold(1);

            fill(data.resolve("filler"));
            shop.nobodyWasAtHome(2, 3, 4);
            daemon.until("SQLITE_FULL");
            StorageShop.pause(2_000);
            assertThat(shop.told()).as("while nothing can be written").containsExactly("c1@example.org");
            assertThat(daemon.process().isAlive()).isTrue();
            Running reading = shop.start(List.of(), Map.of(), "parcels");
            assertThat(reading.end()).as(reading.said()).isZero();
            assertThat(reading.said()).contains("A1", "A4");

            Files.delete(data.resolve("filler"));
            shop.awaitTold(4);
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();
            assertThat(shop.told())
                    .containsExactlyInAnyOrder("c1@example.org", "c2@example.org", "c3@example.org", "c4@example.org");
        } finally {
            unmount(data);
        }
    }

    @Test
    void aDiskThatKeepsNothingEndsTheDaemonAndTheNextOneGoesOnWithWhatIsThere() throws Exception {
        assumeTrue(StorageShop.can("strace", "-V"), "needs strace");
        try (StorageShop shop = new StorageShop(folder, folder.resolve("data"))) {
            shop.ships(1, 2, 3);
            shop.nobodyWasAtHome(1, 2, 3);
            Running broken = shop.run(
                    "strace",
                    "-f",
                    "-o",
                    "/dev/null",
                    "-P",
                    folder.resolve("data/shop.db-wal").toString(),
                    "-e",
                    "inject=fsync,fdatasync:error=EIO:when=60+");
            assertThat(broken.end()).as(broken.said()).isEqualTo(DISK_FAILED);
            assertThat(broken.said()).contains("the disk failed: the program ends now");
            int before = shop.told().size();
            Running daemon = shop.run().until("console:");
            shop.awaitTold(3);
            StorageShop.pause(1_000);
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();
            assertThat(shop.told()).contains("c1@example.org", "c2@example.org", "c3@example.org");
            assertThat(shop.told().size() - 3)
                    .as("only what was on its way when the disk failed")
                    .isBetween(0, Math.min(before, 2));
        }
    }

    @Test
    void whoLocksTheDatabaseHoldsUpTheWorkAndNothingIsSentTwice() throws Exception {
        try (StorageShop shop = new StorageShop(folder, folder.resolve("data"))) {
            shop.ships(1, 2, 3);
            Running daemon = shop.run().until("console:");
            shop.nobodyWasAtHome(1);
            shop.awaitTold(1);
            try (Connection outsider = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/shop.db"));
                    Statement statement = outsider.createStatement()) {
                statement.execute("begin immediate");
                shop.nobodyWasAtHome(2, 3);
                daemon.until("SQLITE_BUSY");
                assertThat(shop.told()).hasSize(1);
                statement.execute("rollback");
            }
            shop.awaitTold(3);
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();
            assertThat(shop.told()).containsExactlyInAnyOrder("c1@example.org", "c2@example.org", "c3@example.org");
        }
    }

    @Test
    void aDamagedDatabaseIsRefusedWithinTenSecondsAndTheBackupNamed() throws Exception {
        try (StorageShop shop = new StorageShop(folder, folder.resolve("data"))) {
            shop.ships(1, 2, 3);
            Running daemon = shop.run().until("console:");
            shop.nobodyWasAtHome(1, 2, 3);
            shop.awaitTold(3);
            Running backup = shop.start(List.of(), Map.of(), "backup");
            assertThat(backup.end()).as(backup.said()).isZero();
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();

            Path database = folder.resolve("data/shop.db");
            try (RandomAccessFile raw = new RandomAccessFile(database.toFile(), "rw")) {
                byte[] noise = new byte[2 * 4096];
                new Random(5).nextBytes(noise);
                raw.seek(4096);
                raw.write(noise);
            }
            Running refused = shop.run();
            assertThat(refused.end()).as(refused.said()).isEqualTo(DAMAGED);
            assertThat(quickest(shop, DAMAGED)).isLessThan(Duration.ofSeconds(10));
            Path kept;
            try (Stream<Path> files = Files.list(folder.resolve("backup"))) {
                kept = files.findFirst().orElseThrow();
            }
            assertThat(refused.said()).contains("is damaged", "prevenance restore " + kept);

            Running restored = shop.start(List.of(), Map.of(), "restore", kept.toString());
            assertThat(restored.end()).as(restored.said()).isZero();
            Running again = shop.run().until("console:");
            again.until("nothing leaves for customers");
            StorageShop.pause(2_000);
            assertThat(shop.told()).as("after the restore").hasSize(3);
        }
    }

    @Test
    void aDiskThatCannotBeWrittenIsRefusedInWords() throws Exception {
        Path data = mounted("data", "size=8m");
        try (StorageShop shop = new StorageShop(folder, data)) {
            Running daemon = shop.run().until("console:");
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();
            assumeTrue(StorageShop.can("mount", "-o", "remount,ro", data.toString()));
            Running refused = shop.run();
            assertThat(refused.end()).as(refused.said()).isEqualTo(DAMAGED);
            assertThat(refused.said()).contains("prevenance: cannot lock " + data, "ead-only file system");
            assertThat(refused.said()).doesNotContain("\tat ");
        } finally {
            unmount(data);
        }
    }

    @Test
    void filesOfAnotherOwnerAreRefusedInWords() throws Exception {
        assumeTrue(StorageShop.can("setpriv", "--bounding-set=-dac_override,-dac_read_search", "true"), "needs root");
        Path data = Files.createDirectories(folder.resolve("data"));
        try (StorageShop shop = new StorageShop(folder, data)) {
            Running daemon = shop.run().until("console:");
            daemon.process().destroy();
            assertThat(daemon.end()).isZero();
            assertThat(StorageShop.can("chown", "-R", "65534", data.toString())).isTrue();
            Running refused = shop.run("setpriv", "--bounding-set=-dac_override,-dac_read_search");
            assertThat(refused.end()).as(refused.said()).isEqualTo(DAMAGED);
            assertThat(refused.said())
                    .contains("prevenance: cannot lock " + data, "nobody", "chown")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aSecondDaemonLeavesWithinFiveSecondsAndNamesTheFirst() throws Exception {
        try (StorageShop shop = new StorageShop(folder, folder.resolve("data"))) {
            Running first = shop.run().until("console:");
            Running second = shop.run();
            assertThat(second.end()).as(second.said()).isEqualTo(LATER);
            assertThat(second.said()).contains("process " + first.process().pid());
            assertThat(quickest(shop, LATER)).isLessThan(Duration.ofSeconds(5));
            first.process().destroyForcibly();
            first.end();
            shop.run().until("console:");
        }
    }

    @Test
    void nothingButSqliteOpensTheDatabaseWhileTheDaemonWorksAndIsCopied() throws Exception {
        assumeTrue(StorageShop.can("strace", "-V"), "needs strace");
        Path opened = folder.resolve("opened.txt");
        try (StorageShop shop = new StorageShop(folder, folder.resolve("data"))) {
            shop.ships(1, 2, 3);
            Running daemon = shop.run("strace", "-f", "-qq", "-e", "trace=open,openat", "-o", opened.toString())
                    .until("console:");
            shop.nobodyWasAtHome(1, 2, 3);
            shop.awaitTold(3);
            Path copied = folder.resolve("copied.txt");
            Running backup = shop.start(
                    List.of("strace", "-f", "-qq", "-e", "trace=open,openat", "-o", copied.toString()),
                    Map.of(),
                    "backup");
            assertThat(backup.end()).as(backup.said()).isZero();
            daemon.process().children().forEach(ProcessHandle::destroy);
            assertThat(daemon.end()).isZero();
            for (Path trace : List.of(opened, copied)) {
                List<String> opens = Files.readAllLines(trace).stream()
                        .filter(line -> line.matches(".*data/shop\\.db(-wal|-shm|-journal)?\".*"))
                        .toList();
                // SQLite alone opens so (os_unix.c adds O_NOFOLLOW to every open since 3.39); Java never does, but may
                // create the empty file.
                assertThat(opens).isNotEmpty().allMatch(line -> line.contains("O_NOFOLLOW") || line.contains("O_EXCL"));
            }
        }
    }

    /// Of three starts that are refused, because others may want this machine at the same moment.
    private static Duration quickest(StorageShop shop, int code) throws IOException {
        Duration quickest = Duration.ofDays(1);
        for (int i = 0; i < 3; i++) {
            Instant asked = Instant.now();
            assertThat(shop.run().end()).isEqualTo(code);
            Duration took = Duration.between(asked, Instant.now());
            quickest = took.compareTo(quickest) < 0 ? took : quickest;
        }
        return quickest;
    }

    private Path mounted(String name, String options) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        assumeTrue(StorageShop.can("mount", "-t", "tmpfs", "-o", options, "tmpfs", place.toString()), "may not mount");
        return place;
    }

    private static void unmount(Path place) {
        assertThat(StorageShop.can("umount", "-l", place.toString())).isTrue();
    }

    private static void fill(Path file) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] block = new byte[4096];
            while (true) {
                raw.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }
}
