package prevenance.transit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.testing.GeneratedEvent;
import prevenance.testing.GeneratedHistory;
import prevenance.testing.GeneratedParcel;
import prevenance.testing.GeneratedShop;
import prevenance.testing.TestStore;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.EvaluationReport.Case;

class TransitLearningTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant LEARNED = Instant.parse("2025-09-01T02:00:00Z");

    private final GeneratedHistory history = GeneratedHistory.of(11, 6_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private TransitLearning learning() {
        return new TransitLearning(database, TransitSettings.defaults(), PARIS, "FR", "69007");
    }

    @Test
    void withoutParcelsNothingIsSaid() {
        TransitLearning learning = learning();
        learning.learnDue(LEARNED);
        GeneratedParcel parcel = history.parcels().getFirst();
        assertThat(learning.model().outlook(journey(parcel, LEARNED), LEARNED)).isEmpty();
        assertThat(learning.model().standing().trusted()).isFalse();
    }

    @Test
    void ofAVeryFullDayItLearnsFromAFewThousandParcelsSpreadOverAllOfThem() {
        Instant from = Instant.parse("2025-08-20T00:00:00Z");
        database.execute(tx -> {
            tx.handle().execute("""
                insert into customer_order (id, number, locale, country, postcode, imported_at, updated_at)
                values (1, 'A-1', 'fr', 'FR', '75011', 0, 0)
                """);
            try (PreparedBatch batch = tx.handle().prepareBatch("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, shipped_at, imported_at, updated_at)
                values (:id, 1, 'north', :number, 'OUTBOUND', :shipped, 0, 0)
                """)) {
                for (int id = 1; id <= 7_000; id++) {
                    batch.bind("id", id)
                            .bind("number", "N" + id)
                            .bind("shipped", from.plusSeconds(id))
                            .add();
                }
                batch.execute();
            }
        });
        TransitStore store = new TransitStore("FR", null);
        List<String> learned =
                database
                        .<List<PastJourney>>read(tx -> store.between(tx, from, from.plus(Duration.ofDays(1)), LEARNED))
                        .stream()
                        .map(PastJourney::parcel)
                        .toList();
        assertThat(learned)
                .isEqualTo(IntStream.rangeClosed(1, 7_000)
                        .filter(id -> id % 3 == 0)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    @Test
    void whatItSaysOfParcelsUnderWayIsRightAndCalibrated() {
        GeneratedShop.fill(database, history, LEARNED);
        TransitLearning learning = learning();
        learning.learnDue(LEARNED);
        TransitModel model = learning.model();
        assertThat(model.standing().model()).isEqualTo("transit/1 2025-09-01");
        assertThat(model.standing().trusted()).isTrue();

        List<Case> cases = new ArrayList<>();
        int within = 0;
        int came = 0;
        for (int hours = 0; hours < 24 * 10; hours += 6) {
            Instant now = LEARNED.plus(Duration.ofHours(hours));
            for (GeneratedParcel parcel : history.parcels()) {
                Instant delivered = parcel.deliveredAt();
                boolean underWay = !parcel.handedOverAt().isAfter(now)
                        && parcel.handedOverAt().isAfter(now.minus(Duration.ofDays(25)))
                        && (delivered == null || delivered.isAfter(now));
                Instant promised = parcel.promisedBy();
                if (!underWay || promised == null || promised.isBefore(now)) {
                    continue;
                }
                Outlook outlook = model.outlook(journey(parcel, now), now).orElseThrow();
                Double late = Objects.requireNonNull(outlook.lateProbability());
                cases.add(new Case(late, parcel.late()));
                if (delivered != null) {
                    came++;
                    boolean before = delivered.isBefore(outlook.low());
                    boolean after = outlook.high() != null && delivered.isAfter(outlook.high());
                    within += before || after ? 0 : 1;
                }
            }
        }
        assertThat(cases).hasSizeGreaterThan(1_000);
        assertThat(EvaluationReport.auc(cases)).isGreaterThan(0.75);
        assertThat(EvaluationReport.calibrationError(cases)).isLessThan(0.08);
        assertThat((double) within / came).isBetween(0.65, 0.95);
    }

    @Test
    void theSameParcelsTeachTheSame() {
        GeneratedShop.fill(database, history, LEARNED);
        TransitModel one = learning().asOf(LEARNED);
        TransitModel other = learning().asOf(LEARNED);
        assertThat(other.standing()).isEqualTo(one.standing());
        for (GeneratedParcel parcel : history.parcels().subList(3_000, 3_100)) {
            Instant now = parcel.handedOverAt().plus(Duration.ofHours(30));
            assertThat(other.outlook(journey(parcel, now), now)).isEqualTo(one.outlook(journey(parcel, now), now));
        }
    }

    /// Each learns by itself, within minutes of midnight: what it knows is in its memory alone.
    @Test
    void twoDaemonsThatLearnMinutesApartSayTheSame() {
        GeneratedShop.fill(database, history, LEARNED);
        TransitLearning one = learning();
        TransitLearning other = learning();
        one.learnDue(LEARNED);
        other.learnDue(LEARNED.plus(Duration.ofMinutes(10)));
        assertThat(other.model().standing()).isEqualTo(one.model().standing());
        for (GeneratedParcel parcel : history.parcels().subList(3_000, 3_100)) {
            Instant now = parcel.handedOverAt().plus(Duration.ofHours(30));
            assertThat(other.model().outlook(journey(parcel, now), now))
                    .isEqualTo(one.model().outlook(journey(parcel, now), now));
        }
    }

    @Test
    void itLearnsOncePerDayAndNeverFromWhatCameLater() {
        GeneratedShop.fill(database, history, LEARNED);
        TransitLearning learning = learning();
        learning.learnDue(LEARNED);
        TransitModel first = learning.model();
        learning.learnDue(LEARNED.plus(Duration.ofHours(5)));
        assertThat(learning.model()).isSameAs(first);
        learning.learnDue(LEARNED.plus(Duration.ofDays(1)));
        assertThat(learning.model()).isNotSameAs(first);

        // Learned for an earlier day, it is as if the later parcels were not there.
        Instant earlier = Instant.parse("2025-06-01T02:00:00Z");
        TransitModel past = learning.past().apply(Instant.parse("2025-06-17T02:00:00Z"));
        assertThat(past.standing().model()).isEqualTo("transit/1 2025-06-01");
        database.execute(tx -> {
            tx.handle()
                    .execute(
                            "delete from tracking_event where parcel_id in (select id from parcel where shipped_at >"
                                    + " ?)",
                            earlier);
            tx.handle().execute("delete from parcel where shipped_at > ?", earlier);
            tx.handle()
                    .execute(
                            "update parcel set delivered_at = null, milestone = 'IN_TRANSIT' where delivered_at >= ?",
                            earlier);
            tx.handle().execute("delete from tracking_event where occurred_at >= ?", earlier);
        });
        assertThat(learning().asOf(earlier).standing()).isEqualTo(past.standing());
    }

    @Test
    void theUsualSilenceDependsOnWhatWasSaidLast() {
        GeneratedShop.fill(database, history, LEARNED);
        TransitModel model = learning().asOf(LEARNED);
        Duration onTheVan =
                silence(model, TrackingStatus.OUT_ON_VEHICLE).orElseThrow().limit();
        Duration departed =
                silence(model, TrackingStatus.TRANSIT_DEPARTED).orElseThrow().limit();
        assertThat(onTheVan).isLessThan(Duration.ofHours(80));
        assertThat(departed).isGreaterThan(onTheVan);
        assertThat(silence(model, TrackingStatus.EXC_DAMAGED)).isEmpty();
    }

    private Optional<SilenceLimit> silence(TransitModel model, TrackingStatus last) {
        GeneratedParcel parcel = history.parcels().stream()
                .filter(each -> each.carrier().equals("laposte"))
                .findFirst()
                .orElseThrow();
        return model.silence(journey(parcel, last, LEARNED));
    }

    private static Journey journey(GeneratedParcel parcel, Instant now) {
        GeneratedEvent last = parcel.events().stream()
                .filter(event -> !event.occurredAt().isAfter(now))
                .reduce((_, later) -> later)
                .orElse(null);
        return journey(parcel, last == null ? null : last.status(), last == null ? null : last.occurredAt());
    }

    private static Journey journey(GeneratedParcel parcel, @Nullable TrackingStatus last, @Nullable Instant lastAt) {
        return new Journey(
                new Lane(
                        parcel.carrier(),
                        parcel.service(),
                        parcel.originCountry(),
                        parcel.originPostcode(),
                        parcel.destinationCountry(),
                        parcel.destinationPostcode()),
                parcel.orderedAt(),
                parcel.handedOverAt(),
                parcel.promisedBy() == null ? null : parcel.promisedBy().plusSeconds(1),
                last == null ? Milestone.UNKNOWN : last.milestone(),
                last,
                lastAt,
                parcel.zone());
    }
}
