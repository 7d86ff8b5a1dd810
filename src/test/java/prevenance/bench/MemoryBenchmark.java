package prevenance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/// What the daemon needs of the machine's memory while it watches many parcels and asks about a hundred a second.
record MemoryBenchmark() implements Benchmark {
    private static final int POLLS_A_SECOND = 100;

    /// The machine is given so long to start it on a large file.
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int parcels = place.size().of(1_000, 50_000, 1_000_000);
        int seconds = place.size().of(2, 10, 90);
        Path file = ManyParcels.copied(place, parcels, place.folder());
        try (OwnProcess server = OwnProcess.start(LoopbackCarrier.class, List.of("-Xmx256m"))) {
            String address = "http://127.0.0.1:" + server.line();
            Path config = Files.writeString(place.folder().resolve("prevenance.yaml"), """
                shop: { name: Maison Exemple, sender: service@example.org }
                mail: { host: 127.0.0.1, port: 9, security: none }
                console: { port: 0 }
                health: { enabled: false }
                carriers:
                  laposte: { base-url: "%s", credentials: { key: test },
                             limits: [{ requests: 1000000, per: 1s }], in-flight: 8 }
                """.formatted(address));
            due(file, parcels, Instant.now());
            Path home = Polls.home(place.folder(), 1);
            Installed installed = Installed.in(place);
            try (Daemon daemon = Daemon.start(installed, config, home, List.of())) {
                place.progress().tell("waiting for its first poll");
                long begun = awaitFirst(daemon, address);
                List<Double> resident = new ArrayList<>();
                for (int second = 1; second <= seconds; second++) {
                    LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
                    if (!daemon.isAlive()) {
                        throw new IllegalStateException("it ended after " + second + " s; see daemon.log");
                    }
                    resident.add(daemon.mebibytes("VmRSS"));
                    if (second % 10 == 0) {
                        place.progress().tell(second + " of " + seconds + " s");
                    }
                }
                double perSecond = Rounds.perSecond(LoopbackCarrier.calls(address), begun);
                double usual = Rounds.median(
                        resident.stream().mapToDouble(Double::doubleValue).toArray());
                return List.of(Figure.atMost(
                        String.format(Locale.ROOT, "memory (RSS) with %,d watched parcels", parcels),
                        "MiB",
                        daemon.mebibytes("VmHWM"),
                        null,
                        null,
                        512,
                        String.format(
                                Locale.ROOT,
                                "the most since its start, %s; usually %.0f; %.0f polls a second over %d s",
                                installed.told(),
                                usual,
                                perSecond,
                                seconds)));
            }
        }
    }

    /// Parcels fall due one after the other, a hundred a second.
    private static void due(Path file, int parcels, Instant now) throws Exception {
        try (PlainFile plain = PlainFile.durable(file)) {
            plain.run(List.of("update parcel set next_poll_at = " + now.toEpochMilli() + " + id * "
                    + 1_000 / POLLS_A_SECOND + " where carrier = 'laposte' and id <= " + Math.min(parcels, 60_000)));
            // Three of ten are with other carriers; theirs are filled up by later ones of La Poste.
            plain.run(List.of("update parcel set next_poll_at = " + now.toEpochMilli() + " + (id - 60000) * "
                    + 1_000 / POLLS_A_SECOND + " where carrier = 'laposte' and id > 60000 and id <= 120000"
                    + " and id % 10 in (1, 2, 3)"));
        }
    }

    private static long awaitFirst(Daemon daemon, String address) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (LoopbackCarrier.calls(address) == 0) {
            if (!daemon.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("it does not ask; see daemon.log");
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        return System.nanoTime();
    }
}
