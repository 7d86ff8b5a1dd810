package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.Assessor;
import prevenance.assess.RuleSettings;
import prevenance.carrier.PollOutcome;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;

/// One history, told in a thousand orders: overlapping, doubled and late answers, and none at all in between.
class SameVerdictTest {
    private static final int ORDERS = 1_000;
    private static final Instant SHIPPED = Instant.parse("2026-11-16T10:00:00Z");
    private static final Instant TOLD = Instant.parse("2026-11-18T12:00:00Z");

    /// Two statements at one instant, one without a place, one informational, one that no table lists.
    private static final List<TrackingEvent> TRUTH = List.of(
            event("2026-11-16T09:00", TrackingStatus.PRE_ANNOUNCED),
            event("2026-11-16T18:00", TrackingStatus.ACCEPTED_SCANNED),
            event("2026-11-17T02:00", TrackingStatus.TRANSIT_ARRIVED_HUB),
            event("2026-11-17T02:00", TrackingStatus.TRANSIT_MOVING),
            event("2026-11-17T05:00", TrackingStatus.UNKNOWN_UNMAPPED, "X99"),
            event("2026-11-17T08:00", TrackingStatus.OUT_ON_VEHICLE),
            event("2026-11-17T13:00", TrackingStatus.ATTEMPT_ABSENT),
            event("2026-11-17T13:00", TrackingStatus.TRANSIT_DELAY_WEATHER));

    @TempDir
    Path folder;

    @Test
    void aThousandOrdersOfTheSameAnswersGiveTheSameFlagsToTheByte() {
        Random random = new Random(20261122);
        try (Shop shop = new Shop(folder)) {
            WatchList watchList = new WatchList(_ -> PollSettings.defaults());
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < ORDERS; i++) {
                ids.add(shop.parcel("north", "NUMBER", SHIPPED, SHIPPED));
            }
            shop.sql("update parcel set promise_date = '2026-11-18'");
            for (int turn = 0; turn < ORDERS; turn += 50) {
                List<Long> some = ids.subList(turn, turn + 50);
                shop.database.execute(tx -> some.forEach(id -> answers(random)
                        .forEach(answer -> watchList.record(
                                tx, "north", List.of(List.of(new Heard(new Claim(id, TOLD), answer, TOLD)))))));
            }
            Assessor assessor = new Assessor(shop.database, RuleSettings.defaults(), code -> code, TransitModel::none);
            for (int hours : List.of(0, 20, 44, 68, 140, 260)) {
                Instant now = TOLD.plus(Duration.ofHours(hours));
                shop.sql("update parcel set last_answered_at = " + now.toEpochMilli() + ", assess_after = "
                        + now.toEpochMilli());
                assessor.assessDue(now);
            }
            Map<Long, List<String>> verdicts = new HashMap<>();
            shop.column("""
                select parcel_id || '|' || kind || '|' || episode || '|' || state || '|' || step || '|' || for_staff
                    || for_customer || '|' || since_at || '|' || raised_at || '|' || stepped_at || '|' || rule || '|'
                    || reason_key || '|' || reason_args || '|' || coalesce(evidence, '') || '|' || coalesce(place_key, '')
                from flag order by parcel_id, kind, episode
                """)
                    .forEach(row -> verdicts.computeIfAbsent(
                                    Long.valueOf(row.substring(0, row.indexOf('|'))), _ -> new ArrayList<>())
                            .add(row.substring(row.indexOf('|'))));
            assertThat(verdicts).hasSize(ORDERS);
            assertThat(verdicts.values().stream().distinct().collect(Collectors.toList()))
                    .as("different verdicts")
                    .hasSize(1);
            assertThat(String.join("\n", verdicts.values().iterator().next()))
                    .contains("|ATTEMPT_FAILED|", "|LATE|", "|UNMAPPED_CODE|", "\"code\"");
        }
    }

    /// Every beginning of the story, some ends of it, doubled statements and empty answers, shuffled; the last answer
    /// is always one that tells something, because "not found" after it would be news of its own.
    private static List<PollOutcome> answers(Random random) {
        List<PollOutcome> answers = new ArrayList<>(List.of(new PollOutcome.NotFound("not yet"), told()));
        for (int end = 1; end <= TRUTH.size(); end++) {
            List<TrackingEvent> said = new ArrayList<>(TRUTH.subList(random.nextInt(end), end));
            said.add(said.get(random.nextInt(said.size())));
            Collections.shuffle(said, random);
            answers.add(told(said.toArray(TrackingEvent[]::new)));
            if (random.nextBoolean()) {
                answers.add(new PollOutcome.Unreachable("down"));
            }
        }
        answers.add(told(TRUTH.toArray(TrackingEvent[]::new)));
        Collections.shuffle(answers, random);
        answers.add(told(TRUTH.getFirst()));
        return answers;
    }
}
