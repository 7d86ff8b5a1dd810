package prevenance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import prevenance.store.Database;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.EventStore;

/// Storing what carriers say, twenty statements a parcel, beside plain batches of the same rows.
record EventBenchmark() implements Benchmark {
    private static final int EVENTS = 20;

    /// Parcels in one transaction, on both sides.
    private static final int TOGETHER = 50;

    @Override
    public String name() {
        return "events";
    }

    @Override
    public List<Figure> run(Place place) throws Exception {
        int parcels = place.size().of(50, 1_000, 4_000);
        int rounds = place.size().of(1, 3, 7);
        Path one = place.folder().resolve("ours.db");
        ManyParcels.make(one, parcels * (rounds + 1));
        try (PlainFile empty = PlainFile.reckless(one)) {
            empty.run(List.of("delete from tracking_event"));
        }
        Path other = Files.copy(one, place.folder().resolve("plain.db"));
        try (Database database = Database.open(one, Database.Use.VERB);
                PlainFile plain = PlainFile.durable(other)) {
            Turn ours = new Turn(parcels);
            Turn theirs = new Turn(parcels);
            Rounds.Pair pair = Rounds.of(
                    rounds, place.progress(), () -> ours(database, ours.next()), () -> plain(plain, theirs.next()));
            return List.of(Figure.share(
                    "events stored",
                    "events/s",
                    pair,
                    "plain JDBC batches",
                    0.6,
                    EVENTS + " a parcel, " + TOGETHER + " parcels a commit; SQLite"));
        }
    }

    /// Each round has parcels of its own.
    private static final class Turn {
        private final int parcels;
        private int from = 1;

        Turn(int parcels) {
            this.parcels = parcels;
        }

        List<Story> next() {
            List<Story> stories = IntStream.range(from, from + parcels)
                    .mapToObj(EventBenchmark::story)
                    .toList();
            from += parcels;
            return stories;
        }
    }

    private record Story(int parcel, List<TrackingEvent> events) {}

    private static Story story(int parcel) {
        LocalDateTime begin = LocalDateTime.of(2026, 11, 2, 8, 0).plusSeconds(parcel % 40_000);
        return new Story(
                parcel,
                IntStream.range(0, EVENTS)
                        .mapToObj(i -> new TrackingEvent(
                                "ET" + i,
                                "Votre colis est en cours d'acheminement",
                                begin.plusHours(5L * i),
                                ZoneOffset.ofHours(1),
                                TrackingStatus.TRANSIT_ARRIVED_HUB,
                                false,
                                "Plateforme " + i % 7,
                                "FR"))
                        .toList());
    }

    private static double ours(Database database, List<Story> stories) {
        EventStore store = new EventStore();
        Instant now = Instant.now();
        long start = System.nanoTime();
        for (int from = 0; from < stories.size(); from += TOGETHER) {
            List<Story> some = stories.subList(from, Math.min(stories.size(), from + TOGETHER));
            int added = database.<Integer>writeRows(tx -> some.stream()
                    .mapToInt(story -> store.add(tx, story.parcel, story.events, now))
                    .sum());
            if (added != some.size() * EVENTS) {
                throw new IllegalStateException("stored " + added);
            }
        }
        return Rounds.perSecond((long) stories.size() * EVENTS, start);
    }

    private static double plain(PlainFile file, List<Story> stories) throws SQLException {
        long now = System.currentTimeMillis();
        // What a program that did nothing else would have at hand.
        List<List<String>> texts = stories.stream()
                .map(story -> story.events.stream()
                        .flatMap(event -> IntStream.range(0, 2)
                                .mapToObj(i -> i == 0
                                        ? event.identity()
                                        : event.occurredLocal().toString()))
                        .toList())
                .toList();
        long start = System.nanoTime();
        try (PreparedStatement rows = file.prepare("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                occurred_at, status, informational, place, country, source, recorded_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'CARRIER', ?)
            """)) {
            for (int i = 0; i < stories.size(); i++) {
                Story story = stories.get(i);
                for (int k = 0; k < EVENTS; k++) {
                    TrackingEvent event = story.events.get(k);
                    rows.setLong(1, story.parcel);
                    rows.setString(2, texts.get(i).get(2 * k));
                    rows.setString(3, event.carrierCode());
                    rows.setString(4, event.carrierText());
                    rows.setString(5, texts.get(i).get(2 * k + 1));
                    rows.setString(6, Objects.requireNonNull(event.offset()).getId());
                    rows.setLong(7, event.occurredAt().toEpochMilli());
                    rows.setString(8, event.status().wireName());
                    rows.setInt(9, event.informational() ? 1 : 0);
                    rows.setString(10, event.place());
                    rows.setString(11, event.country());
                    rows.setLong(12, now);
                    rows.addBatch();
                }
                if (i % TOGETHER == TOGETHER - 1 || i == stories.size() - 1) {
                    rows.executeBatch();
                    file.commit();
                }
            }
        }
        return Rounds.perSecond((long) stories.size() * EVENTS, start);
    }
}
