package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// What holds of every story, tried on many invented ones.
class JudgementPropertiesTest {
    private static final Instant START = Instant.parse("2026-10-19T08:00:00Z");
    private static final List<String> PLACES = List.of("Lyon", "Lille PFC", "Roissy", "", "Saint-Étienne");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void inWhateverOrderStatementsCameTheJudgementIsTheSameToTheByte(long seed) {
        Random random = new Random(seed);
        for (int story = 0; story < 60; story++) {
            List<TrackingEvent> events = events(random);
            Instant now = START.plus(Duration.ofHours(random.nextInt(24 * 40)));
            boolean promised = random.nextBoolean();
            String first = told(sample(events, promised), now);
            for (int again = 0; again < 4; again++) {
                List<TrackingEvent> shuffled = new ArrayList<>(events);
                Collections.shuffle(shuffled, random);
                assertThat(told(sample(shuffled, promised), now)).isEqualTo(first);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whileNothingNewIsKnownAFlagOnlyEverStepsUpAndKeepsItsBeginning(long seed) {
        Random random = new Random(seed);
        for (int story = 0; story < 30; story++) {
            Sample parcel = sample(events(random), random.nextBoolean());
            Map<FlagKind, Verdict> before = new EnumMap<>(FlagKind.class);
            for (int hour = 24 * 9; hour < 24 * 75; hour += 7) {
                Map<FlagKind, Verdict> now = new EnumMap<>(FlagKind.class);
                parcel.imported(START.toString())
                        .judge(START.plus(Duration.ofHours(hour)))
                        .findings()
                        .forEach(finding -> now.put(finding.verdict().kind(), finding.verdict()));
                before.forEach((kind, earlier) -> {
                    Verdict later = now.get(kind);
                    if (later == null) {
                        // Only what gives way to something graver, or has a last day, ends by time alone.
                        assertThat(kind).isIn(FlagKind.STALLED, FlagKind.CLAIM_DEADLINE);
                    } else {
                        assertThat(later.step()).as(kind.name()).isGreaterThanOrEqualTo(earlier.step());
                        assertThat(later.sinceAt()).as(kind.name()).isEqualTo(earlier.sinceAt());
                    }
                });
                before.clear();
                before.putAll(now);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void anOutageNeverBringsASilentFlagForward(long seed) {
        Random random = new Random(seed);
        for (int story = 0; story < 60; story++) {
            List<TrackingEvent> events = events(random);
            Instant now = START.plus(Duration.ofHours(24 * 9 + random.nextInt(24 * 40)));
            Instant down = START.plus(Duration.ofHours(random.nextInt(24 * 30)));
            Sample held = sample(events, true)
                    .outage(
                            down.toString(),
                            down.plus(Duration.ofHours(1 + random.nextInt(200))).toString());
            List<FlagKind> without = kinds(sample(events, true), now);
            assertThat(without)
                    .containsAll(kinds(held, now).stream()
                            // A longer silence may leave the stalled one standing that otherwise has given way.
                            .filter(kind -> kind != FlagKind.STALLED)
                            .toList());
        }
    }

    private static List<FlagKind> kinds(Sample parcel, Instant now) {
        return parcel.judge(now).findings().stream()
                .map(finding -> finding.verdict().kind())
                .toList();
    }

    private static String told(Sample parcel, Instant now) {
        Judgement judgement = parcel.judge(now);
        StringBuilder text = new StringBuilder();
        for (Judgement.Finding finding : judgement.findings()) {
            Verdict verdict = finding.verdict();
            text.append(finding.rule())
                    .append(verdict.step())
                    .append(verdict.forStaff())
                    .append(verdict.forCustomer())
                    .append(verdict.sinceAt())
                    .append(new java.util.TreeMap<>(verdict.reason().args()))
                    .append(verdict.evidence().json())
                    .append('\n');
        }
        return text.append(judgement.superseded()).append(judgement.nextAt()).toString();
    }

    private static Sample sample(List<TrackingEvent> events, boolean promised) {
        Sample parcel = new Sample().imported(START.toString()).all(events);
        return promised ? parcel.promised("2026-10-23") : parcel;
    }

    /// Up to a dozen statements within nine days, several of them at the same time.
    private static List<TrackingEvent> events(Random random) {
        List<TrackingEvent> events = new ArrayList<>();
        TrackingStatus[] statuses = TrackingStatus.values();
        int count = random.nextInt(13);
        for (int i = 0; i < count; i++) {
            LocalDateTime at = LocalDateTime.ofInstant(START, ZoneOffset.UTC).plusHours(random.nextInt(24) * 9L);
            TrackingStatus status = statuses[random.nextInt(statuses.length)];
            String place = PLACES.get(random.nextInt(PLACES.size()));
            events.add(new TrackingEvent(
                    "C" + random.nextInt(4),
                    "words",
                    at,
                    random.nextInt(4) == 0 ? null : ZoneOffset.ofHours(random.nextInt(3)),
                    status,
                    random.nextInt(6) == 0,
                    place.isEmpty() ? null : place,
                    null));
        }
        return events;
    }
}
