package prevenance.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import prevenance.app.MeasuredProgram;

/// The whole path of a poll: claim, HTTP, read, map, store, assess, when to look again; each poll brings one new
/// statement. Beside it the same HTTP client on the same server.
///
/// @param batch parcels in one question
record PollBenchmark(int batch) implements Benchmark {
    @Override
    public String name() {
        return "poll-" + batch;
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int parcels = place.size().of(60, 3_000, 20_000);
        try (OwnProcess server = OwnProcess.start(LoopbackCarrier.class, List.of("-Xmx256m"))) {
            String address = "http://127.0.0.1:" + server.line();
            Path home = Polls.home(place.folder(), batch);
            Path config = Polls.config(place.folder(), address);
            ManyParcels.make(place.folder().resolve("data/prevenance.db"), parcels);
            List<String> paths = paths(parcels);
            try (MeasuredProgram program = MeasuredProgram.open(config, home, InstantSource.system())) {
                Rounds.Pair pair = Rounds.of(
                        place.size().of(1, 2, 5),
                        place.progress(),
                        () -> Polls.perSecond(program, "id <= " + parcels, parcels),
                        () -> BareLoop.perSecond(address, paths, Polls.AT_ONCE) * batch);
                return List.of(Figure.share(
                        "polls, whole path, " + (batch == 1 ? "one parcel" : batch + " parcels") + " a call",
                        "parcels/s",
                        pair,
                        "bare loop of the HTTP client",
                        batch == 1 ? 0.5 : 0.3,
                        "one new statement each; " + Polls.AT_ONCE + " calls under way; SQLite; server beside it"));
            }
        }
    }

    private List<String> paths(int parcels) {
        return IntStream.range(0, parcels / batch)
                .mapToObj(call -> "/suivi/v2/idships/"
                        + String.join(
                                ",",
                                IntStream.range(0, batch)
                                        .mapToObj(i -> Polls.number(10_000_000L + (long) call * batch + i))
                                        .toList())
                        + "?lang=fr_FR")
                .toList();
    }
}
