package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierSettings;
import prevenance.carrier.HttpCarrierClient;
import prevenance.config.Problems;
import prevenance.config.Secret;
import prevenance.testing.AggregatorServer;
import prevenance.testing.AggregatorServer.Said;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Parcels of an aggregator, over sockets, with its real folder.
@Timeout(120)
class RegistrarTest {
    private static final String CODE = "17track";
    private static final Duration FIRST_LOOK = Duration.ofMinutes(6);

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private AggregatorServer aggregator;
    private CarrierDirectory carriers;
    private HttpCarrierClient client;
    private Shop shop;
    private Registrar registrar;
    private Poller poller;

    @BeforeEach
    void open() throws IOException {
        aggregator = new AggregatorServer();
        CarrierCatalog catalog = CarrierCatalog.load(Path.of("carriers"), new Problems());
        Map<String, CarrierSettings> settings = Map.of(
                CODE,
                CarrierSettings.defaults(catalog.definition(CODE))
                        .with(
                                Optional.of(aggregator.address()),
                                Map.of("key", Secret.of("key-of-the-shop")),
                                Map.of()));
        carriers = catalog.configured(settings);
        client = new HttpCarrierClient(catalog, settings, clock);
        shop = new Shop(folder);
        start();
    }

    private void start() {
        registrar = new Registrar(shop.database, carriers, client, CODE::equals, _ -> PollSettings.defaults(), clock);
        poller = new Poller(shop.database, carriers, client, CODE::equals, _ -> PollSettings.defaults(), clock);
        poller.recover();
    }

    private void stop() {
        registrar.close();
        poller.close();
    }

    @AfterEach
    void close() {
        stop();
        client.close();
        shop.close();
        aggregator.close();
    }

    @Test
    void parcelsAreRegisteredOnceInBatchesOfFortyAndAskedAboutAfterwards() {
        Set<String> numbers = new TreeSet<>();
        IntStream.range(0, 100).forEach(i -> numbers.add("YT26000000000%05d".formatted(i)));
        numbers.forEach(this::parcel);
        // Its own limit is one request a second; questions would be allowed, but nothing is registered yet.
        assertThat(beat()).isEqualTo(40);
        assertThat(aggregator.questions).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(beat()).isEqualTo(40);
        clock.advance(Duration.ofSeconds(2));
        assertThat(beat()).isEqualTo(20);
        assertThat(aggregator.registrations).extracting(List::size).containsExactly(40, 40, 20);
        assertThat(aggregator.watched).isEqualTo(numbers);
        clock.advance(FIRST_LOOK);
        lookAtAll();
        assertThat(told(aggregator.questions)).isEqualTo(numbers);
        assertThat(shop.column("select distinct last_outcome from parcel")).containsExactly("not-found");
        for (int day = 0; day < 3; day++) {
            clock.advance(Duration.ofDays(1));
            beat();
            lookAtAll();
        }
        assertThat(aggregator.registrations).hasSize(3);
        assertThat(aggregator.used.get()).isEqualTo(100);
        assertThat(shop.column(
                        "select distinct state || ' ' || registered_at from carrier_registration where number = '"
                                + "YT2600000000000000" + "'"))
                .containsExactly("REGISTERED "
                        + ManualClock.at("2026-11-22T10:00:00Z").instant().toEpochMilli());
    }

    @Test
    void aCrashBetweenTheRequestAndItsRecordCostsNothing() {
        long id = parcel("YT2600000000000001");
        aggregator.loseReply = true;
        beat();
        assertThat(aggregator.used.get()).isEqualTo(1);
        assertThat(shop.column("select state from carrier_registration")).isEmpty();
        assertThat(shop.find(id).lastOutcome()).isEqualTo("unreachable");
        stop();
        start();
        clock.advance(Duration.ofMinutes(1));
        beat();
        assertThat(shop.column("select state from carrier_registration")).containsExactly("REGISTERED");
        assertThat(aggregator.used.get()).isEqualTo(1);
        assertThat(aggregator.registrations).hasSize(2);
        assertThat(shop.find(id).failedPolls()).isZero();
        clock.advance(FIRST_LOOK);
        beat();
        assertThat(told(aggregator.questions)).containsExactly("YT2600000000000001");
    }

    @Test
    void aSpentQuotaPausesRegistrationsAndNothingElse() {
        long first = parcel("YT2600000000000001");
        aggregator.quota.set(1);
        beat();
        aggregator.event("YT2600000000000001", "2026-11-22T08:00:00+01:00", "InTransit_PickedUp", "Picked up");
        clock.advance(Duration.ofSeconds(2));
        long second = parcel("YT2600000000000002");
        long third = parcel("YT2600000000000003");
        beat();
        assertThat(aggregator.registrations).hasSize(2);
        assertThat(shop.find(second).lastOutcome()).isEqualTo("throttled");
        assertThat(shop.find(second).lastDetail())
                .isEqualTo("waits to be registered: the quota of registrations is spent");
        assertThat(shop.find(third).nextPollAt())
                .isAfterOrEqualTo(clock.instant().plus(Duration.ofHours(6)));

        clock.advance(FIRST_LOOK);
        long fourth = parcel("YT2600000000000004");
        beat();
        assertThat(shop.find(first).status()).isEqualTo(TrackingStatus.ACCEPTED_SCANNED);
        assertThat(shop.find(fourth).lastDetail()).startsWith("waits to be registered");
        for (int hour = 0; hour < 5; hour++) {
            clock.advance(Duration.ofHours(1));
            beat();
        }
        assertThat(aggregator.registrations)
                .as("nothing is registered during the pause")
                .hasSize(2);
        assertThat(told(aggregator.questions)).containsExactly("YT2600000000000001");
        assertThat(shop.health(CODE).state()).isEqualTo(CarrierHealth.State.OPEN);

        aggregator.quota.set(10);
        clock.advance(Duration.ofHours(1));
        beat();
        assertThat(aggregator.watched)
                .containsExactly(
                        "YT2600000000000001", "YT2600000000000002", "YT2600000000000003", "YT2600000000000004");
        assertThat(shop.column("select paused_until from registration_pause")).isEmpty();
    }

    @Test
    void aRestartTriesAtOnceWhatAPersonMayHavePutRight() {
        long id = parcel("YT2600000000000001");
        aggregator.quota.set(0);
        beat();
        assertThat(shop.find(id).lastOutcome()).isEqualTo("throttled");
        stop();
        aggregator.quota.set(10);
        clock.advance(Duration.ofMinutes(1));
        start();
        beat();
        assertThat(aggregator.watched).containsExactly("YT2600000000000001");
        assertThat(shop.find(id).lastDetail()).isNull();
    }

    @Test
    void aRefusedNumberSaysWhyAndHoldsUpNobody() {
        long wrong = parcel("YT26");
        long right = parcel("YT2600000000000001");
        aggregator.impossible.add("YT26");
        beat();
        WatchedParcel refused = shop.find(wrong);
        assertThat(refused.status()).isEqualTo(TrackingStatus.PRE_INVALID_NUMBER);
        assertThat(refused.lastOutcome()).isEqualTo("refused");
        assertThat(refused.lastDetail()).isEqualTo("The format of 'YT26' is invalid.");
        assertThat(refused.unknownSince()).isEqualTo(clock.instant());
        assertThat(refused.assessAfter()).isEqualTo(clock.instant());
        assertThat(refused.nextPollAt()).isAfter(clock.instant().plus(Duration.ofMinutes(10)));
        assertThat(shop.column("select state || ' ' || detail from carrier_registration where number = 'YT26'"))
                .containsExactly("REJECTED The format of 'YT26' is invalid.");
        assertThat(shop.find(right).lastDetail()).isNull();
        assertThat(aggregator.watched).containsExactly("YT2600000000000001");

        aggregator.impossible.clear();
        clock.advance(Duration.ofDays(2));
        beat();
        assertThat(shop.find(wrong).status()).isEqualTo(TrackingStatus.PRE_NO_DATA);
        assertThat(shop.find(wrong).lastOutcome()).isEqualTo("not-found");
        assertThat(aggregator.watched).contains("YT26");
    }

    @Test
    void aNumberThatIsWatchedNoLongerIsRegisteredAgain() {
        long id = parcel("YT2600000000000001");
        beat();
        aggregator.watched.clear();
        clock.advance(FIRST_LOOK);
        beat();
        assertThat(shop.find(id).lastOutcome()).isEqualTo("unregistered");
        assertThat(shop.column("select state from carrier_registration")).containsExactly("LOST");
        clock.advance(Duration.ofSeconds(2));
        beat();
        assertThat(shop.column("select state from carrier_registration")).containsExactly("REGISTERED");
        aggregator.event("YT2600000000000001", "2026-11-22T08:00:00+01:00", "InTransit_PickedUp", "Picked up");
        clock.advance(FIRST_LOOK);
        beat();
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.ACCEPTED_SCANNED);
        assertThat(aggregator.registrations).hasSize(2);
        assertThat(shop.health(CODE).state()).isEqualTo(CarrierHealth.State.OPEN);
        assertThat(shop.column("select sum(failures) from feed_hour")).containsExactly("0");
    }

    @Test
    void aParcelWhoseJourneyIsOverIsNotRegistered() {
        long id = parcel("YT2600000000000001");
        shop.sql("update parcel set status = 'delivered.recipient', milestone = 'DELIVERED' where id = " + id);
        parcel("YT2600000000000002");
        beat();
        assertThat(told(aggregator.registrations)).containsExactly("YT2600000000000002");
        assertThat(shop.find(id).nextPollAt()).isNull();
    }

    @Test
    void theCarrierIsNamedInTheAggregatorsOwnCodeWhereItIsKnown() {
        long yun = parcel("YT2600000000000001");
        long unnamed = parcel("LP00000000000001");
        shop.sql("update parcel set real_carrier = 'Yun Express' where id = " + yun);
        beat();
        clock.advance(FIRST_LOOK);
        beat();
        Said named = new Said("YT2600000000000001", "190008");
        Said left = new Said("LP00000000000001", "");
        assertThat(aggregator.registrations).containsExactly(List.of(named, left));
        assertThat(aggregator.questions).containsExactly(List.of(named, left));
        assertThat(shop.column("select registered_as from carrier_registration order by number desc"))
                .containsExactly("190008", null);
        assertThat(shop.find(yun).takenBy()).isEqualTo("Yun Express");
        assertThat(shop.find(unnamed).takenBy()).isEqualTo(CODE);
    }

    @Test
    void twoOrdersWithOneNumberShareItsRegistration() {
        parcel("YT2600000000000001");
        parcel("YT2600000000000001");
        beat();
        assertThat(aggregator.registrations).containsExactly(List.of(new Said("YT2600000000000001", "")));
        clock.advance(FIRST_LOOK);
        beat();
        assertThat(shop.column("select count(*) from parcel where last_outcome = 'not-found'"))
                .containsExactly("2");
    }

    @Test
    void anotherCarrierNamedByTheShopIsRegisteredAnew() {
        long id = parcel("YT2600000000000001");
        beat();
        shop.sql("update parcel set real_carrier = '4PX' where id = " + id);
        shop.database.execute(
                tx -> new RegistrationStore().otherwise(tx, CODE, new TrackingNumber("YT2600000000000001")));
        clock.advance(FIRST_LOOK);
        beat();
        assertThat(aggregator.registrations.getLast()).containsExactly(new Said("YT2600000000000001", "190094"));
        assertThat(shop.column("select state || registered_as from carrier_registration"))
                .containsExactly("REGISTERED190094");
    }

    private long parcel(String number) {
        return shop.parcel(CODE, number, null, clock.instant());
    }

    /// What is due to be registered, and what is due to be asked.
    ///
    /// @return how many parcels an aggregator was told of
    private int beat() {
        int told = registrar.registerDue(clock.instant()).await();
        poller.pollDue(clock.instant()).await();
        return told;
    }

    /// A hundred parcels need more questions than a second allows.
    private void lookAtAll() {
        for (int second = 0; second < 10; second++) {
            clock.advance(Duration.ofSeconds(2));
            poller.pollDue(clock.instant()).await();
        }
    }

    private static Set<String> told(List<List<Said>> requests) {
        Set<String> numbers = new TreeSet<>();
        requests.forEach(request -> request.forEach(said -> numbers.add(said.number())));
        return numbers;
    }
}
