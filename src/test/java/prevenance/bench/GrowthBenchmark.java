package prevenance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prevenance.app.MeasuredProgram;

/// Whether a parcel costs the same among many: the whole path of a poll, and the room it takes.
record GrowthBenchmark() implements Benchmark {
    /// Flat: at most so much more than among the fewest.
    private static final double FLAT = 1.25;

    private record Shop(int parcels, Path file, MeasuredProgram program) {}

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int[] sizes = {
            place.size().of(500, 2_000, 10_000),
            place.size().of(1_000, 10_000, 100_000),
            place.size().of(2_000, 50_000, 1_000_000)
        };
        int rounds = place.size().of(1, 2, 5);
        int polled = place.size().of(50, 500, 3_000);
        List<Shop> shops = new ArrayList<>();
        try (OwnProcess server = OwnProcess.start(LoopbackCarrier.class, List.of("-Xmx256m"))) {
            String address = "http://127.0.0.1:" + server.line();
            Path home = Polls.home(place.folder(), 1);
            for (int parcels : sizes) {
                Path folder = place.folder().resolve("of-" + parcels);
                Path file = ManyParcels.copied(place, parcels, folder);
                shops.add(new Shop(
                        parcels,
                        file,
                        MeasuredProgram.open(Polls.config(folder, address), home, InstantSource.system())));
            }
            double[][] micros = new double[sizes.length][rounds];
            for (int round = -1; round < rounds; round++) {
                place.progress().tell(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
                for (int i = 0; i < sizes.length; i++) {
                    double one = 1e6 / polls(shops.get(i), polled);
                    if (round >= 0) {
                        micros[i][round] = one;
                    }
                }
            }
            return figures(shops, micros);
        } finally {
            shops.forEach(shop -> shop.program.close());
        }
    }

    private static List<Figure> figures(List<Shop> shops, double[][] micros) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Shop few = shops.getFirst();
        for (int i = 1; i < shops.size(); i++) {
            Shop many = shops.get(i);
            String beside = String.format(Locale.ROOT, "among %,d", few.parcels);
            figures.add(Figure.atMostTimes(
                    String.format(Locale.ROOT, "a poll, whole path, among %,d parcels", many.parcels),
                    "µs",
                    Rounds.median(micros[i]),
                    beside,
                    Rounds.median(micros[0]),
                    FLAT,
                    "polled parcels lie apart from one another"));
        }
        Shop many = shops.getLast();
        figures.add(Figure.atMostTimes(
                String.format(Locale.ROOT, "room in the file for a parcel, among %,d", many.parcels),
                "bytes",
                Files.size(many.file) / (double) many.parcels,
                String.format(Locale.ROOT, "among %,d", few.parcels),
                Files.size(few.file) / (double) few.parcels,
                FLAT,
                "three statements and an order each, a flag each tenth"));
        return figures;
    }

    /// Spread over the whole file, so that each is on pages of its own.
    private static double polls(Shop shop, int polled) throws InterruptedException {
        int step = Math.max(1, shop.parcels / 10 * 7 / polled);
        List<Long> ids = shop.program
                .database()
                .read(tx -> tx.handle()
                        .createQuery("select id from parcel where carrier = 'laposte' and id % 10 < 7")
                        .mapTo(Long.class)
                        .list());
        StringBuilder some = new StringBuilder();
        for (int i = 0; i < polled; i++) {
            some.append(i == 0 ? "" : ",").append(ids.get(i * step));
        }
        return Polls.perSecond(shop.program, "id in (" + some + ")", polled);
    }
}
