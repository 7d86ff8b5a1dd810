package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Which of several shipments under one number is the parcel's; in whatever order the reply lists them.
class ShipmentsTest {
    private static final TrackingNumber NUMBER = new TrackingNumber("799531274483");

    @Test
    void oneShipmentIsTheParcelsWhateverItsDate() {
        Shipments.Shipment old = shipment(null, null, "2025-03-04", "2025-03-08");
        assertThat(Shipments.choose(List.of(old), asked("2026-11-18", null))).contains(old.outcome());
        assertThat(Shipments.choose(List.of(), asked(null, null))).isEmpty();
    }

    @Test
    void aStoryCountsBeforeAnError() {
        Shipments.Shipment error = new Shipments.Shipment(new PollOutcome.NotFound("unknown"), null, null);
        Shipments.Shipment told = shipment(null, null, "2026-11-18");
        assertChosen(told, asked(null, null), error, told);
    }

    @Test
    void aStoryThatEndedBeforeTheShipDateIsAnOlderParcels() {
        Shipments.Shipment old = shipment(null, null, "2025-03-04", "2025-03-08");
        Shipments.Shipment own = shipment(null, null, "2026-11-18", "2026-11-20");
        assertChosen(own, asked("2026-11-18", null), old, own);
        assertChosen(own, asked("2026-11-20", null), old, own);
        assertChosen(old, asked("2025-03-05", null), old, own);
    }

    @Test
    void twoDaysBeforeTheShipDateStillCountAndThreeDoNot() {
        Shipments.Shipment one = shipment(null, null, "2026-11-16");
        Shipments.Shipment other = shipment(null, null, "2026-11-15");
        assertChosen(one, asked("2026-11-18", null), one, other);
        assertAmbiguous(asked("2026-11-17", null), one, other);
    }

    @Test
    void aShipmentBegunAMonthAfterTheShipDateIsALaterParcels() {
        Shipments.Shipment own = shipment(null, null, "2026-10-01", "2026-11-20");
        Shipments.Shipment later = shipment(null, null, "2026-11-02", "2026-11-20");
        assertChosen(own, asked("2026-10-02", null), own, later);
        assertAmbiguous(asked("2026-10-03", null), own, later);
    }

    @Test
    void theCarriersOwnShipDateCountsBeforeTheFirstStatement() {
        Shipments.Shipment own = shipment("2026-11-18", null);
        Shipments.Shipment old = shipment("2026-09-01", null, "2026-09-01", "2026-11-17");
        assertChosen(own, asked("2026-11-18", null), own, old);
    }

    @Test
    void aShipmentWithoutAnyDateIsTheParcelsOnlyWhenTheOthersAreNot() {
        Shipments.Shipment undated = shipment(null, null);
        Shipments.Shipment old = shipment(null, null, "2025-03-04");
        Shipments.Shipment own = shipment(null, null, "2026-11-19");
        assertChosen(undated, asked("2026-11-18", null), undated, old);
        assertChosen(own, asked("2026-11-18", null), undated, own);
        assertAmbiguous(asked(null, null), undated, own);
    }

    @Test
    void whenAllAreOlderTheNewestIsGivenToBeLeftAside() {
        Shipments.Shipment older = shipment(null, null, "2024-03-04");
        Shipments.Shipment old = shipment(null, null, "2025-03-04");
        assertChosen(old, asked("2026-11-18", null), older, old);
    }

    @Test
    void theServiceDecidesWhereTheDatesDoNot() {
        Shipments.Shipment express = shipment(null, "DHL Express", "2026-11-18");
        Shipments.Shipment freight = shipment(null, "DHL Freight", "2026-11-18", "2026-11-19");
        assertChosen(express, asked("2026-11-18", "express"), express, freight);
        assertChosen(freight, asked(null, "DHL FREIGHT"), express, freight);
        assertAmbiguous(asked("2026-11-18", "Parcel"), express, freight);
        assertAmbiguous(asked("2026-11-18", "DHL"), express, freight);
    }

    @Test
    void theSameShipmentToldTwiceIsOne() {
        Shipments.Shipment less = shipment(null, null, "2026-11-18");
        Shipments.Shipment more = shipment(null, null, "2026-11-18", "2026-11-19");
        assertChosen(more, asked(null, null), less, more);
    }

    @Test
    void whatIsAmbiguousSaysWhatIsKnownAndWhatToAdd() {
        Shipments.Shipment old = shipment("2025-03-03", "Ground", "2025-03-04", "2025-03-08");
        Shipments.Shipment own = shipment(null, null, "2026-11-18");
        assertThat(Shipments.choose(List.of(own, old), asked(null, null)))
                .contains(new PollOutcome.Ambiguous("2 shipments have this number (Ground, begun 2025-03-03, last news"
                        + " 2025-03-08; begun 2026-11-18, last news 2026-11-18), and nothing says which is this parcel:"
                        + " add the parcel's ship date"));
    }

    private static void assertChosen(Shipments.Shipment wanted, TrackingQuery asked, Shipments.Shipment... told) {
        for (List<Shipments.Shipment> order : bothWays(told)) {
            assertThat(Shipments.choose(order, asked)).contains(wanted.outcome());
        }
    }

    private static void assertAmbiguous(TrackingQuery asked, Shipments.Shipment... told) {
        List<PollOutcome> outcomes = bothWays(told).stream()
                .map(order -> Shipments.choose(order, asked).orElseThrow())
                .distinct()
                .toList();
        assertThat(outcomes).hasOnlyElementsOfType(PollOutcome.Ambiguous.class).hasSize(1);
    }

    private static List<List<Shipments.Shipment>> bothWays(Shipments.Shipment... told) {
        List<Shipments.Shipment> order = new ArrayList<>(List.of(told));
        return List.of(List.copyOf(order), order.reversed());
    }

    private static TrackingQuery asked(@Nullable String shipDate, @Nullable String service) {
        return new TrackingQuery(NUMBER, null, null, shipDate == null ? null : LocalDate.parse(shipDate), service);
    }

    private static Shipments.Shipment shipment(
            @Nullable String shippedAt, @Nullable String service, String... eventDays) {
        List<TrackingEvent> events = Stream.of(eventDays)
                .map(day -> new TrackingEvent(
                        "C",
                        "text",
                        LocalDateTime.parse(day + "T10:00"),
                        ZoneOffset.UTC,
                        TrackingStatus.TRANSIT_MOVING,
                        false,
                        null,
                        null))
                .toList();
        return new Shipments.Shipment(
                new PollOutcome.Answered(new CarrierReport(new ParcelHistory(events), null, null, null, null)),
                shippedAt == null ? null : LocalDate.parse(shippedAt),
                service);
    }
}
