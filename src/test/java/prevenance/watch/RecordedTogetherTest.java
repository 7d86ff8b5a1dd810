package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.CarrierReport;
import prevenance.carrier.PollOutcome;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// Answers that are written down together leave what each alone would have left.
class RecordedTogetherTest {
    private static final Instant SHIPPED = Instant.parse("2026-11-16T10:00:00Z");
    private static final Instant HEARD = Instant.parse("2026-11-18T12:00:00Z");
    private static final int PARCELS = 60;

    /// Everything that is written down, with nothing that only says in which order.
    private static final List<String> LEFT = List.of(
            """
            select id || '|' || status || '|' || milestone || '|' || coalesce(status_at, 0) || '|' || coalesce(last_event_at, 0)
                || '|' || coalesce(first_scan_at, 0) || '|' || coalesce(delivered_at, 0) || '|' || coalesce(next_poll_at, 0)
                || '|' || coalesce(claimed_until, 0) || '|' || coalesce(last_polled_at, 0) || '|' || coalesce(last_answered_at, 0)
                || '|' || coalesce(last_outcome, '') || '|' || coalesce(last_detail, '') || '|' || failed_polls
                || '|' || coalesce(unknown_since, 0) || '|' || coalesce(assess_after, 0)
            from parcel order by id
            """,
            """
            select parcel_id || '|' || identity || '|' || status || '|' || coalesce(withdrawn_at, 0) || '|' || recorded_at
            from tracking_event order by parcel_id, identity
            """,
            """
            select parcel_id || '|' || replied_at || '|' || outcome || '|' || cut_short from carrier_reply order by parcel_id
            """,
            """
            select carrier || '|' || reads || '|' || failures || '|' || events || '|' || delay_ms || '|' || newest_at
            from feed_hour order by carrier
            """,
            """
            select carrier || '|' || slice_at || '|' || good || '|' || failed || '|' || coalesce(first_good_at, 0)
            from feed_slice order by slice_at
            """,
            "select carrier || '|' || carrier_code || '|' || sightings from unmapped_code order by carrier_code");

    @TempDir
    Path folder;

    @Test
    void answersWrittenTogetherLeaveWhatEachAloneWouldHaveLeft() {
        assertThat(left("together", PARCELS)).isEqualTo(left("alone", 1));
    }

    @Test
    void oneThatCannotBeWrittenLeavesTheOthersAsTheyWouldBe() {
        List<String> whole = left("alone", 1, 10);
        assertThat(whole.get(9)).contains("could not be recorded");
        assertThat(left("together", PARCELS, 10)).isEqualTo(whole);
    }

    private List<String> left(String name, int atOnce, int... unwritable) {
        try (Shop shop = new Shop(folder.resolve(name))) {
            WatchList watchList = new WatchList(_ -> PollSettings.defaults());
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < PARCELS; i++) {
                ids.add(shop.parcel("north", "N" + i, i % 9 == 0 ? null : SHIPPED, SHIPPED));
            }
            Random random = new Random(20261123);
            for (int turn = 0; turn < 5; turn++) {
                Instant now = HEARD.plus(Duration.ofMinutes(turn));
                List<List<Heard>> requests = new ArrayList<>();
                for (long id : ids) {
                    requests.add(List.of(heard(id, random, now, unwritable)));
                }
                for (int from = 0; from < PARCELS; from += atOnce) {
                    List<List<Heard>> some = requests.subList(from, from + atOnce);
                    shop.database.execute(tx -> watchList.record(tx, "north", some));
                }
            }
            return LEFT.stream().flatMap(sql -> shop.column(sql).stream()).toList();
        }
    }

    private static Heard heard(long id, Random random, Instant now, int... unwritable) {
        PollOutcome outcome = switch (random.nextInt(8)) {
            case 0 -> new PollOutcome.NotFound("unknown");
            case 1 -> new PollOutcome.Unreachable("timeout");
            case 2 -> new PollOutcome.Ambiguous("two parcels");
            case 3 -> new PollOutcome.Refused("no");
            default -> told(random);
        };
        for (int one : unwritable) {
            if (id == one) {
                outcome = told(event(LocalDateTime.MIN, TrackingStatus.TRANSIT_MOVING, "T"));
            }
        }
        KeptReply reply = random.nextBoolean()
                ? new KeptReply(now, outcome.word(), "application/json", new byte[] {1, 2, 3}, false)
                : null;
        boolean paused = outcome instanceof PollOutcome.Refused && random.nextBoolean();
        return new Heard(new Claim(id, HEARD), outcome, reply, paused ? now.plus(Duration.ofHours(3)) : null, now);
    }

    private static PollOutcome told(Random random) {
        List<TrackingEvent> said = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 6); i++) {
            LocalDateTime at = LocalDateTime.of(2026, 11, 16, 18, 0).plusHours(random.nextInt(40));
            said.add(
                    switch (random.nextInt(4)) {
                        case 0 -> event(at, TrackingStatus.UNKNOWN_UNMAPPED, "X" + random.nextInt(3));
                        case 1 -> event(at, TrackingStatus.DELIVERED_RECIPIENT, "D");
                        default -> event(at, TrackingStatus.TRANSIT_MOVING, "T");
                    });
        }
        return told(said.toArray(TrackingEvent[]::new));
    }

    private static PollOutcome told(TrackingEvent... events) {
        return new PollOutcome.Answered(new CarrierReport(new ParcelHistory(List.of(events)), null, null, null, null));
    }

    private static TrackingEvent event(LocalDateTime at, TrackingStatus status, String code) {
        return new TrackingEvent(code, code, at, ZoneOffset.UTC, status, false, null, "FR");
    }
}
