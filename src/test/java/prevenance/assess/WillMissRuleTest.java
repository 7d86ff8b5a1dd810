package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.store.Database;
import prevenance.testing.Disruption;
import prevenance.testing.GeneratedHistory;
import prevenance.testing.GeneratedParcel;
import prevenance.testing.GeneratedShop;
import prevenance.testing.TestStore;
import prevenance.transit.TransitLearning;
import prevenance.transit.TransitModel;
import prevenance.transit.TransitSettings;

/// The alarm before a promise is broken, judged as the program does it: on a database, with a model learned from it.
class WillMissRuleTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 6);
    private static final Instant NOW = Instant.parse("2025-07-16T10:00:00Z");

    /// Everything to Paris is held up in the last week.
    private final GeneratedHistory history = GeneratedHistory.of(
            3,
            9_000,
            FIRST,
            220,
            List.of(new Disruption("", "FR75", LocalDate.of(2025, 7, 8), LocalDate.of(2025, 7, 25), 5)));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Database database;

    @BeforeEach
    void open() {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        GeneratedShop.fill(database, history, NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<Flag> raised(TransitModel model) {
        // Only what is under way: the rest has long been judged.
        database.execute(tx -> tx.handle()
                .execute(
                        "update parcel set assess_after = null where delivered_at is not null or shipped_at < ?",
                        NOW.minus(Duration.ofDays(30))));
        new Assessor(database, RuleSettings.defaults(), code -> code, () -> model).assessDue(NOW);
        return flags();
    }

    private List<Flag> flags() {
        return database.read(tx -> tx
                .handle()
                .createQuery("select distinct parcel_id from flag where kind = 'WILL_MISS'")
                .mapTo(Long.class)
                .list()
                .stream()
                .flatMap(id -> new FlagStore().ofParcel(tx, id).stream())
                .filter(flag -> flag.kind() == FlagKind.WILL_MISS)
                .toList());
    }

    private TransitModel learned(TransitSettings settings) {
        return new TransitLearning(database, settings, PARIS, "FR", "69007").asOf(NOW);
    }

    private GeneratedParcel parcel(Flag flag) {
        return history.parcels().get((int) flag.parcelId() - 1);
    }

    @Test
    void itIsRaisedToTheStaffBeforeThePromiseAndMostlyRight() {
        List<Flag> flags = raised(learned(TransitSettings.defaults()));

        assertThat(flags).hasSizeGreaterThan(15).allSatisfy(flag -> {
            assertThat(flag.forStaff()).isTrue();
            assertThat(flag.forCustomer()).isFalse();
            assertThat(flag.rule()).isEqualTo("will-miss/1");
            assertThat(parcel(flag).promisedBy()).isAfter(NOW);
            assertThat(flag.reason().args())
                    .containsKeys("chance", "expected", "low", "sample", "group")
                    .containsEntry("model", "transit/1 2025-07-16")
                    .containsEntry("promise", String.valueOf(parcel(flag).promiseDate()));
        });
        long right = flags.stream().filter(flag -> parcel(flag).late()).count();
        assertThat((double) right / flags.size()).isGreaterThan(0.55);
        Flag first = flags.getFirst();
        assertThat(Reasons.text(first.reason(), Locale.ENGLISH, PARIS))
                .matches("The chance to come after the promise of .* is \\d\\d %: expected .*"
                        + "learned from \\d+ delivered parcels of .* \\(transit/1 2025-07-16\\)\\.");
        assertThat(Reasons.text(first.reason(), Locale.FRENCH, PARIS))
                .startsWith("Le risque d’arriver après la promesse du ")
                .contains("colis livrés");
    }

    @Test
    void aModelThatKnowsTooLittleOrWasWrongRaisesNothing() {
        assertThat(raised(TransitModel.none())).isEmpty();
        assertThat(raised(learned(new TransitSettings(true, 400, 50, 3_001, 8, 60, 45))))
                .isEmpty();
    }

    @Test
    void itEndsByItselfWhenTheChanceFallsOrTheParcelArrives() {
        TransitModel model = learned(TransitSettings.defaults());
        List<Flag> flags = raised(model);
        long one = flags.getFirst().parcelId();
        long two = flags.get(1).parcelId();
        database.execute(tx -> {
            said(tx, one, "out.on_vehicle");
            said(tx, two, "delivered.recipient");
            tx.handle().execute("update parcel set promise_date = '2025-08-20', assess_after = 0 where id = ?", one);
            tx.handle().execute("update parcel set assess_after = 0 where id = ?", two);
        });
        new Assessor(database, RuleSettings.defaults(), code -> code, () -> model).assessDue(NOW.plusSeconds(120));
        assertThat(flags().stream()
                        .filter(flag -> flag.parcelId() == one)
                        .findFirst()
                        .orElseThrow()
                        .closedBy())
                .extracting(Reason::key)
                .isEqualTo("closed.chance-fell");
        assertThat(flags().stream()
                        .filter(flag -> flag.parcelId() == two)
                        .findFirst()
                        .orElseThrow()
                        .closedBy())
                .extracting(Reason::key)
                .isEqualTo("closed.delivered");
    }

    @Test
    void onceThePromiseHasPassedItGivesWayToLate() {
        TransitModel model = learned(TransitSettings.defaults());
        long parcel = raised(model).getFirst().parcelId();
        Instant later = NOW.plus(Duration.ofDays(20));
        database.execute(tx -> tx.handle()
                .execute("update parcel set assess_after = 0, last_answered_at = ? where id = ?", later, parcel));
        new Assessor(database, RuleSettings.defaults(), code -> code, () -> model).assessDue(later);
        Flag ended = flags().stream()
                .filter(flag -> flag.parcelId() == parcel)
                .findFirst()
                .orElseThrow();
        assertThat(ended.closedBy()).isEqualTo(new Reason("closed.superseded", java.util.Map.of("by", "LATE")));
    }

    private static void said(prevenance.store.Tx tx, long parcel, String status) {
        tx.handle().execute("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                occurred_at, status, informational, recorded_at)
            values (?, 'new', ?, '', '2025-07-16T10:01', 'Z', ?, ?, 0, ?)
            """, parcel, status, NOW.plusSeconds(60), status, NOW.plusSeconds(60));
    }
}
