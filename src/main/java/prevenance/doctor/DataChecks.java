package prevenance.doctor;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import prevenance.message.Afterlife;
import prevenance.message.MessageFilter;
import prevenance.message.Outbox;
import prevenance.message.OutboxEpoch;
import prevenance.message.Pause;
import prevenance.store.Backups;
import prevenance.store.Database;
import prevenance.store.StoreAddress;
import prevenance.store.StoreCondition;
import prevenance.store.StoreException;
import prevenance.watch.ParcelFilter;
import prevenance.watch.ParcelStore;

/// The database, its backups, and what it tells of the work.
final class DataChecks {
    private static final long MEGABYTE = 1_000_000;
    private static final long LARGE_LOG = 64 * MEGABYTE;
    private static final Duration OLD_BACKUP = Duration.ofHours(36);
    private static final Duration LAG = Duration.ofMinutes(15);
    private static final Duration SILENT = Duration.ofMinutes(5);
    private static final Duration SLOW = Duration.ofMillis(500);

    private final StoreAddress address;
    private final ZoneId zone;

    DataChecks(StoreAddress address, ZoneId zone) {
        this.address = address;
        this.zone = zone;
    }

    List<Finding> database() {
        return switch (address) {
            case StoreAddress.File(Path file) -> file(file);
            case StoreAddress.Server server -> server(server);
        };
    }

    private static List<Finding> file(Path file) {
        StoreCondition found = StoreCondition.of(file);
        String name = file.toString();
        if (!found.exists()) {
            return List.of(
                    found.used()
                            ? Finding.of(Topic.DATABASE, Standing.PROBLEM, name, "database.gone")
                            : Finding.of(Topic.DATABASE, Standing.WARNING, name, "database.none"));
        }
        List<Finding> findings = new ArrayList<>();
        if (found.damage().isEmpty()) {
            findings.add(Finding.of(
                    Topic.DATABASE, Standing.FINE, name, "database.sound", found.bytes() / MEGABYTE, found.schema()));
        } else {
            findings.add(Finding.of(
                    Topic.DATABASE, Standing.PROBLEM, name, "database.damaged", String.join("; ", found.damage())));
        }
        if (found.log() > LARGE_LOG) {
            findings.add(Finding.of(
                    Topic.DATABASE, Standing.WARNING, name + "-wal", "database.log", found.log() / MEGABYTE));
        }
        findings.add(found.daemon()
                .map(pid -> Finding.of(Topic.DATABASE, Standing.FINE, "", "daemon.runs", Long.toString(pid)))
                .orElseGet(() -> Finding.of(Topic.DATABASE, Standing.WARNING, "", "daemon.rests")));
        return findings;
    }

    private static List<Finding> server(StoreAddress.Server server) {
        long begun = System.nanoTime();
        try (Database database = Database.open(server, Database.Use.VERB)) {
            database.<Integer>read(tx -> tx.handle() == null ? 0 : 1);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            return List.of(Finding.of(Topic.DATABASE, Standing.FINE, database.name(), "database.server", millis));
        } catch (StoreException unusable) {
            return List.of(Finding.of(
                    Topic.DATABASE,
                    Standing.PROBLEM,
                    server.toString(),
                    "database.unusable",
                    String.valueOf(unusable.getMessage())));
        }
    }

    List<Finding> backup(Backups backups, Instant now) {
        if (address instanceof StoreAddress.Server) {
            return List.of(Finding.of(Topic.BACKUP, Standing.UNKNOWN, "", "backup.server"));
        }
        Backups.Status status = backups.status();
        Optional<Duration> age = status.age(now);
        if (age.isEmpty()) {
            return List.of(Finding.of(Topic.BACKUP, Standing.WARNING, "", "backup.none"));
        }
        boolean old = age.get().compareTo(OLD_BACKUP) > 0;
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(
                Topic.BACKUP,
                old ? Standing.PROBLEM : Standing.FINE,
                status.newest() == null ? "" : status.newest().path().toString(),
                old ? "backup.old" : "backup.young",
                age.get().toHours()));
        if (!status.nightly()) {
            findings.add(Finding.of(Topic.BACKUP, Standing.WARNING, "", "backup.by-hand"));
        }
        return findings;
    }

    /// What the database tells of the work; that nobody knows of the carriers when there is none to be opened.
    List<Finding> work(Outbox outbox, List<String> carriersOn, Instant now) {
        if (address instanceof StoreAddress.File(Path file)) {
            StoreCondition found = StoreCondition.of(file);
            if (!found.exists() || !found.damage().isEmpty()) {
                return new FeedChecks(zone).unheard(carriersOn);
            }
        }
        try (Database database = Database.open(address, Database.Use.VERB)) {
            List<Finding> findings = new ArrayList<>();
            stages(database, now, findings);
            outbox(database, outbox, findings);
            findings.addAll(new FeedChecks(zone).feeds(database, carriersOn, now));
            slow(database, outbox, findings);
            return findings;
        } catch (StoreException unusable) {
            return List.of(Finding.of(
                    Topic.DATABASE,
                    Standing.PROBLEM,
                    address.toString(),
                    "database.unusable",
                    String.valueOf(unusable.getMessage())));
        }
    }

    private void stages(Database database, Instant now, List<Finding> findings) {
        WorkStore work = new WorkStore();
        Optional<Instant> beat = database.read(work::lastBeat);
        if (beat.isPresent() && beat.get().isBefore(now.minus(SILENT))) {
            findings.add(Finding.of(
                    Topic.WORK,
                    Standing.PROBLEM,
                    "",
                    "work.silent",
                    Duration.between(beat.get(), now).toMinutes()));
        }
        Map<String, WorkStore.Due> due = database.read(tx -> work.due(tx, now));
        due.forEach((stage, waiting) -> {
            Instant oldest = waiting.oldest();
            if (oldest != null && oldest.isBefore(now.minus(LAG))) {
                long minutes = Duration.between(oldest, now).toMinutes();
                findings.add(Finding.of(Topic.WORK, Standing.WARNING, stage, "work.behind", waiting.count(), minutes));
            }
        });
        if (findings.isEmpty()) {
            findings.add(Finding.of(Topic.WORK, Standing.FINE, "", "work.up-to-date"));
        }
    }

    private void outbox(Database database, Outbox outbox, List<Finding> findings) {
        Optional<Afterlife> held = new OutboxEpoch(database).find().filter(Afterlife::isUndecided);
        Optional<Pause> pause = database.read(outbox::pause);
        if (held.isPresent()) {
            String at = FeedChecks.local(held.get().backedUpAt(), zone);
            findings.add(Finding.of(Topic.WORK, Standing.PROBLEM, "", "work.restored", at));
        } else if (pause.isPresent()) {
            findings.add(Finding.of(
                    Topic.WORK,
                    Standing.WARNING,
                    "",
                    "work.paused",
                    pause.get().by(),
                    pause.get().why()));
        }
    }

    /// What people look at most, timed.
    private static void slow(Database database, Outbox outbox, List<Finding> findings) {
        Map<String, Runnable> reads = Map.of(
                "parcels",
                () -> database.<Integer>read(tx ->
                        new ParcelStore().list(tx, ParcelFilter.newest(50)).size()),
                "messages",
                () -> database.<Integer>read(
                        tx -> outbox.list(tx, MessageFilter.newest(50)).size()),
                "call list",
                () -> database.<Integer>read(tx -> outbox.callList(tx, 50).size()));
        reads.forEach((name, read) -> {
            read.run();
            long begun = System.nanoTime();
            read.run();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (took.compareTo(SLOW) > 0) {
                findings.add(Finding.of(Topic.WORK, Standing.WARNING, name, "work.slow", took.toMillis()));
            }
        });
    }
}
