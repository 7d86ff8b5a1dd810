package prevenance.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.Assessor;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.assess.RuleSettings;
import prevenance.cases.TellingSettings;
import prevenance.store.Tx;
import prevenance.testing.GeneratedHistory;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.transit.TransitModel;
import prevenance.watch.EventStore;

/// What the assessor raised while the parcels were under way is what the replay raises afterwards.
class ReplayIsLiveTest {
    private static final Instant END = Instant.parse("2025-06-30T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theReplayRaisesTheSameFlagsAtTheSameInstantsForTheSameReasons() {
        try (PastShop past = new PastShop(folder.resolve("past.db"));
                PastShop live = new PastShop(folder.resolve("live.db"))) {
            GeneratedHistory history = GeneratedHistory.of(23, 60, LocalDate.of(2025, 1, 6), 60);
            past.fill(history, NOW);
            live.fill(history, NOW);
            List<PastParcel> parcels = past.database.read(tx -> new PastStore().page(tx, Period.all(), NOW, 0, 1_000));
            assertThat(parcels).hasSize(60);
            Map<Long, List<String>> lived = live(live, parcels);
            Play play = new Play(
                    RuleSettings.defaults(),
                    TellingSettings.defaults(),
                    UnaryOperator.identity(),
                    PastShop.PARIS,
                    _ -> TransitModel.none());
            Map<Long, List<String>> played = new TreeMap<>();
            for (PastParcel parcel : parcels) {
                played.put(
                        parcel.parcel().id(),
                        play.of(parcel, END).flags().stream()
                                .map(ReplayIsLiveTest::told)
                                .toList());
            }
            assertThat(played.values().stream().mapToInt(List::size).sum()).isGreaterThan(20);
            played.forEach(
                    (id, flags) -> assertThat(lived.get(id)).as("parcel %d", id).containsExactlyElementsOf(flags));
        }
    }

    /// Lets the assessor work through the same time, statement by statement.
    private static Map<Long, List<String>> live(PastShop shop, List<PastParcel> parcels) {
        shop.sql("delete from tracking_event");
        shop.sql("update parcel set status = 'pre.no_data', milestone = 'UNKNOWN', status_at = null, last_event_at ="
                + " null, last_outcome = 'not found', unknown_since = imported_at, assess_after = imported_at");
        Assessor assessor = new Assessor(shop.database, RuleSettings.defaults(), code -> code, TransitModel::none);
        TreeSet<Instant> instants = new TreeSet<>();
        parcels.forEach(parcel -> instants.addAll(parcel.changes()));
        for (Optional<Instant> now = next(shop, instants); now.isPresent(); now = next(shop, instants)) {
            Instant at = now.get();
            instants.remove(at);
            shop.database.execute(tx -> {
                tx.handle()
                        .createUpdate("update parcel set last_answered_at = :now")
                        .bind("now", at)
                        .execute();
                for (PastParcel parcel : parcels) {
                    List<TrackingEvent> heard = parcel.events().stream()
                            .filter(past -> past.recordedAt().equals(at))
                            .map(PastEvent::event)
                            .toList();
                    if (!heard.isEmpty()) {
                        hear(tx, parcel, heard, at);
                    }
                }
            });
            assessor.assessDue(at);
        }
        Map<Long, List<String>> lived = new TreeMap<>();
        for (PastParcel parcel : parcels) {
            Instant until = parcel.inTheEnd().status().isFinal()
                    ? parcel.changes().getLast().plus(Duration.ofDays(14))
                    : END;
            lived.put(
                    parcel.parcel().id(),
                    shop
                            .database
                            .<List<Flag>>read(tx ->
                                    new FlagStore().ofParcel(tx, parcel.parcel().id()))
                            .stream()
                            .filter(flag -> !flag.raisedAt().isAfter(until))
                            .filter(flag -> !flag.raisedAt().isAfter(END))
                            .map(ReplayIsLiveTest::told)
                            .collect(Collectors.toCollection(ArrayList::new)));
        }
        return lived;
    }

    private static void hear(Tx tx, PastParcel parcel, List<TrackingEvent> heard, Instant now) {
        long id = parcel.parcel().id();
        EventStore events = new EventStore();
        events.add(tx, id, heard, now);
        ParcelHistory known = events.history(tx, id);
        tx.handle()
                .createUpdate("""
                    update parcel set status = :status, milestone = :milestone, unknown_since = null,
                        last_outcome = 'answered', assess_after = :now
                    where id = :id
                    """)
                .bind("status", known.status().wireName())
                .bind("milestone", known.status().milestone().name())
                .bind("now", now)
                .bind("id", id)
                .execute();
    }

    /// The next statement, or the next instant at which somebody is due.
    private static Optional<Instant> next(PastShop shop, NavigableSet<Instant> instants) {
        Optional<Instant> due = shop.database.read(tx -> tx.handle()
                .createQuery("select min(assess_after) from parcel where assess_after is not null")
                .mapTo(Instant.class)
                .findOne());
        return Optional.ofNullable(instants.isEmpty() ? null : instants.first()).stream()
                .mapMulti((Instant at, java.util.function.Consumer<Instant> all) -> {
                    all.accept(at);
                    due.ifPresent(all);
                })
                .min(Comparator.naturalOrder())
                .or(() -> due)
                .filter(at -> !at.isAfter(END));
    }

    /// The first of its steps is not kept, so its last reason is told.
    private static String told(Flag flag) {
        return flag.kind() + " " + flag.episode() + " step " + flag.step() + " since " + flag.sinceAt() + " raised "
                + flag.raisedAt() + " by " + flag.rule() + " " + flag.reason().key() + " "
                + new TreeMap<>(flag.reason().args()) + " " + flag.evidence().json();
    }
}
