package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static prevenance.tracking.TrackingStatus.*;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// The life of flags in a real database, with a clock moved by hand.
class AssessorTest {
    private static final FlagStore FLAGS = new FlagStore();

    private final ManualClock clock = ManualClock.at("2026-11-16T08:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @SuppressWarnings("NullAway.Init")
    private Assessor assessor;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        assessor = new Assessor(database, RuleSettings.defaults(), code -> code, TransitModel::none);
        database.execute(tx -> tx.handle().execute("""
            insert into customer_order (id, number, locale, country, postcode, imported_at, updated_at)
            values (1, 'A-1', 'fr', 'FR', '69003', 0, 0)
            """));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void timeAloneRaisesAFlagTakesItUpAndAStatementClosesIt() {
        parcel(1, null);
        answer(1, "2026-11-16T09:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        assertThat(assessUntil("2026-11-19T07:59:00Z")).isEmpty();

        assertThat(assessUntil("2026-11-19T08:00:00Z")).singleElement().satisfies(flag -> {
            assertThat(flag.kind()).isEqualTo(FlagKind.STALLED);
            assertThat(flag.step()).isEqualTo(1);
            assertThat(flag.forCustomer()).isFalse();
            assertThat(flag.raisedAt()).isEqualTo("2026-11-19T08:00:00Z");
            assertThat(flag.rule()).isEqualTo("stalled/2");
        });

        assertThat(assessUntil("2026-11-23T08:00:00Z")).singleElement().satisfies(flag -> {
            assertThat(flag.step()).isEqualTo(2);
            assertThat(flag.forCustomer()).isTrue();
            assertThat(flag.episode()).isEqualTo(1);
            assertThat(flag.sinceAt()).isEqualTo("2026-11-19T08:00:00Z");
            assertThat(flag.raisedAt()).isEqualTo("2026-11-19T08:00:00Z");
            assertThat(flag.reason().args()).containsEntry("days", "5");
        });

        answer(1, "2026-11-23T10:00:00+01:00", TRANSIT_MOVING, "Valence");
        assertThat(assessUntil("2026-11-23T10:00:00Z")).singleElement().satisfies(flag -> {
            assertThat(flag.isOpen()).isFalse();
            assertThat(flag.closedBy())
                    .isEqualTo(Facts.of("closed.moved")
                            .with("carrier", "chronopost")
                            .with("at", "2026-11-23T09:00:00Z")
                            .with("place", "Valence")
                            .with("code", "C-transit.moving")
                            .reason());
        });

        // Stalled anew: a new episode, and the old flag stays as it was.
        assertThat(assessUntil("2026-11-26T09:00:00Z"))
                .extracting(Flag::episode, Flag::isOpen, Flag::step)
                .containsExactly(tuple(1, false, 2), tuple(2, true, 1));
    }

    @Test
    void everyChangeCallsTheDeskAndADeliveredParcelIsLeftAlone() {
        parcel(1, "2026-11-16");
        answer(1, "2026-11-16T09:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        assessUntil("2026-11-18T23:00:00Z");
        assertThat(parcel(1).deskDueAt()).isEqualTo("2026-11-18T23:00:00Z");
        clock.set("2026-11-19T09:00:00Z");
        answer(1, "2026-11-19T09:00:00+01:00", DELIVERED_RECIPIENT, "Lyon");
        List<Flag> flags = assessUntil("2026-11-19T09:00:00Z");
        assertThat(flags).hasSize(1).noneMatch(Flag::isOpen);
        assertThat(flags.getFirst().closedBy()).extracting(Reason::key).isEqualTo("closed.delivered");
        assertThat(parcel(1).assessAfter()).isNull();
        assertThat(parcel(1).deskDueAt()).isEqualTo("2026-11-19T09:00:00Z");
    }

    @Test
    void stalledGivesWayToProbablyLost() {
        parcel(1, "2026-11-16");
        answer(1, "2026-11-16T09:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        List<Flag> flags = assessUntil("2026-11-23T08:00:00Z");
        assertThat(flags)
                .extracting(Flag::kind, Flag::isOpen, Flag::forCustomer)
                .containsExactlyInAnyOrder(
                        tuple(FlagKind.LATE, true, false),
                        tuple(FlagKind.STALLED, false, false),
                        tuple(FlagKind.LOST_SUSPECTED, true, true));
        assertThat(flags.stream().filter(f -> f.kind() == FlagKind.STALLED).map(Flag::closedBy))
                .containsExactly(Facts.of("closed.superseded")
                        .with("by", "LOST_SUSPECTED")
                        .reason());
    }

    @Test
    void aCauseThatBecomesKnownIsToldToTheCustomerWithoutANewStep() {
        parcel(1, "2026-11-16");
        answer(1, "2026-11-16T09:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        assertThat(late(assessUntil("2026-11-17T23:00:00Z"))).satisfies(flag -> {
            assertThat(flag.forCustomer()).isFalse();
            assertThat(flag.reason().key()).isEqualTo("late");
        });
        answer(1, "2026-11-18T00:10:00+01:00", TRANSIT_DELAY_WEATHER, "Lyon");
        assertThat(late(assessUntil("2026-11-18T00:00:00Z"))).satisfies(flag -> {
            assertThat(flag.forCustomer()).isTrue();
            assertThat(flag.step()).isEqualTo(1);
            assertThat(flag.reason().key()).isEqualTo("late.cause-known");
        });
    }

    private static Flag late(List<Flag> flags) {
        return flags.stream()
                .filter(flag -> flag.kind() == FlagKind.LATE)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutAnAnswerOfTheCarrierNothingIsRaisedUntilItAnswersAgain() {
        parcel(1, null);
        answer(1, "2026-11-16T09:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        for (clock.set("2026-11-16T09:00:00Z");
                clock.instant().isBefore(Instant.parse("2026-12-10T00:00:00Z"));
                clock.advance(java.time.Duration.ofHours(6))) {
            assessor.assessDue(clock.instant());
        }
        assertThat(flags(1)).isEmpty();
        database.execute(tx -> tx.handle().execute("update parcel set last_answered_at = ?", clock.instant()));
        assertThat(assessUntil("2026-12-10T01:00:00Z")).extracting(Flag::kind).containsExactly(FlagKind.LOST_SUSPECTED);
    }

    @Test
    void whatAPersonHasDealtWithIsNotRaisedAgainForTheSameReason() {
        parcel(1, null);
        answer(1, "2026-11-16T09:00:00+01:00", RETURN_ARRIVED, "Paris");
        assessUntil("2026-11-16T08:00:00Z");
        database.execute(tx -> assertThat(
                        FLAGS.closeByStaff(tx, FLAGS.openOf(tx, 1).getFirst(), clock.instant()))
                .isTrue());
        database.execute(tx -> tx.handle().execute("update parcel set assess_after = ?", clock.instant()));
        assertThat(assessUntil("2026-11-30T08:00:00Z")).hasSize(1).noneMatch(Flag::isOpen);
    }

    @Test
    void aStatementThatComesLateChangesNothingThatIsStillTrue() {
        parcel(1, null);
        answer(1, "2026-11-17T09:00:00+01:00", OUT_ON_VEHICLE, "Lyon");
        answer(1, "2026-11-17T12:00:00+01:00", ATTEMPT_ABSENT, "Lyon");
        assertThat(assessUntil("2026-11-17T12:00:00Z")).extracting(Flag::kind).containsExactly(FlagKind.ATTEMPT_FAILED);
        answer(1, "2026-11-16T20:00:00+01:00", TRANSIT_DELAY_WEATHER, "Paris");
        assertThat(assessUntil("2026-11-17T13:00:00Z"))
                .singleElement()
                .satisfies(flag -> assertThat(flag.isOpen()).isTrue());
    }

    @Test
    void newDataDuringTheJudgementIsNotLost() {
        parcel(1, null);
        answer(1, "2026-11-16T09:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon");
        Instant seen = clock.instant();
        DueStore dues = new DueStore();
        // The poller was faster: it has made the parcel due anew after the assessor read it.
        database.execute(tx -> tx.handle().execute("update parcel set assess_after = ?", seen.plusMillis(5)));
        database.execute(tx -> assertThat(
                        dues.moveOn(tx, List.of(new DueStore.Move(1, seen, seen.plusSeconds(3600), null)), seen))
                .isEmpty());
        assertThat(parcel(1).assessAfter()).isEqualTo(seen.plusMillis(5));
        assertThat(parcel(1).deskDueAt()).isNull();
    }

    @Test
    void oneBrokenParcelNeitherStopsTheRoundNorComesBackAtOnce() {
        parcel(1, null);
        parcel(2, null);
        parcel(3, null);
        for (long id = 1; id <= 3; id++) {
            answer(id, "2026-11-16T09:00:00+01:00", EXC_DAMAGED, "Lyon");
        }
        database.execute(tx ->
                tx.handle().execute("update tracking_event set occurred_local = 'yesterday' where parcel_id = 2"));
        AssessRound round = assessor.assessDue(clock.instant());
        assertThat(round).isEqualTo(new AssessRound(2, 2, 0, 0, 1));
        assertThat(flags(1)).hasSize(1);
        assertThat(flags(3)).hasSize(1);
        assertThat(parcel(2).assessAfter()).isEqualTo(clock.instant().plusSeconds(3600));
        assertThat(assessor.assessDue(clock.instant())).isEqualTo(AssessRound.NOTHING);
    }

    @Test
    void flagsAreListedWithParcelAndOrderNewestFirst() {
        parcel(1, null);
        parcel(2, null);
        answer(1, "2026-11-16T09:00:00+01:00", EXC_DAMAGED, "Lyon");
        assessor.assessDue(clock.instant());
        clock.advance(java.time.Duration.ofMinutes(1));
        answer(2, "2026-11-16T09:00:00+01:00", EXC_LOST_DECLARED, "Lyon");
        assessor.assessDue(clock.instant());
        assertThat(list(FlagFilter.open(10)))
                .extracting(
                        row -> row.flag().kind(), row -> row.trackingNumber().value(), FlagRow::orderNumber)
                .containsExactly(tuple(FlagKind.LOST_DECLARED, "XX2", "A-1"), tuple(FlagKind.DAMAGED, "XX1", "A-1"));
        assertThat(list(FlagFilter.open(1))).hasSize(1);
        assertThat(list(new FlagFilter(FlagKind.DAMAGED, null, false, null, 10)))
                .hasSize(1);
        assertThat(list(new FlagFilter(null, "chronopost", true, "A-1", 10))).hasSize(2);
        assertThat(list(new FlagFilter(null, "ups", true, null, 10))).isEmpty();
        assertThat(list(new FlagFilter(null, null, true, "B-2", 10))).isEmpty();
    }

    /// Rings the bell every time a parcel is due until then, the carrier answering each time with
    /// nothing new.
    private List<Flag> assessUntil(String until) {
        Instant end = Instant.parse(until);
        for (int turn = 0; turn < 10_000; turn++) {
            Instant due = database.<@Nullable Instant>read(tx -> tx.handle()
                    .createQuery("select min(assess_after) from parcel")
                    .mapTo(Instant.class)
                    .findOne()
                    .orElse(null));
            if (due == null || due.isAfter(end)) {
                break;
            }
            if (due.isAfter(clock.instant())) {
                clock.set(due.toString());
            }
            database.execute(tx -> tx.handle().execute("update parcel set last_answered_at = ?", clock.instant()));
            assertThat(assessor.assessDue(clock.instant()).assessed()).isPositive();
        }
        clock.set(until);
        return flags(1);
    }

    private List<Flag> flags(long parcelId) {
        return database.read(tx -> FLAGS.ofParcel(tx, parcelId));
    }

    private List<FlagRow> list(FlagFilter filter) {
        return database.read(tx -> FLAGS.list(tx, filter));
    }

    private WatchedParcel parcel(long id) {
        return database.read(tx -> new ParcelStore().find(tx, id)).orElseThrow();
    }

    private void parcel(long id, @Nullable String promise) {
        database.execute(tx -> tx.handle()
                .createUpdate("""
                    insert into parcel (id, order_id, carrier, tracking_number, leg, promise_date, imported_at, updated_at,
                        assess_after)
                    values (:id, 1, 'chronopost', :number, 'OUTBOUND', :promise, :now, :now, :now)
                    """)
                .bind("id", id)
                .bind("number", "XX" + id)
                .bind("promise", promise)
                .bind("now", clock.instant())
                .execute());
    }

    /// The carrier answers with one more statement, as the poller would record it.
    private void answer(long id, String at, TrackingStatus status, String place) {
        OffsetDateTime when = OffsetDateTime.parse(at);
        TrackingEvent event = new TrackingEvent(
                "C-" + status.wireName(),
                "words",
                when.toLocalDateTime(),
                when.getOffset(),
                status,
                false,
                place,
                null);
        database.execute(tx -> {
            new EventStore().add(tx, id, List.of(event), clock.instant());
            tx.handle()
                    .execute(
                            "update parcel set last_answered_at = ?, assess_after = ? where id = ?",
                            clock.instant(),
                            clock.instant(),
                            id);
        });
    }
}
