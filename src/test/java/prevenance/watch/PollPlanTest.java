package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import prevenance.carrier.PollOutcome;
import prevenance.tracking.TrackingStatus;

class PollPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final PollOutcome ANSWERED = MakeBelieveCarriers.told();

    private final PollPlan plan = new PollPlan(PollSettings.defaults());

    @ParameterizedTest(name = "{0}, handed over {1} days ago, silent for {2}: {3}")
    @CsvSource({
        "out.on_vehicle,          1,  0, PT30M",
        "attempt.absent,          2,  0, PT2H",
        "exc.damaged,             2,  0, PT2H",
        "accepted.scanned,        1,  0, PT4H",
        "transit.moving,          2,  1, PT4H",
        "unknown.unmapped,        2,  0, PT4H",
        "pickup.ready,            3,  1, PT6H",
        "customs.held,            3,  1, PT6H",
        "return.under_way,        9,  1, PT6H",
        "pre.announced,           0,  0, PT6H",
        "pre.announced,           1,  1, PT12H",
        "pre.announced,           9,  6, PT12H",
        "pre.no_data,             0,  0, PT2H",
        "pre.no_data,             1,  0, PT4H",
        "pre.no_data,             2,  0, PT8H",
        "pre.no_data,             3,  0, PT12H",
        "pre.no_data,            30,  0, PT12H",
        "transit.moving,         20,  6, PT4H",
        "transit.moving,         20,  7, PT6H",
        "out.on_vehicle,         20,  7, PT6H",
        "transit.moving,         59,  1, PT4H",
        "transit.moving,         60,  1, PT24H",
        "out.on_vehicle,        200,  1, PT24H",
    })
    void theNextLookFollowsStatusAgeAndSilence(String status, int age, int silent, Duration interval) {
        PollPlan.Standing parcel = standing(7, TrackingStatus.find(status).orElseThrow(), age, silent, null, 0);
        assertThat(plan.interval(parcel, NOW)).isEqualTo(interval);
    }

    @ParameterizedTest(name = "{0} failures: {1}")
    @CsvSource({"1, PT2M", "2, PT4M", "3, PT8M", "6, PT64M", "7, PT2H", "40, PT2H", "2000000000, PT2H"})
    void failuresWaitTwiceAsLongEachTimeUpToACap(int failures, Duration wait) {
        PollPlan.Standing parcel = standing(7, TrackingStatus.OUT_ON_VEHICLE, 1, 0, null, failures);
        Instant next = plan.next(parcel, new PollOutcome.Unreachable("down"), NOW);
        assertThat(next).isEqualTo(NOW.plus(PollPlan.jittered(wait, 7, failures)));
    }

    @Test
    void jitterIsATenthAtMostAlwaysTheSameAndSpreadsParcelsEvenly() {
        Duration hour = Duration.ofHours(1);
        long[] waits = LongStream.range(0, 10_000)
                .map(id -> PollPlan.jittered(hour, id, 0).toMillis())
                .toArray();
        assertThat(LongStream.of(waits)).allMatch(ms -> ms >= 54 * 60_000 && ms <= 66 * 60_000);
        assertThat(LongStream.of(waits).average().orElseThrow()).isBetween(59.8 * 60_000, 60.2 * 60_000);
        assertThat(LongStream.of(waits).filter(ms -> ms < 57 * 60_000).count()).isBetween(2300L, 2700L);
        assertThat(PollPlan.jittered(hour, 4711, 0)).isEqualTo(PollPlan.jittered(hour, 4711, 0));
    }

    @Test
    void aCarrierThatSaysWhenIsAskedThenAndNotAMomentSoonerButWithinADay() {
        PollPlan.Standing parcel = standing(7, TrackingStatus.TRANSIT_MOVING, 1, 0, null, 0);
        assertThat(plan.next(parcel, throttled(Duration.ofSeconds(3333)), NOW)).isEqualTo(NOW.plusSeconds(3333));
        assertThat(plan.next(parcel, throttled(Duration.ofDays(3000)), NOW)).isEqualTo(NOW.plus(Duration.ofDays(1)));
        assertThat(plan.next(parcel, new PollOutcome.Throttled(Optional.empty(), "429"), NOW))
                .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
    }

    @Test
    void anEndIsLookedAtOnceMoreADayAfterWeLearnedOfItAndThenNever() {
        PollPlan.Standing delivered = standing(7, TrackingStatus.DELIVERED_RECIPIENT, 3, 0, NOW, 0);
        Instant look = NOW.plus(PollPlan.jittered(Duration.ofDays(1), 7, 0));
        assertThat(plan.next(delivered, ANSWERED, NOW)).isEqualTo(look);
        assertThat(plan.next(delivered, ANSWERED, look)).isNull();
        assertThat(plan.next(delivered, new PollOutcome.NotFound("gone"), look)).isNull();
        assertThat(plan.next(delivered, new PollOutcome.Refused("gone"), look)).isNull();
        assertThat(plan.next(delivered, new PollOutcome.Unreachable("down"), look))
                .isAfter(look);
    }

    @Test
    void deliveredReturnedDestroyedAndCancelledAreEndsAndLostIsNot() {
        assertThat(TrackingStatus.values())
                .filteredOn(PollPlan::isFinal)
                .containsExactlyInAnyOrder(
                        TrackingStatus.DELIVERED_RECIPIENT,
                        TrackingStatus.DELIVERED_THIRD_PARTY,
                        TrackingStatus.DELIVERED_COLLECTED,
                        TrackingStatus.DELIVERED_COD,
                        TrackingStatus.EXC_DESTROYED,
                        TrackingStatus.CANCELLED,
                        TrackingStatus.RETURN_ARRIVED);
    }

    @Test
    void aKnownParcelWhoseNumberTheCarrierForgotIsAskedLessOften() {
        PollPlan.Standing forgotten = new PollPlan.Standing(
                7, TrackingStatus.OUT_ON_VEHICLE, NOW, NOW, NOW.minus(Duration.ofDays(2)), null, 0, 0, null);
        assertThat(plan.interval(forgotten, NOW)).isEqualTo(Duration.ofHours(8));
    }

    private static PollOutcome throttled(Duration retryAfter) {
        return new PollOutcome.Throttled(Optional.of(retryAfter), "429");
    }

    private static PollPlan.Standing standing(
            long id, TrackingStatus status, int age, int silent, @Nullable Instant finalSeenAt, int failures) {
        Instant since = NOW.minus(Duration.ofDays(age));
        Instant news = NOW.minus(Duration.ofDays(silent));
        return new PollPlan.Standing(id, status, since, news, null, finalSeenAt, failures, 0, null);
    }
}
