package prevenance.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import prevenance.store.Database;
import prevenance.store.StoreAddress;

/// One, two and four daemons on one PostgreSQL server: how fast they are together where no carrier holds them up, and
/// how they share a carrier's limit where one does.
record NodesBenchmark() implements Benchmark {
    private static final int LIMIT = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(50);

    /// Until each knows of the others and takes its part.
    private static final Duration SETTLED = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int parcels = place.size().of(100, 1_000, 4_000);
        int rounds = place.size().of(1, 2, 4);
        int seconds = place.size().of(2, 8, 20);
        Path home = Polls.home(place.folder(), 1);
        List<Figure> figures = new ArrayList<>();
        try (OwnProcess carrier = OwnProcess.start(LoopbackCarrier.class, List.of("-Xmx256m"));
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "200")
                        .start()) {
            String address = "http://127.0.0.1:" + carrier.line();
            Shop shop = Shop.open(server.getPort(), Math.max(parcels, LIMIT * (seconds + 20)));
            Run run = new Run(place, Installed.in(place), home, address, shop);
            double alone = 0;
            for (int nodes : place.size() == Size.TINY ? new int[] {2} : new int[] {1, 2, 4}) {
                place.progress().tell(nodes + " at work, no limit");
                Together free = run.free(nodes, parcels, rounds);
                alone = alone == 0 ? free.perSecond : alone;
                figures.add(new Figure(
                        "polls on PostgreSQL, " + words(nodes),
                        "parcels/s",
                        free.perSecond,
                        nodes == 1 ? null : "one node",
                        nodes == 1 ? null : Double.valueOf(alone),
                        nodes == 1 ? Figure.Compared.VALUE : Figure.Compared.RATIO,
                        Figure.Better.MORE,
                        null,
                        "one parcel a call; server, carrier and nodes on this machine; the least busy node had "
                                + percent(free.fairness) + " of an equal part"));
                if (nodes > 1) {
                    place.progress().tell(nodes + " at work under a limit of " + LIMIT + " a second");
                    Together limited = run.limited(nodes, seconds);
                    figures.add(new Figure(
                            "calls under a shared limit of " + LIMIT + "/s, " + words(nodes),
                            "calls/s",
                            limited.perSecond,
                            "the limit",
                            (double) LIMIT,
                            Figure.Compared.RATIO,
                            Figure.Better.MORE,
                            null,
                            "over " + seconds + " s"));
                    figures.add(Figure.atLeast(
                            "part of the least busy of " + words(nodes) + " under the limit",
                            "of an equal part",
                            limited.fairness,
                            null,
                            "1 is fair"));
                }
            }
        }
        return figures;
    }

    private static String words(int nodes) {
        return nodes == 1 ? "one node" : nodes + " nodes";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }

    /// @param fairness what the least busy had of an equal part
    private record Together(double perSecond, double fairness) {}

    private record Run(Place place, Installed installed, Path home, String carrier, Shop shop) {
        Together free(int nodes, int parcels, int rounds) throws Exception {
            String first = "id <= " + parcels;
            List<Daemon> daemons = start(nodes, 1_000_000);
            try {
                double[] perSecond = new double[rounds];
                double[] fairness = new double[rounds];
                for (int round = -1; round < rounds; round++) {
                    long now = Instant.now().toEpochMilli();
                    shop.run("update parcel set next_poll_at = " + now + ", claimed_by = null where " + first);
                    long start = System.nanoTime();
                    shop.await("select count(*) from parcel where carrier = 'laposte' and next_poll_at <= " + now, 0);
                    if (round >= 0) {
                        perSecond[round] = Rounds.perSecond(parcels, start);
                        fairness[round] = fairness(nodes, first);
                    }
                }
                return new Together(Rounds.median(perSecond), Rounds.median(fairness));
            } finally {
                daemons.forEach(Daemon::close);
            }
        }

        Together limited(int nodes, int seconds) throws Exception {
            List<Daemon> daemons = start(nodes, LIMIT);
            try {
                shop.run("update parcel set claimed_by = null, next_poll_at = "
                        + Instant.now().toEpochMilli());
                // The first seconds are not counted: they compile.
                LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos() / 2);
                long before = LoopbackCarrier.calls(carrier);
                long start = System.nanoTime();
                LockSupport.parkNanos(Duration.ofSeconds(seconds).toNanos());
                double perSecond = Rounds.perSecond(LoopbackCarrier.calls(carrier) - before, start);
                return new Together(perSecond, fairness(nodes, "claimed_by is not null"));
            } finally {
                daemons.forEach(Daemon::close);
                shop.run("update parcel set next_poll_at = " + Long.MAX_VALUE / 2 + ", claimed_until = null");
            }
        }

        private double fairness(int nodes, String which) throws SQLException {
            long all = shop.number("select count(*) from parcel where claimed_by is not null and " + which);
            long least = shop.number("select case when count(*) < " + nodes + " then 0 else min(n) end from (select"
                    + " count(*) as n from parcel where claimed_by is not null and " + which
                    + " group by claimed_by) each_one");
            return least * nodes / (double) Math.max(1, all);
        }

        private List<Daemon> start(int nodes, int limit) throws Exception {
            List<Daemon> daemons = new ArrayList<>();
            for (int i = 0; i < nodes; i++) {
                Path folder = Files.createDirectories(place.folder().resolve("node-" + i + "/data"));
                Path config = Files.writeString(folder.resolveSibling("prevenance.yaml"), """
                    shop: { name: Maison Exemple, sender: service@example.org }
                    mail: { host: 127.0.0.1, port: 9, security: none }
                    store: { url: "postgresql://postgres@localhost:%d/postgres" }
                    nodes: { check-in: 1s, joins-after: 1s }
                    console: { enabled: false }
                    health: { enabled: false }
                    beats: { poll: 100ms, assess: 200ms }
                    polling: { cadence: { every: 23h }, claim: 500 }
                    carriers:
                      laposte: { base-url: "%s", credentials: { key: test }, in-flight: %d,
                                 limits: [{ requests: %d, per: 1s }] }
                    """.formatted(
                                shop.port, carrier, Polls.AT_ONCE, limit));
                daemons.add(Daemon.start(installed, config, home, List.of()));
            }
            shop.await("select count(*) from node", nodes);
            LockSupport.parkNanos(SETTLED.toNanos());
            return daemons;
        }
    }

    private record Shop(int port) {
        static Shop open(int port, int parcels) throws SQLException {
            Database.open(
                            StoreAddress.server("postgresql://postgres@localhost:" + port + "/postgres"),
                            Database.Use.VERB)
                    .close();
            long at = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
            Shop shop = new Shop(port);
            shop.run("insert into customer_order (number, customer_name, email, locale, country, imported_at,"
                    + " updated_at) select 'W-' || i, 'Camille Exemple', 'c' || i || '@example.org', 'fr-FR',"
                    + " 'FR', " + at
                    + ", " + at
                    + " from generate_series(1, " + parcels + ") i");
            shop.run("insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at, shipped_at,"
                    + " promise_date, status, milestone, next_poll_at) select id, 'laposte', '6A' || lpad(id::text, 11,"
                    + " '0'), 'OUTBOUND', " + at + ", " + at + ", " + at + ", '2099-01-01', 'pre.announced',"
                    + " 'ANNOUNCED', " + Long.MAX_VALUE / 2 + " from customer_order");
            shop.run("analyze");
            return shop;
        }

        private Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", "postgres", "");
        }

        void run(String sql) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        long number(String query) throws SQLException {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                return number(statement, query);
            }
        }

        private static long number(Statement statement, String query) throws SQLException {
            try (ResultSet row = statement.executeQuery(query)) {
                return row.next() ? row.getLong(1) : 0;
            }
        }

        void await(String query, long wanted) throws SQLException, IOException {
            long end = System.nanoTime() + PATIENCE.toNanos();
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                while (number(statement, query) != wanted) {
                    if (System.nanoTime() > end) {
                        throw new IOException("not in time: " + query);
                    }
                    LockSupport.parkNanos(LOOK.toNanos());
                }
            }
        }
    }
}
