package prevenance.transit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.testing.GeneratedHistory;
import prevenance.testing.GeneratedParcel;
import prevenance.transit.EvaluationReport.Case;
import prevenance.transit.HistoryWalk.Asked;
import prevenance.transit.SimpleRules.Said;

/// What is predicted while walking through a history: better than simple rules, calibrated, and without knowing what
/// comes.
class HistoryWalkTest {
    private static final LocalDateTime CUT = LocalDateTime.of(2025, 10, 1, 0, 0);

    /// Made once: each walk takes a second or two.
    private static final List<PastJourney> HISTORY = journeys(GeneratedHistory.of(7, 8_000));

    private static final List<Answer> ANSWERS = walk(HISTORY);

    static List<PastJourney> journeys(GeneratedHistory generated) {
        return generated.parcels().stream().map(HistoryWalkTest::journey).toList();
    }

    private static PastJourney journey(GeneratedParcel parcel) {
        return new PastJourney(
                parcel.id(),
                new Lane(
                        parcel.carrier(),
                        parcel.service(),
                        parcel.originCountry(),
                        parcel.originPostcode(),
                        parcel.destinationCountry(),
                        parcel.destinationPostcode()),
                local(parcel, parcel.orderedAt()),
                LocalDateTime.ofInstant(parcel.handedOverAt(), parcel.zone()),
                local(parcel, parcel.promisedBy()),
                local(parcel, parcel.deliveredAt()),
                List.of());
    }

    private static @Nullable LocalDateTime local(GeneratedParcel parcel, @Nullable Instant at) {
        return at == null ? null : LocalDateTime.ofInstant(at, parcel.zone());
    }

    private static List<Answer> walk(List<PastJourney> parcels) {
        return HistoryWalk.beforePromises(parcels, (_, _) -> {});
    }

    private static List<Case> cases(List<Answer> answers) {
        List<Case> cases = new ArrayList<>();
        for (Answer answer : answers) {
            Double late = answer.late();
            Boolean truth = answer.truth();
            if (answer.known() && late != null && truth != null) {
                cases.add(new Case(late, truth));
            }
        }
        return cases;
    }

    @Test
    void itBeatsTheSimpleRulesAndIsCalibratedThroughDisruptions() {
        List<Answer> answers = ANSWERS;
        List<Said> simple = SimpleRules.of(HISTORY, answers);
        List<Case> learned = cases(answers);
        List<Case> base = new ArrayList<>();
        List<Case> old = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            Boolean truth = answers.get(i).truth();
            if (truth != null) {
                base.add(new Case(simple.get(i).baseRate(), truth));
                old.add(new Case(simple.get(i).old() ? 1 : 0, truth));
            }
        }
        assertThat(learned).hasSizeGreaterThan(14_000).hasSameSizeAs(base);
        assertThat(EvaluationReport.auc(learned))
                .isGreaterThan(EvaluationReport.auc(base) + 0.05)
                .isGreaterThan(EvaluationReport.auc(old) + 0.15);
        assertThat(EvaluationReport.averagePrecision(learned))
                .isGreaterThan(EvaluationReport.averagePrecision(base) + 0.05);
        assertThat(EvaluationReport.brier(learned)).isLessThan(EvaluationReport.brier(base) - 0.01);
        assertThat(EvaluationReport.calibrationError(learned)).isLessThan(0.03);

        AlertTable table = new AlertTable(HISTORY, answers);
        AlertTable.Row p90 = table.of(i -> simple.get(i).old());
        AlertTable.Row alarm = table.of(i -> {
            Double late = answers.get(i).late();
            return late != null && late >= 0.6;
        });
        assertThat(alarm.precision()).isGreaterThan(p90.precision());
        assertThat(alarm.recall()).isGreaterThan(2 * p90.recall());
        assertThat(alarm.leadDays()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void fourOfFiveComeWithinTheRange() {
        int came = 0;
        int within = 0;
        for (Answer answer : ANSWERS) {
            PastJourney parcel = answer.parcel();
            assertThat(answer.low()).isNotNull().isBeforeOrEqualTo(answer.predictedAt());
            assertThat(answer.high()).isNotNull().isAfterOrEqualTo(answer.predictedAt());
            if (parcel != null && parcel.deliveredAt() != null && answer.low() != null) {
                came++;
                within += parcel.deliveredAt().isBefore(answer.low())
                                || parcel.deliveredAt().isAfter(answer.high())
                        ? 0
                        : 1;
            }
        }
        assertThat((double) within / came).isBetween(0.75, 0.85);
    }

    /// Whatever happens later, what was said before stays the same, digit by digit.
    @Test
    void itNeverSeesWhatIsNotKnownYet() {
        List<Answer> truth = before(ANSWERS);
        assertThat(truth).hasSizeGreaterThan(7_000);

        // Later deliveries are dealt out among each other, later parcels lose their promise or are not there.
        Random random = new Random(1);
        List<PastJourney> other = new ArrayList<>();
        List<Duration> later = new ArrayList<>();
        for (PastJourney parcel : HISTORY) {
            if (parcel.deliveredAt() != null && parcel.deliveredAt().isAfter(CUT)) {
                later.add(Duration.between(CUT, parcel.deliveredAt()));
            }
        }
        Collections.shuffle(later, random);
        for (PastJourney parcel : HISTORY) {
            boolean comesLater =
                    parcel.deliveredAt() == null || parcel.deliveredAt().isAfter(CUT);
            if (!parcel.handedOverAt().isBefore(CUT)) {
                if (random.nextBoolean()) {
                    other.add(with(parcel, null, null));
                }
            } else if (comesLater) {
                boolean comes = parcel.deliveredAt() != null && random.nextInt(10) > 0;
                other.add(with(parcel, parcel.promisedBy(), comes ? CUT.plus(later.removeLast()) : null));
            } else {
                other.add(parcel);
            }
        }
        assertThat(before(walk(other))).isEqualTo(truth);
    }

    private static PastJourney with(
            PastJourney parcel, @Nullable LocalDateTime promised, @Nullable LocalDateTime delivered) {
        return new PastJourney(
                parcel.parcel(),
                parcel.lane(),
                parcel.orderedAt(),
                parcel.handedOverAt(),
                promised,
                delivered,
                List.of());
    }

    /// What was said before the cut, without what became of it.
    private static List<Answer> before(List<Answer> answers) {
        return answers.stream()
                .filter(answer -> answer.decidedAt().isBefore(CUT))
                .map(answer -> new Answer(
                        answer.number(),
                        null,
                        answer.decidedAt(),
                        answer.daysBefore(),
                        answer.late(),
                        answer.predictedAt(),
                        answer.low(),
                        answer.high(),
                        null,
                        true))
                .toList();
    }

    @Test
    void theSameHistoryGivesTheSameAnswers() {
        assertThat(walk(HISTORY)).isEqualTo(ANSWERS);
    }

    private static boolean cameLater(PastJourney each, int days) {
        LocalDateTime promised = each.promisedBy();
        LocalDateTime delivered = each.deliveredAt();
        return promised != null && delivered != null && delivered.isAfter(promised.plusDays(days));
    }

    @Test
    void atGivenMomentsItSaysWhatItWouldHaveSaidThen() {
        PastJourney overdue = HISTORY.stream()
                .filter(each -> cameLater(each, 3))
                .filter(each -> each.handedOverAt().isAfter(CUT))
                .findFirst()
                .orElseThrow();
        LocalDateTime dayAfter = Objects.requireNonNull(overdue.promisedBy()).plusDays(1);
        PastJourney parcel = HISTORY.stream()
                .filter(each -> each.promisedBy() != null && each.deliveredAt() != null)
                .filter(each -> each.handedOverAt().isAfter(CUT))
                .findFirst()
                .orElseThrow();
        LocalDateTime promised = Objects.requireNonNull(parcel.promisedBy());
        LocalDateTime delivered = Objects.requireNonNull(parcel.deliveredAt());
        List<Asked> asked = List.of(
                new Asked(parcel.parcel(), delivered.plusHours(1)),
                new Asked(parcel.parcel(), parcel.handedOverAt().minusDays(3)),
                new Asked("unheard of", CUT),
                new Asked(overdue.parcel(), dayAfter),
                new Asked(parcel.parcel(), parcel.handedOverAt().plusHours(20)));
        List<Answer> answers = HistoryWalk.at(HISTORY, asked, (_, _) -> {});

        assertThat(answers)
                .extracting(Answer::number)
                .containsExactly(parcel.parcel(), parcel.parcel(), "unheard of", overdue.parcel(), parcel.parcel());
        assertThat(answers.get(0).late()).isEqualTo(delivered.isAfter(promised) ? 1.0 : 0.0);
        assertThat(answers.get(0).predictedAt()).isEqualTo(delivered.withNano(0));
        assertThat(answers.get(1).late()).isBetween(0.0, 1.0);
        assertThat(answers.get(1).predictedAt()).isAfter(answers.get(1).decidedAt());
        assertThat(answers.get(2).late()).isNull();
        // Late for sure, and still there is a date.
        assertThat(answers.get(3).late()).isEqualTo(1.0);
        assertThat(answers.get(3).predictedAt()).isAfter(dayAfter);
        assertThat(answers.get(4).late()).isBetween(0.001, 0.999);
        assertThat(answers.get(4).low())
                .isAfterOrEqualTo(answers.get(4).decidedAt().minusMinutes(1));
    }
}
