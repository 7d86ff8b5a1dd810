package prevenance.privacy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Many customers of three years, each with an order, a parcel of six events, a mail and a reply; and how long an
/// export, an erasure and rounds of retention take among them, and for how long they keep others from writing. Run by
/// hand: `CrowdStore FILE [PARCELS]`; a file that is there already is used as it is.
final class CrowdStore {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int DAYS = 1095;

    private CrowdStore() {}

    static void fill(Database database, int parcels) {
        String numbers = "with recursive n (i) as (select 1 union all select i + 1 from n where i < " + parcels + ") ";
        // The first came three years ago, the last today.
        String at = "(" + NOW.toEpochMilli() + " - " + DAYS * DAY + " + i * " + (DAYS * DAY / parcels) + ")";
        for (String sql : List.of(
                "insert into customer_order (id, number, customer_name, email, phone, locale, country, postcode,"
                        + " imported_at, updated_at) "
                        + numbers
                        + "select i, 'A-' || (1000000 + i), 'Camille Exemple' || i, 'kunde' || i || '@example.org',"
                        + " '+33 1 99 00 ' || i, 'fr', 'FR', '69001', " + at + ", " + at + " from n",
                "insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at, shipped_at,"
                        + " last_event_at, delivered_at, status, milestone) "
                        + numbers
                        + "select i, i, 'laposte', 'LE' || (100000000 + i) || 'FR', 'OUTBOUND', " + at + ", " + at
                        + ", " + at + ", " + at + ", " + at + ", 'delivered.recipient', 'DELIVERED' from n",
                "insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local,"
                        + " occurred_at, status, place, informational, recorded_at) "
                        + numbers
                        + "select i, i || '/' || e.e, 'ET1', 'Votre colis est en cours de traitement sur un site de"
                        + " tri', '2026-01-01T10:00:00', " + at + ", 'transit.sorted', 'Lyon', 0, " + at
                        + " from n, (select 1 as e union select 2 union select 3 union select 4 union select 5 union"
                        + " select 6) e",
                "insert into outbox_message (message_key, order_id, parcel_id, kind, locale, facts, state, created_at,"
                        + " sent_at, message_id, recipient, archive) "
                        + numbers
                        + "select 'parcel:' || i || '/DISPATCHED/1', i, i, 'DISPATCHED', 'fr', '{}', 'SENT', " + at
                        + ", " + at + ", '<' || i || '@shop.example>', 'kunde' || i || '@example.org',"
                        + " cast('To: kunde' || i || '@example.org' || replace(hex(zeroblob(500)), '00', 'ab ') as"
                        + " blob) from n",
                "insert into carrier_reply (parcel_id, replied_at, outcome, media_type, body, cut_short) "
                        + numbers
                        + "select i, " + at + ", 'ANSWERED', 'application/json', randomblob(500), 0 from n")) {
            long begun = System.nanoTime();
            int rows = database.<Integer>write(tx -> tx.handle().execute(sql));
            say(String.format(Locale.ROOT, "%,d rows: %s", rows, since(begun)));
        }
        database.execute(CrowdStore::analyse);
    }

    private static void analyse(Tx tx) {
        tx.handle().execute("analyze");
    }

    private static String since(long begun) {
        return String.format(Locale.ROOT, "%.2f s", (System.nanoTime() - begun) / 1e9);
    }

    private static void say(String line) {
        new PrintStream(System.out, true, StandardCharsets.UTF_8).println(line);
    }

    /// Writes a row again and again, and knows how long the longest write took.
    private static final class OtherWriter implements AutoCloseable {
        private final AtomicBoolean stop = new AtomicBoolean();
        private final AtomicLong longest = new AtomicLong();
        private final Thread thread;

        OtherWriter(Database database) {
            thread = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    long begun = System.nanoTime();
                    database.execute(tx -> tx.handle()
                            .execute("insert into daemon_beat (only_row, beat_at) values (1, 1)"
                                    + " on conflict (only_row) do update set beat_at = daemon_beat.beat_at + 1"));
                    longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
                    LockSupport.parkNanos(2_000_000);
                }
            });
        }

        @Override
        public void close() {
            stop.set(true);
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Work {
        Object run() throws IOException;
    }

    private static void measure(Database database, String what, Work work) throws IOException {
        OtherWriter other = new OtherWriter(database);
        try (other) {
            long begun = System.nanoTime();
            Object result = work.run();
            say(String.format(Locale.ROOT, "%-28s %s: %s", what, since(begun), result));
        }
        say(String.format(Locale.ROOT, "%-28s %.0f ms", "  longest write of another", other.longest.get() / 1e6));
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int parcels = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        boolean there = Files.exists(file);
        Path folder = file.toAbsolutePath().resolveSibling("erasures");
        try (Database database = Database.open(file, Database.Use.DAEMON)) {
            if (!there) {
                fill(database, parcels);
            }
            say(String.format(Locale.ROOT, "%,d MB", Files.size(file) / 1_000_000));
            Privacy privacy = new Privacy(
                    database,
                    RetentionSettings.defaults(),
                    new Places(null, null, false, folder, null, null),
                    ZoneId.of("Europe/Paris"));
            int nth = there ? Math.floorMod(System.nanoTime(), parcels / 4) : 0;
            Person person = Person.withEmail("kunde" + (parcels - parcels / 10 - nth) + "@example.org");
            measure(database, "export", () -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                privacy.export(person, Locale.FRENCH, out, "ada", NOW);
                return out.size() + " bytes";
            });
            measure(
                    database,
                    "what an erasure would do",
                    () -> privacy.plan(person).rows());
            measure(
                    database,
                    "erasure with its proof",
                    () -> privacy.erase(person, "ada", true, NOW) instanceof ErasureOutcome.Done done
                            ? done.certificate().proof().places()
                            : "not done");
            for (int look = 0; look < 5; look++) {
                Instant at = NOW.plus(Duration.ofMinutes(look));
                measure(database, "look of retention " + look, () -> {
                    privacy.retainDue(at);
                    return privacy.nights(at).getFirst().counts();
                });
            }
            Retention whole = new Retention(
                    database, RetentionSettings.defaults(), ZoneId.of("Europe/Paris"), new SpoolFiles(null, null), 400);
            measure(database, "400 batches", () -> {
                whole.retainDue(NOW.plus(Duration.ofHours(1)));
                return whole.nights(NOW).getFirst().counts();
            });
        }
    }
}
