package prevenance.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParcelHistoryTest {
    private static TrackingEvent event(String local, TrackingStatus status) {
        return new TrackingEvent(
                status.wireName(),
                "text",
                LocalDateTime.parse(local),
                ZoneOffset.ofHours(1),
                status,
                false,
                "Lyon",
                "FR");
    }

    private static TrackingEvent note(String local, TrackingStatus status) {
        return new TrackingEvent("NOTE", "text", LocalDateTime.parse(local), null, status, true, null, null);
    }

    @Test
    void deliveredAfterAReturnBeganIsBackAtTheSender() {
        ParcelHistory history = new ParcelHistory(List.of(
                event("2026-11-20T10:00", TrackingStatus.DELIVERED_RECIPIENT),
                event("2026-11-18T10:00", TrackingStatus.RETURN_UNDER_WAY)));
        assertThat(history.status()).isEqualTo(TrackingStatus.RETURN_ARRIVED);
        assertThat(history.status().milestone()).isEqualTo(Milestone.RETURNED);
    }

    @Test
    void collectedAfterTheTimeAtThePickupPlaceWasOverIsStillByTheRecipientUntilItLeaves() {
        TrackingEvent over = event("2026-11-18T10:00", TrackingStatus.PICKUP_EXPIRED);
        assertThat(new ParcelHistory(List.of(over, event("2026-11-18T12:00", TrackingStatus.DELIVERED_COLLECTED)))
                        .status())
                .isEqualTo(TrackingStatus.DELIVERED_COLLECTED);
        assertThat(new ParcelHistory(List.of(over, event("2026-11-20T10:00", TrackingStatus.DELIVERED_RECIPIENT)))
                        .status())
                .isEqualTo(TrackingStatus.RETURN_ARRIVED);
        assertThat(new ParcelHistory(List.of(
                                over,
                                event("2026-11-19T10:00", TrackingStatus.RETURN_UNDER_WAY),
                                event("2026-11-20T10:00", TrackingStatus.DELIVERED_COLLECTED)))
                        .status())
                .isEqualTo(TrackingStatus.RETURN_ARRIVED);
    }

    @Test
    void theSameHistoryComesOutOfEveryOrderOfArrival() {
        List<TrackingEvent> events = new ArrayList<>(Stream.of(TrackingStatus.values())
                .map(status -> event(
                        "2026-11-%02dT10:00".formatted(1 + status.wireName().length() % 9), status))
                .toList());
        events.add(note("2026-11-30T10:00", TrackingStatus.CUSTOMS_IN_PROGRESS));
        ParcelHistory first = new ParcelHistory(events);
        Random random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            Collections.shuffle(events, random);
            assertThat(new ParcelHistory(events)).isEqualTo(first);
        }
    }

    @Test
    void ofOneStatementToldInTwoWaysTheSameIsKeptInEveryOrder() {
        TrackingEvent plain = event("2026-11-18T10:00", TrackingStatus.TRANSIT_MOVING);
        TrackingEvent other = new TrackingEvent(
                plain.carrierCode(),
                plain.carrierText(),
                plain.occurredLocal(),
                plain.offset(),
                plain.status(),
                true,
                plain.place(),
                plain.country());
        assertThat(new ParcelHistory(List.of(plain, other)))
                .isEqualTo(new ParcelHistory(List.of(other, plain)))
                .isEqualTo(new ParcelHistory(List.of(plain)));
    }

    @Test
    void anInformationalStatementMovesNothingButBreaksTheSilence() {
        ParcelHistory history = new ParcelHistory(List.of(
                event("2026-11-20T10:00", TrackingStatus.TRANSIT_MOVING),
                note("2026-11-21T09:30", TrackingStatus.TRANSIT_HANDED_OVER)));
        assertThat(history.status()).isEqualTo(TrackingStatus.TRANSIT_MOVING);
        assertThat(history.lastEventAt()).contains(Instant.parse("2026-11-21T09:30:00Z"));
    }

    @Test
    void anUnreadableNewestStatementIsUnmappedAndNeverTheOneBefore() {
        ParcelHistory history = new ParcelHistory(List.of(
                event("2026-11-20T10:00", TrackingStatus.TRANSIT_MOVING),
                event("2026-11-21T10:00", TrackingStatus.UNKNOWN_UNMAPPED)));
        assertThat(history.status()).isEqualTo(TrackingStatus.UNKNOWN_UNMAPPED);
        assertThat(history.lastUnderstood().orElseThrow().status()).isEqualTo(TrackingStatus.TRANSIT_MOVING);
    }

    @Test
    void aStatementRepeatedInAnAnswerCountsOnce() {
        TrackingEvent event = event("2026-11-20T10:00", TrackingStatus.TRANSIT_MOVING);
        assertThat(new ParcelHistory(List.of(event, event)).events()).containsExactly(event);
    }

    @Test
    void timesAreWrittenWithTheirOffsetOnlyWhenTheZoneIsKnown() {
        assertThat(event("2026-11-20T10:00", TrackingStatus.TRANSIT_MOVING).occurredText())
                .isEqualTo("2026-11-20T10:00:00+01:00");
        assertThat(note("2026-11-20T10:00", TrackingStatus.TRANSIT_MOVING).occurredText())
                .isEqualTo("2026-11-20T10:00:00");
    }

    @Test
    void noStatusNamedFinalIsMerelyDelivered() {
        assertThat(Stream.of(TrackingStatus.values()).filter(TrackingStatus::isFinal))
                .containsExactly(
                        TrackingStatus.DELIVERED_RECIPIENT,
                        TrackingStatus.DELIVERED_THIRD_PARTY,
                        TrackingStatus.DELIVERED_COLLECTED,
                        TrackingStatus.DELIVERED_COD,
                        TrackingStatus.EXC_DESTROYED,
                        TrackingStatus.RETURN_ARRIVED,
                        TrackingStatus.CANCELLED);
    }
}
