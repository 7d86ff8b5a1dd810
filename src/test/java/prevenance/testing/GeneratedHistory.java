package prevenance.testing;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.testing.GeneratedNetwork.Area;

/// Parcels of a make-believe shop with known truth: several carriers, lanes of different speed, weekends and holidays,
/// peak season, depots that are slow for two weeks, failed attempts, lost and returned parcels, promises with a margin.
/// The same seed gives the same history; a parcel does not depend on those after it.
public final class GeneratedHistory {
    private final List<GeneratedParcel> parcels;
    private final List<Disruption> disruptions;

    private GeneratedHistory(List<GeneratedParcel> parcels, List<Disruption> disruptions) {
        this.parcels = List.copyOf(parcels);
        this.disruptions = List.copyOf(disruptions);
    }

    /// Orders spread over so many days from a first one, with a slow depot about every five weeks.
    public static GeneratedHistory of(long seed, int parcels, LocalDate first, int days) {
        SplittableRandom random = new SplittableRandom(seed);
        GeneratedNetwork network = new GeneratedNetwork(random);
        return of(random, network, parcels, first, days, slowDepots(random, network, first, days));
    }

    /// 400 days from Monday 6 January 2025.
    public static GeneratedHistory of(long seed, int parcels) {
        return of(seed, parcels, LocalDate.of(2025, 1, 6), 400);
    }

    /// The same with disruptions of one's own choice.
    public static GeneratedHistory of(long seed, int parcels, LocalDate first, int days, List<Disruption> disruptions) {
        SplittableRandom random = new SplittableRandom(seed);
        return of(random, new GeneratedNetwork(random), parcels, first, days, disruptions);
    }

    private static GeneratedHistory of(
            SplittableRandom random,
            GeneratedNetwork network,
            int parcels,
            LocalDate first,
            int days,
            List<Disruption> disruptions) {
        List<GeneratedParcel> all = new ArrayList<>(parcels);
        double perParcel = days * 86_400.0 / parcels;
        LocalDateTime start = first.atStartOfDay();
        for (int i = 0; i < parcels; i++) {
            SplittableRandom own = random.split();
            // More orders by day than by night.
            LocalDate day = start.plusSeconds((long) (i * perParcel)).toLocalDate();
            LocalDateTime ordered = day.atTime(7, 0).plusSeconds(own.nextLong(57_600));
            String id = "P%07d".formatted(i + 1);
            all.add(new GeneratedJourney(network, disruptions, id, own).travel(ordered));
        }
        return new GeneratedHistory(all, disruptions);
    }

    private static List<Disruption> slowDepots(
            SplittableRandom random, GeneratedNetwork network, LocalDate first, int days) {
        List<Disruption> slow = new ArrayList<>();
        for (int day = 40; day < days; day += 35) {
            Area area = network.areas().get(random.nextInt(12));
            LocalDate from = first.plusDays(day + random.nextInt(10));
            slow.add(new Disruption("", area.key(), from, from.plusDays(13), 3 + random.nextDouble() * 3));
        }
        return slow;
    }

    /// In the order in which they were ordered, day by day.
    public List<GeneratedParcel> parcels() {
        return parcels;
    }

    public List<Disruption> disruptions() {
        return disruptions;
    }

    /// Of all parcels, oldest first.
    public Stream<GeneratedEvent> events() {
        return parcels.stream()
                .flatMap(parcel -> parcel.events().stream())
                .sorted(Comparator.comparing(GeneratedEvent::occurredAt).thenComparing(GeneratedEvent::parcel));
    }

    /// The file `evaluate --history` reads, as it would have been written at an instant: later deliveries are not in
    /// it,
    /// nor parcels handed over later.
    public Path writeJourneys(Path file, Instant knownAt) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("parcel,carrier,service,origin,destination,ordered_at,handed_over_at,promised_at,delivered_at\n");
            for (GeneratedParcel parcel : parcels) {
                if (!parcel.handedOverAt().isAfter(knownAt)) {
                    out.write(journey(parcel, knownAt));
                }
            }
        }
        return file;
    }

    private static String journey(GeneratedParcel parcel, Instant knownAt) {
        Instant delivered = parcel.deliveredAt();
        boolean known = delivered != null && !delivered.isAfter(knownAt);
        return String.join(
                        ",",
                        parcel.id(),
                        parcel.carrier(),
                        parcel.service(),
                        parcel.originCountry() + " " + parcel.originPostcode(),
                        parcel.destinationCountry() + " " + parcel.destinationPostcode(),
                        written(parcel, parcel.orderedAt()),
                        written(parcel, parcel.handedOverAt()),
                        parcel.promiseDate() == null ? "" : parcel.promiseDate().toString(),
                        known ? written(parcel, delivered) : "")
                + "\n";
    }

    private static String written(GeneratedParcel parcel, @Nullable Instant at) {
        return at == null
                ? ""
                : at.atZone(parcel.zone()).toLocalDateTime().withNano(0).toString();
    }

    /// The file `polling simulate --history` reads, oldest event first.
    public Path writeEvents(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("parcel,carrier,occurred_at,status\n");
            for (GeneratedEvent event : (Iterable<GeneratedEvent>) events()::iterator) {
                out.write(event.parcel() + "," + event.carrier() + ","
                        + event.occurredAt().atOffset(ZoneOffset.UTC) + ","
                        + event.status().wireName() + "\n");
            }
        }
        return file;
    }
}
