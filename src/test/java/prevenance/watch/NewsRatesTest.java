package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.tracking.TrackingStatus;

class NewsRatesTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(NOW);
    private Shop shop;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void itLearnsWhenVansDeliverAndLooksThenAndNotAtNight() {
        vansThatDeliverBeforeNoon();
        NewsRates rates = rates(new MakeBelieveCarriers().carrier("north", 1, 1));
        rates.learnDue(NOW);
        Duration morning = wait(rates, Instant.parse("2026-11-23T09:00:00Z"), Duration.ofHours(2));
        Duration evening = wait(rates, Instant.parse("2026-11-23T18:00:00Z"), Duration.ofHours(11));
        assertThat(morning).isLessThan(Duration.ofHours(1));
        assertThat(evening).isGreaterThan(Duration.ofHours(4));
    }

    @Test
    void whatWasLearnedSurvivesARestartAndIsLearnedAnewTheNextNight() {
        vansThatDeliverBeforeNoon();
        MakeBelieveCarriers carriers = new MakeBelieveCarriers().carrier("north", 1, 1);
        rates(carriers).learnDue(NOW);
        String kept = shop.column("select rates from news_rates").getFirst();
        assertThat(kept.length()).isLessThan(100_000);
        shop.sql("delete from tracking_event");
        NewsRates again = rates(carriers);
        again.learnDue(NOW.plusSeconds(3600));
        assertThat(NewsText.write(learned(again).news())).isEqualTo(kept);
        again.learnDue(NOW.plus(Duration.ofDays(1)));
        assertThat(shop.column("select rates from news_rates").getFirst()).isNotEqualTo(kept);
    }

    @Test
    void ofTwoDaemonsOneLearnsAndTheOtherTakesUpWhatItLearned() {
        vansThatDeliverBeforeNoon();
        MakeBelieveCarriers carriers = new MakeBelieveCarriers().carrier("north", 1, 1);
        NewsRates one = rates(carriers);
        NewsRates other = rates(carriers);
        other.lookDue(NOW);
        assertThat(other.of("north")).isNull();
        one.learnDue(NOW);
        // Whoever counted again would find nothing.
        shop.sql("delete from tracking_event");
        other.lookDue(NOW.plusSeconds(60));
        other.learnDue(NOW.plusSeconds(120));
        assertThat(wait(other, NOW, Duration.ofHours(2))).isEqualTo(wait(one, NOW, Duration.ofHours(2)));
        assertThat(learned(other).price()).isEqualTo(learned(one).price());
        assertThat(shop.column("select learned_at from news_rates")).containsExactly(Long.toString(NOW.toEpochMilli()));

        Instant next = NOW.plus(Duration.ofDays(1));
        one.learnDue(next);
        other.lookDue(next);
        assertThat(NewsText.write(learned(other).news()))
                .isEqualTo(shop.column("select rates from news_rates").getFirst());
    }

    @Test
    void aTightLimitMakesAQuestionDearer() {
        vansThatDeliverBeforeNoon();
        double free = price(new MakeBelieveCarriers().carrier("north", 1, 1));
        double tight = price(
                new MakeBelieveCarriers().carrier("north", 1, 1, MakeBelieveCarriers.limit(100, Duration.ofDays(1))));
        assertThat(tight).isGreaterThan(free * 10);
    }

    @Test
    void aWrittenIntervalForAllSwitchesTheAdaptivePlanOff() {
        PollSettings fixed = PollSettings.defaults();
        PollSettings off = new PollSettings(
                fixed.cadence(),
                fixed.backoff(),
                fixed.breaker(),
                fixed.afterFinal(),
                fixed.lease(),
                fixed.claim(),
                fixed.batchFill(),
                fixed.reuseMargin(),
                fixed.keepReplies(),
                new PollSettings.Adaptive(false, Duration.ofMinutes(15), Duration.ofHours(23), 6, false));
        vansThatDeliverBeforeNoon();
        NewsRates rates =
                new NewsRates(shop.database, new MakeBelieveCarriers().carrier("north", 1, 1), _ -> off, PARIS);
        rates.learnDue(NOW);
        assertThat(rates.of("north")).isNull();
    }

    private double price(MakeBelieveCarriers carriers) {
        NewsRates rates = rates(carriers);
        rates.learnDue(NOW);
        return learned(rates).price();
    }

    private static PollPlan.Learned learned(NewsRates rates) {
        return Objects.requireNonNull(rates.of("north"));
    }

    private NewsRates rates(MakeBelieveCarriers carriers) {
        return new NewsRates(shop.database, carriers, _ -> PollSettings.defaults(), PARIS);
    }

    /// On the van since then; news at `at` at the earliest.
    private Duration wait(NewsRates rates, Instant at, Duration silent) {
        PollPlan plan = new PollPlan(PollSettings.defaults(), rates.of("north"));
        Instant next = plan.next(
                new PollPlan.Standing(
                        1,
                        TrackingStatus.OUT_ON_VEHICLE,
                        at.minus(Duration.ofDays(2)),
                        at.minus(silent),
                        null,
                        null,
                        0,
                        3,
                        null),
                new PollOutcome.NotFound(""),
                at);
        return Duration.between(at, Objects.requireNonNull(next));
    }

    /// Three hundred parcels of the last weeks: scanned at 16, on the van at 7, delivered from 9 to 13 h in Paris,
    /// a quarter of them on the next day only.
    private void vansThatDeliverBeforeNoon() {
        for (int i = 0; i < 300; i++) {
            Instant day = Instant.parse("2026-10-05T00:00:00Z").plus(Duration.ofDays(i % 49));
            long id = shop.parcel("north", "N" + i, day, day);
            said(id, day.plus(Duration.ofHours(14)), TrackingStatus.ACCEPTED_SCANNED);
            said(id, day.plus(Duration.ofHours(29)), TrackingStatus.OUT_ON_VEHICLE);
            int late = i % 4 == 0 ? 24 : 0;
            said(id, day.plus(Duration.ofMinutes(60 * (31 + late) + i % 240)), TrackingStatus.DELIVERED_RECIPIENT);
            shop.sql("update parcel set last_event_at = %d where id = %d"
                    .formatted(clock.instant().toEpochMilli(), id));
        }
    }

    private void said(long parcel, Instant at, TrackingStatus status) {
        shop.sql(
                """
                insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, occurred_at,
                    status, informational, recorded_at)
                values (%d, '%s', 'x', 'x', '', %d, '%s', 0, %d)
                """.formatted(parcel, at + status.wireName(), at.toEpochMilli(), status.wireName(), at.toEpochMilli()));
    }
}
