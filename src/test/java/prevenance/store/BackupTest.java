package prevenance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies of a database made while it is worked on, and their way back.
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<String> PLAIN = List.of();

    @TempDir
    Path folder;

    @Test
    void aBackupBesideABusyDaemonIsWholeOursAloneAndLosesTheDaemonNothing() throws Exception {
        Path file = folder.resolve("shop.db");
        AtomicInteger written = new AtomicInteger();
        BackupFile backup;
        try (Database daemon = Database.open(file, Database.Use.DAEMON)) {
            CountDownLatch begun = new CountDownLatch(20);
            Thread writer = Thread.ofVirtual().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    suppress(daemon, "address" + written.getAndIncrement());
                    begun.countDown();
                }
            });
            begun.await();
            backup = BackupWriter.write(file, folder.resolve("kept/b.db"), PLAIN, NOW);
            writer.interrupt();
            writer.join();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup.path())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kept"))))
                .isEqualTo("rwx------");
        assertThat(names(folder.resolve("kept"))).containsExactly("b.db");
        assertThat(backup.rows().get("suppressed_address")).isBetween(20L, (long) written.get());
        assertThat(count(file)).isEqualTo(written.get());
        assertThat(count(backup.path())).isEqualTo(backup.rows().get("suppressed_address"));
    }

    @Test
    void aBackupThatCannotBeGoodLeavesNothingBehind() throws IOException {
        Path file = shop(3);
        Path target = folder.resolve("kept/b.db.enc");
        assertThatThrownBy(() -> BackupWriter.write(file, target, List.of("false"), NOW))
                .isInstanceOf(StoreException.class)
                .hasMessage("'false' failed with 1: ");
        assertThatThrownBy(() -> BackupWriter.write(file, target, List.of("no-such-program"), NOW))
                .hasMessageContaining("cannot run 'no-such-program'");
        assertThat(names(folder.resolve("kept"))).isEmpty();
        assertThatThrownBy(() -> BackupWriter.write(folder.resolve("none.db"), target, PLAIN, NOW))
                .hasMessage("there is no database at " + folder.resolve("none.db"));
        assertThat(folder.resolve("none.db")).doesNotExist();
        assertThatThrownBy(() -> BackupWriter.write(file, file, PLAIN, NOW)).hasMessageContaining("is already there");
    }

    @Test
    void anEncryptedBackupGoesThroughTheProgramThatTheSettingsName() throws IOException {
        Path file = shop(3);
        BackupFile backup = BackupWriter.write(file, folder.resolve("b.db.enc"), List.of("gzip", "-c"), NOW);
        assertThat(backup.encrypted()).isTrue();
        assertThat(Files.readAllBytes(backup.path())).startsWith(0x1f, 0x8b);
        assertThat(names(folder)).doesNotContain(".b.db.enc.part", ".b.db.enc.part-encrypted");
        Path place = folder.resolve("new/shop.db");
        assertThatThrownBy(() -> Restore.into(place, backup.path(), PLAIN, NOW))
                .hasMessageContaining("is encrypted: say how it is decrypted with --decrypt-with");
        Restore.into(place, backup.path(), List.of("gzip", "-dc"), NOW);
        assertThat(count(place)).isEqualTo(3);
    }

    @Test
    void aRestoreKeepsTheFormerDatabaseAndIsRefusedWhileADaemonWorksOrTheBackupIsDamaged() throws IOException {
        Path file = shop(3);
        BackupFile backup = BackupWriter.write(file, folder.resolve("b.db"), PLAIN, NOW);
        try (Database daemon = Database.open(file, Database.Use.DAEMON)) {
            suppress(daemon, "after the backup");
            assertThatThrownBy(() -> Restore.into(file, backup.path(), PLAIN, NOW))
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
        Path damaged = Files.copy(backup.path(), folder.resolve("damaged.db"));
        overwrite(damaged, 2, 2);
        List<String> before = names(folder);
        assertThatThrownBy(() -> Restore.into(file, damaged, PLAIN, NOW)).hasMessageContaining("no good backup");
        assertThatThrownBy(() -> Restore.into(file, file, PLAIN, NOW)).hasMessageContaining("is the database itself");
        assertThat(names(folder)).isEqualTo(before);
        assertThat(count(file)).isEqualTo(4);

        Restore.Restored restored = Restore.into(file, backup.path(), PLAIN, NOW);
        assertThat(restored.backup().at()).isEqualTo(NOW);
        assertThat(restored.replaced()).isEqualTo(folder.resolve("shop.db.replaced-20261122T100000Z"));
        assertThat(count(file)).isEqualTo(3);
        assertThat(count(folder.resolve("shop.db.replaced-20261122T100000Z"))).isEqualTo(4);
    }

    @Test
    void everyNightMakesOneAndOnlyTheNewestAreKept() throws IOException {
        Path file = shop(1);
        Path kept = folder.resolve("kept");
        Backups backups = backups(file, kept);
        backups.backUpDue(NOW);
        assertThat(backups.status().newest()).as("at once").isNull();
        backups.backUpDue(NOW.plus(Duration.ofMinutes(61)));
        assertThat(names(kept)).containsExactly("prevenance-20261122T110100Z.db");
        Instant at = NOW.plus(Duration.ofMinutes(61));
        for (int hour = 0; hour < 5 * 24; hour++) {
            at = at.plus(Duration.ofHours(1));
            backups.backUpDue(at);
        }
        assertThat(names(kept))
                .as("due at 03:30 in Paris, 02:30 UTC, and seen by the next look")
                .containsExactly("prevenance-20261126T030100Z.db", "prevenance-20261127T030100Z.db");
        assertThat(backups.status().age(at)).contains(Duration.ofHours(8));
    }

    @Test
    void whatAKilledBackupLeftIsThrownAwayByTheOneOfTheNextDayAndNothingElse() throws IOException {
        Path file = shop(1);
        Path kept = Files.createDirectories(folder.resolve("kept"));
        FileTime yesterday = FileTime.from(NOW.minus(Duration.ofHours(25)));
        for (String name : List.of(".a.db.part", ".a.db.age.part-encrypted", "mine.part", ".mine")) {
            Files.setLastModifiedTime(Files.createFile(kept.resolve(name)), yesterday);
        }
        Files.setLastModifiedTime(Files.createFile(kept.resolve(".b.db.part")), FileTime.from(NOW));
        Backups backups = backups(file, kept);
        backups.backUpDue(NOW);
        backups.backUpDue(NOW.plus(Duration.ofMinutes(61)));
        assertThat(names(kept))
                .containsExactlyInAnyOrder(".b.db.part", ".mine", "mine.part", "prevenance-20261122T110100Z.db");
    }

    @Test
    void aBackupThatFailsIsToldAndTriedAgainAfterAnHour() throws IOException {
        Path file = shop(1);
        Path kept = Files.createFile(folder.resolve("kept"));
        Backups backups = backups(file, kept);
        backups.backUpDue(NOW);
        Instant due = NOW.plus(Duration.ofHours(2));
        backups.backUpDue(due);
        assertThat(backups.status().failure()).contains("cannot write the backup");
        Files.delete(kept);
        backups.backUpDue(due.plus(Duration.ofMinutes(59)));
        assertThat(backups.status().newest()).isNull();
        backups.backUpDue(due.plus(Duration.ofMinutes(60)));
        assertThat(backups.status().failure()).isNull();
        assertThat(names(kept)).hasSize(1);
    }

    @Test
    void aDatabaseThatIsGoneEmptyOrDamagedIsNeverBegunAnewAndTheBackupIsNamed() throws IOException {
        Path file = shop(500);
        Path kept = folder.resolve("kept");
        BackupFile backup = BackupWriter.write(file, kept.resolve("prevenance-20261122T100000Z.db"), PLAIN, NOW);
        byte[] whole = Files.readAllBytes(file);
        StoreAddress address = new StoreAddress.File(file);

        overwrite(file, 2, 2);
        assertThatThrownBy(() -> Database.open(address, Database.Use.DAEMON, kept))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is damaged")
                .hasMessageContaining("prevenance restore " + backup.path());
        Files.write(file, new byte[0]);
        assertThatThrownBy(() -> Database.open(address, Database.Use.DAEMON, kept))
                .hasMessageContaining("is gone or empty, and was there before");
        assertThat(Files.size(file)).isZero();
        Files.delete(file);
        for (Database.Use use : Database.Use.values()) {
            assertThatThrownBy(() -> Database.open(address, use, kept))
                    .hasMessageContaining("is gone or empty, and was there before")
                    .hasMessageContaining("prevenance restore " + backup.path())
                    .hasMessageContaining("delete " + file + ".lock");
        }
        assertThat(file).doesNotExist();
        Files.write(file, whole);
        assertThat(count(file)).isEqualTo(500);
    }

    @Test
    void tablesOfANewerProgramAreRefusedByDatabaseAndBackup() throws IOException {
        Path file = shop(1);
        BackupFile backup = BackupWriter.write(file, folder.resolve("b.db"), PLAIN, NOW);
        for (Path newer : List.of(file, backup.path())) {
            try (Database database = Database.open(newer, Database.Use.VERB)) {
                database.execute(tx -> tx.handle().execute("""
                    insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,
                        installed_by, execution_time, success)
                    values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)
                    """));
            }
        }
        assertThatThrownBy(() -> Database.open(file, Database.Use.DAEMON))
                .hasMessageContaining("does not fit this program");
        assertThatThrownBy(() -> Restore.into(folder.resolve("other.db"), backup.path(), PLAIN, NOW))
                .hasMessageContaining("a newer program wrote it");
    }

    private Backups backups(Path file, Path kept) {
        return new Backups(
                new StoreAddress.File(file),
                new BackupSettings(true, kept, LocalTime.of(3, 30), 2, PLAIN, PLAIN),
                ZoneId.of("Europe/Paris"));
    }

    private Path shop(int rows) {
        Path file = folder.resolve("shop.db");
        try (Database database = Database.open(file, Database.Use.DAEMON)) {
            for (int i = 0; i < rows; i++) {
                suppress(database, "address" + i);
            }
        }
        return file;
    }

    private static long count(Path file) {
        try (Database database = Database.open(file, Database.Use.VERB)) {
            return database.<Long>read(tx -> tx.handle()
                    .createQuery("select count(*) from suppressed_address")
                    .mapTo(Long.class)
                    .one());
        }
    }

    private static void suppress(Database database, String address) {
        database.execute(tx -> tx.handle()
                .createUpdate("insert into suppressed_address (address, reason, since_at) values (:address, 'x', 1)")
                .bind("address", address)
                .execute());
    }

    /// Whole pages of 4096 bytes.
    private static void overwrite(Path file, int page, int pages) throws IOException {
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek((page - 1) * 4096L);
            byte[] noise = new byte[pages * 4096];
            new java.util.Random(7).nextBytes(noise);
            raw.write(noise);
        }
    }

    private static List<String> names(Path in) throws IOException {
        if (!Files.exists(in)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }
}
