package prevenance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import prevenance.testing.GeneratedHistory;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.EventFile;
import prevenance.watch.PollSettings;
import prevenance.watch.PollSimulation;
import prevenance.watch.PollSimulation.Line;

/// How many questions it takes to see deliveries as soon as somebody who looks every six hours, over make-believe
/// journeys and the live program's own plan. An oracle asks once a parcel: when it is delivered.
record CallsBenchmark() implements Benchmark {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final double HOURS = 6;

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public List<Figure> run(Place place) throws IOException {
        int parcels = place.size().of(400, 2_000, 20_000);
        int days = place.size().of(40, 100, 400);
        Path with = GeneratedHistory.of(7, parcels, LocalDate.of(2025, 1, 6), days)
                .writeEvents(place.folder().resolve("with.csv"));
        return List.of(
                figure(place, with, "with out-for-delivery scans", 0.35),
                figure(place, without(with), "without them", 0.8));
    }

    private static Figure figure(Place place, Path file, String which, double reach) throws IOException {
        PollSimulation simulation = new PollSimulation(
                EventFile.read(file, PARIS, _ -> {}).history(),
                PollSettings.defaults(),
                PARIS,
                Duration.ofDays(3),
                what -> place.progress().tell(which + ": " + what));
        Line fixed = simulation.fixed(HOURS);
        Line adaptive = simulation.adaptiveSeeing(fixed);
        return Figure.atMostTimes(
                "calls per parcel to see deliveries as soon, " + which,
                "calls",
                adaptive.callsPerParcel(),
                "every 6 h",
                fixed.callsPerParcel(),
                reach,
                String.format(
                        Locale.ROOT,
                        "an oracle: 1; mean wait %.2f h, every 6 h %.2f h; any news %.2f h, every 6 h %.2f h",
                        adaptive.delivered().mean(),
                        fixed.delivered().mean(),
                        adaptive.any().mean(),
                        fixed.any().mean()));
    }

    private static Path without(Path with) throws IOException {
        Path file = with.resolveSibling("without.csv");
        String scan = "," + TrackingStatus.OUT_ON_VEHICLE.wireName();
        List<String> kept = new ArrayList<>();
        try (Stream<String> lines = Files.lines(with)) {
            lines.filter(line -> !line.endsWith(scan)).forEach(kept::add);
        }
        return Files.write(file, kept);
    }
}
