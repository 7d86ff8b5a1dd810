package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import prevenance.app.MeasuredProgram;
import prevenance.store.Database;

/// The whole path of a poll: claim, HTTP, read, map, store, assess, when to look again; each poll brings one new
/// statement. Beside it the same HTTP client on the same server.
final class PollBenchmark implements Benchmark {
    private static final int PARCELS = Integer.getInteger("bench.polls", 20_000);
    private static final int WARM_UP = 8_000;
    private static final int AT_ONCE = 16;
    private static final int ROUNDS = 3;

    @Override
    public String name() {
        return "polls";
    }

    @Override
    public List<Figure> run(Path folder, Progress progress) throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (int batch : new int[] {1, 10, 30}) {
            figures.add(measure(Files.createDirectory(folder.resolve("batch-" + batch)), batch, progress));
        }
        return figures;
    }

    private static Figure measure(Path folder, int batch, Progress progress) throws Exception {
        try (OwnProcess server = OwnProcess.start(LoopbackCarrier.class)) {
            String address = "http://127.0.0.1:" + server.line();
            Path home = home(folder, batch);
            Path config = folder.resolve("prevenance.yaml");
            Files.writeString(config, """
                shop: { name: Maison Exemple, sender: service@example.org }
                mail: { host: 127.0.0.1, port: 9, security: none }
                polling: { cadence: { every: 23h }, adaptive: { enabled: false }, claim: 2000 }
                carriers:
                  laposte: { base-url: "%s", credentials: { key: test }, in-flight: %d,
                             limits: [{ requests: 1000000, per: 1s }] }
                """.formatted(address, AT_ONCE));
            try (MeasuredProgram program = MeasuredProgram.open(config, home, InstantSource.system())) {
                parcels(program.database());
                progress.tell("warming up");
                ours(program, WARM_UP);
                BareLoop.perSecond(address, paths(WARM_UP / batch, batch), AT_ONCE);
                double[] ours = new double[ROUNDS];
                double[] bare = new double[ROUNDS];
                for (int round = 0; round < ROUNDS; round++) {
                    progress.tell("batches of " + batch + ", round " + (round + 1) + " of " + ROUNDS);
                    bare[round] = BareLoop.perSecond(address, paths(PARCELS / batch, batch), AT_ONCE) * batch;
                    ours[round] = ours(program, PARCELS);
                }
                return Figure.ratio(
                        batch == 1 ? "polls, whole path, one parcel a call" : "polls, whole path, " + batch + " parcels a call",
                        "parcels/s",
                        median(ours),
                        "bare loop",
                        median(bare),
                        batch == 1 ? 0.5 : 0.3,
                        "");
            }
        }
    }

    private static List<String> paths(int calls, int batch) {
        return IntStream.range(0, calls)
                .mapToObj(call -> "/suivi/v2/idships/"
                        + String.join(
                                ",",
                                IntStream.range(0, batch)
                                        .mapToObj(i -> number(1_000_000 + (call * batch + i) % PARCELS))
                                        .toList())
                        + "?lang=fr_FR")
                .toList();
    }

    private static String number(int i) {
        return "6A%011d".formatted(i);
    }

    /// Parcels a second from the moment they are due until all are asked about and judged.
    private static double ours(MeasuredProgram program, int parcels) throws InterruptedException {
        Instant now = Instant.now();
        program.database()
                .execute(tx -> tx.handle()
                        .createUpdate("update parcel set next_poll_at = :now where id <= :last")
                        .bind("now", now)
                        .bind("last", parcels)
                        .execute());
        long start = System.nanoTime();
        AtomicBoolean asking = new AtomicBoolean(true);
        Thread judge = Thread.ofPlatform().start(() -> {
            while (asking.get()) {
                program.ring("assess", Instant.now());
            }
            program.ring("assess", Instant.now());
        });
        while (left(program.database(), now) > 0) {
            program.program().poll(Instant.now());
        }
        asking.set(false);
        judge.join();
        return parcels / ((System.nanoTime() - start) / 1e9);
    }

    private static long left(Database database, Instant due) {
        return database.<Long>read(tx -> tx.handle()
                .createQuery("select count(*) from parcel where next_poll_at <= :due")
                .bind("due", due)
                .mapTo(Long.class)
                .one());
    }

    private static void parcels(Database database) {
        Instant shipped = Instant.now().minusSeconds(86_400);
        database.execute(tx -> {
            var orders = tx.handle().prepareBatch("""
                insert into customer_order (id, number, customer_name, email, locale, country, postcode, imported_at,
                    updated_at) values (:id, 'W-' || :id, 'Camille Exemple', 'c' || :id || '@example.org', 'fr-FR', 'FR',
                    '69001', :at, :at)
                """);
            var parcels = tx.handle().prepareBatch("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at, shipped_at,
                    promise_date, status, milestone, next_poll_at)
                values (:id, :id, 'laposte', :number, 'OUTBOUND', :at, :at, :at, '2099-01-01', 'pre.announced',
                    'ANNOUNCED', :later)
                """);
            for (int id = 1; id <= PARCELS; id++) {
                orders.bind("id", id).bind("at", shipped).add();
                parcels.bind("id", id)
                        .bind("number", number(id))
                        .bind("at", shipped)
                        .bind("later", shipped.plusSeconds(86_400L * 400))
                        .add();
            }
            orders.execute();
            parcels.execute();
        });
    }

    /// The program's own folders, with La Poste asked about so many parcels at a time.
    private static Path home(Path folder, int batch) throws IOException {
        Path home = folder.resolve("home");
        copy(Path.of("carriers/laposte"), home.resolve("carriers/laposte"));
        copy(Path.of("templates"), home.resolve("templates"));
        Path definition = home.resolve("carriers/laposte/carrier.yaml");
        String text = Files.readString(definition);
        Files.writeString(definition, text.replaceFirst("(?m)^  size: 10$", "  size: " + batch));
        return home;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
