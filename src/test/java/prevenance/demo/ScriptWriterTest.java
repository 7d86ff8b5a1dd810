package prevenance.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.tracking.TrackingStatus;

class ScriptWriterTest {
    private static final int DAYS = 28;
    private static final List<ParcelScript> SCRIPTS = new ScriptWriter(7, 300, DAYS).write();

    @Test
    void theSameSeedWritesTheSameScriptsAndAnotherSeedOthers() {
        assertThat(new ScriptWriter(7, 300, DAYS).write()).isEqualTo(SCRIPTS);
        assertThat(new ScriptWriter(8, 300, DAYS).write()).isNotEqualTo(SCRIPTS);
    }

    @Test
    void thereAreAsManyParcelsAsAskedForWithNumbersOfTheirOwn() {
        assertThat(SCRIPTS).hasSize(300);
        assertThat(SCRIPTS.stream().map(s -> s.carrier() + s.number()).collect(Collectors.toSet()))
                .hasSize(300);
    }

    @Test
    void everyPlotHappensAtEveryOfItsCarriersOrAtLeastOnce() {
        for (Plot plot : Plot.values()) {
            assertThat(SCRIPTS).as(plot.name()).anyMatch(script -> script.plot() == plot);
        }
        assertThat(SCRIPTS).extracting(ParcelScript::carrier).contains(DemoCarrier.values());
    }

    @Test
    void mostParcelsTravelWithoutTrouble() {
        long fortunate = SCRIPTS.stream()
                .filter(s -> s.plot() == Plot.DELIVERED || s.plot() == Plot.COLLECTED)
                .count();
        assertThat(fortunate).isBetween(215L, 255L);
    }

    @Test
    void everyFlagKindHasAPlotThatShouldCauseItOrComesFromPeopleOtherFilesOrLongHistories() {
        Set<FlagKind> caused = Arrays.stream(Plot.values())
                .flatMap(plot -> plot.flags().stream())
                .collect(Collectors.toSet());
        assertThat(caused)
                .isEqualTo(EnumSet.complementOf(EnumSet.of(
                        FlagKind.NOT_RECEIVED,
                        FlagKind.NUMBER_REPLACED,
                        FlagKind.REPLACEMENT_SILENT,
                        FlagKind.REFUND_DUE,
                        FlagKind.CLAIM_DEADLINE,
                        FlagKind.MAIL_FAILED,
                        FlagKind.CUSTOMS_HELD,
                        FlagKind.WILL_MISS,
                        FlagKind.LEGAL_DELIVERY_30D,
                        FlagKind.TRACKING_END)));
    }

    @Test
    void everyMessageKindHasAPlotThatShouldCauseItOrComesFromAnotherFileOrFromPeople() {
        Set<MessageKind> told = Arrays.stream(Plot.values())
                .flatMap(plot -> plot.mails().stream())
                .collect(Collectors.toSet());
        told.add(MessageKind.SHIPPED);
        // From the shop's files.
        told.add(MessageKind.EXCHANGE_SHIPPED);
        told.add(MessageKind.REFUND_TRIGGERED);
        told.add(MessageKind.REFUND_LATE_CHECK);
        Set<MessageKind> byPeople = EnumSet.of(
                MessageKind.MASS_DELAY,
                MessageKind.NEW_NUMBER,
                MessageKind.DAMAGED_RECEIVED,
                MessageKind.NOT_RECEIVED_ACK,
                MessageKind.REPORT_RECEIVED,
                MessageKind.RETURN_RECEIVED,
                MessageKind.EXCHANGE_PROMISED,
                MessageKind.EXCHANGE_BLOCKED,
                MessageKind.REFUND_DECIDED,
                MessageKind.REFUND_FAILED,
                MessageKind.GOODWILL,
                MessageKind.STAFF_DIGEST,
                MessageKind.STAFF_ALERT);
        assertThat(told).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(byPeople)));
    }

    @Test
    void aBoxThatComesBehindBelongsToAnOrderOfWhichAnotherHasCome() {
        assertThat(SCRIPTS)
                .filteredOn(script -> script.plot() == Plot.BEHIND)
                .isNotEmpty()
                .allSatisfy(behind -> assertThat(SCRIPTS)
                        .anyMatch(other -> other.plot() == Plot.DELIVERED
                                && other.order().equals(behind.order())
                                && other.steps()
                                        .getLast()
                                        .at()
                                        .isBefore(behind.steps().getLast().at())));
    }

    @Test
    void aDozenParcelsLieInAFloodedDepotWhenTheMonthEnds() {
        List<ParcelScript> flooded =
                SCRIPTS.stream().filter(script -> script.plot() == Plot.FLOODED).toList();
        assertThat(flooded).hasSize(12).allSatisfy(script -> {
            Step last = script.steps().getLast();
            assertThat(last.status()).isEqualTo(TrackingStatus.TRANSIT_DELAY_WEATHER);
            assertThat(last.place()).isEqualTo(Place.FLOODED_DEPOT);
            assertThat(last.local().toLocalDate()).isEqualTo(LocalDate.of(2026, 11, 27));
        });
    }

    @Test
    void stepsComeInTheOrderOfTime() {
        assertThat(SCRIPTS)
                .allSatisfy(script -> assertThat(script.steps())
                        .isSortedAccordingTo(Comparator.comparing(Step::at))
                        .isNotEmpty());
    }

    @Test
    void noCarrierScansAtWeekendsExceptThatACustomerMayCollectOnSaturday() {
        assertThat(SCRIPTS)
                .allSatisfy(script -> assertThat(script.steps()).allSatisfy(step -> {
                    DayOfWeek day = step.local().getDayOfWeek();
                    assertThat(day).isNotEqualTo(DayOfWeek.SUNDAY);
                    assertThat(day == DayOfWeek.SATURDAY && step.status() != TrackingStatus.DELIVERED_COLLECTED)
                            .as(script.plot() + " " + step)
                            .isFalse();
                }));
    }

    @Test
    void troubledStoriesEndBeforeTheDemoDoes() {
        Instant end = ScriptWriter.FIRST_DAY
                .plusDays(DAYS)
                .atTime(6, 0)
                .atZone(Place.WAREHOUSE.zone())
                .toInstant();
        assertThat(SCRIPTS)
                .filteredOn(script -> script.plot().perMille() > 0)
                .allSatisfy(script -> assertThat(script.steps().getLast().at())
                        .as(script.plot() + " of " + script.carrier() + " shipped " + script.shippedAt())
                        .isBefore(end));
    }

    @Test
    void aCarrierThatDoesNotKnowTheNumberSaysNothing() {
        ParcelScript unknown = SCRIPTS.stream()
                .filter(script -> script.plot() == Plot.NUMBER_UNKNOWN)
                .findFirst()
                .orElseThrow();
        assertThat(unknown.saidBy(unknown.knownAt().minusSeconds(1))).isEmpty();
        assertThat(unknown.lastSaid(unknown.knownAt())).map(Step::status).contains(TrackingStatus.ACCEPTED_SCANNED);
    }

    @Test
    void theNationalHolidayIsNoWorkingDay() {
        assertThat(WorkingDays.plus(LocalDate.of(2026, 11, 10), 1)).isEqualTo(LocalDate.of(2026, 11, 12));
        assertThat(WorkingDays.plus(LocalDate.of(2026, 11, 7), 0)).isEqualTo(LocalDate.of(2026, 11, 9));
    }
}
