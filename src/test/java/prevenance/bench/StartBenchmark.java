package prevenance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// From the start of the process to the first question at a carrier, beside a Java program that does nothing.
record StartBenchmark() implements Benchmark {
    private static final int PARCELS = 100;
    private static final int PATIENCE_SECONDS = 60;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        Semaphore asked = new Semaphore(0);
        Path file = Files.createDirectories(place.folder().resolve("data")).resolve("prevenance.db");
        ManyParcels.make(file, PARCELS);
        try (LoopbackCarrier carrier = new LoopbackCarrier(asked::release)) {
            Path config = Files.writeString(place.folder().resolve("prevenance.yaml"), """
                shop: { name: Maison Exemple, sender: service@example.org }
                mail: { host: 127.0.0.1, port: 9, security: none }
                console: { enabled: false }
                health: { enabled: false }
                carriers:
                  laposte: { base-url: "http://127.0.0.1:%d", credentials: { key: test } }
                """.formatted(carrier.port()));
            Installed installed = Installed.in(place);
            Rounds.Pair pair = Rounds.of(
                    place.size().of(1, 3, 9),
                    place.progress(),
                    () -> ours(installed, config, file, asked),
                    StartBenchmark::empty);
            return List.of(Figure.atMostMore(
                    "start to the first poll",
                    "s",
                    pair,
                    "an empty JVM from start to end",
                    1.5,
                    installed.told() + "; " + PARCELS + " parcels due; all settings as they are, no console"));
        }
    }

    private static double ours(Installed installed, Path config, Path file, Semaphore asked) throws Exception {
        try (PlainFile plain = PlainFile.durable(file)) {
            plain.run(List.of("update parcel set next_poll_at = 1, claimed_until = null"));
        }
        asked.drainPermits();
        long start = System.nanoTime();
        try (Daemon daemon = Daemon.start(installed, config, Path.of(""), List.of())) {
            if (!asked.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no carrier was asked; alive: " + daemon.isAlive());
            }
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static double empty() throws Exception {
        Path classes = Path.of(EmptyProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        long start = System.nanoTime();
        int exit = new ProcessBuilder(OwnProcess.java(), "-cp", classes.toString(), EmptyProgram.class.getName())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException("the empty program ended with " + exit);
        }
        return (System.nanoTime() - start) / 1e9;
    }
}
