package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import prevenance.app.MeasuredProgram;
import prevenance.store.Database;

/// What it takes to have the program ask a carrier on loopback.
final class Polls {
    /// Questions under way at the same time.
    static final int AT_ONCE = 16;

    private static final Duration ASSESS_EVERY = Duration.ofMillis(100);

    private Polls() {}

    static String number(long i) {
        return "6A%011d".formatted(i);
    }

    /// A configuration that asks La Poste at an address as fast as it can, and sends nothing.
    static Path config(Path folder, String address) throws IOException {
        return Files.writeString(
                Files.createDirectories(folder).resolve("prevenance.yaml"), """
                    shop: { name: Maison Exemple, sender: service@example.org }
                    mail: { host: 127.0.0.1, port: 9, security: none }
                    polling: { cadence: { every: 23h }, claim: 2000 }
                    carriers:
                      laposte: { base-url: "%s", credentials: { key: test }, in-flight: %d,
                                 limits: [{ requests: 1000000, per: 1s }] }
                    """.formatted(address, AT_ONCE));
    }

    /// The program's own folders, with La Poste asked about so many parcels at a time.
    static Path home(Path folder, int batch) throws IOException {
        Path home = folder.resolve("home");
        Folders.copy(Path.of("carriers"), home.resolve("carriers"));
        Folders.copy(Path.of("templates"), home.resolve("templates"));
        Path definition = home.resolve("carriers/laposte/carrier.yaml");
        String text = Files.readString(definition);
        Files.writeString(definition, text.replaceFirst("(?m)^  size: 10$", "  size: " + batch));
        return home;
    }

    /// Has the program ask about some parcels that are made due, and judge them: parcels a second.
    ///
    /// @param which a condition on `parcel` that holds for so many
    static double perSecond(MeasuredProgram program, String which, int parcels) throws InterruptedException {
        Instant now = Instant.now();
        program.database()
                .execute(tx -> tx.handle()
                        .createUpdate("update parcel set next_poll_at = :now where " + which)
                        .bind("now", now)
                        .execute());
        AtomicBoolean asking = new AtomicBoolean(true);
        long start = System.nanoTime();
        Thread judge = Thread.ofPlatform().start(() -> {
            while (asking.get()) {
                program.ring("assess", Instant.now());
                LockSupport.parkNanos(ASSESS_EVERY.toNanos());
            }
        });
        while (left(program.database(), now) > 0) {
            program.program().poll(Instant.now());
        }
        asking.set(false);
        LockSupport.unpark(judge);
        judge.join();
        program.ring("assess", Instant.now());
        return Rounds.perSecond(parcels, start);
    }

    private static long left(Database database, Instant due) {
        return database.<Long>read(tx -> tx.handle()
                .createQuery("select count(*) from parcel where carrier = 'laposte' and next_poll_at <= :due")
                .bind("due", due)
                .mapTo(Long.class)
                .one());
    }
}
