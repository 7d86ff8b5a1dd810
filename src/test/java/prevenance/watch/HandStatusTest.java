package prevenance.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static prevenance.watch.MakeBelieveCarriers.event;
import static prevenance.watch.MakeBelieveCarriers.told;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.carrier.PollOutcome;
import prevenance.testing.ManualClock;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

class HandStatusTest {
    private static final TrackingEvent SCAN = event("2026-11-20T18:00", TrackingStatus.ACCEPTED_SCANNED);
    private static final TrackingEvent HUB = event("2026-11-21T02:00", TrackingStatus.TRANSIT_ARRIVED_HUB);
    private static final TrackingEvent BACK = event("2026-11-21T18:00", TrackingStatus.RETURN_UNDER_WAY);

    @TempDir
    Path folder;

    private final ManualClock clock = ManualClock.at("2026-11-22T10:00:00Z");
    private final WatchList watchList = new WatchList(_ -> PollSettings.defaults());
    private final HandStatus hand = new HandStatus(_ -> PollSettings.defaults());
    private Shop shop;
    private long id;

    @BeforeEach
    void open() {
        shop = new Shop(folder);
        id = shop.parcel("north", "N1", Instant.parse("2026-11-20T10:00:00Z"), clock.instant());
        record(told(SCAN, HUB));
        shop.sql("update parcel set assess_after = null, desk_due_at = null");
        clock.advance(Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void aStatusSetByHandIsAStatementOfTheStaffWithItsReason() {
        assertThat(set(TrackingStatus.TRANSIT_DELAY_WEATHER, "  The depot says snow. "))
                .isTrue();
        WatchedParcel parcel = shop.find(id);
        assertThat(parcel.status()).isEqualTo(TrackingStatus.TRANSIT_DELAY_WEATHER);
        assertThat(parcel.milestone()).isEqualTo(Milestone.IN_TRANSIT);
        assertThat(List.of(
                        String.valueOf(parcel.statusAt()),
                        String.valueOf(parcel.lastEventAt()),
                        String.valueOf(parcel.assessAfter()),
                        String.valueOf(parcel.deskDueAt())))
                .containsOnly("2026-11-22T11:00:00Z");
        assertThat(shop.column("""
            select source || '|' || carrier_code || '|' || carrier_text || '|' || status from tracking_event
            where source = 'STAFF'
            """)).containsExactly("STAFF|staff|The depot says snow.|transit.delay_weather");
        assertThat(shop.column("select actor || ' ' || action || ' ' || subject || ' ' || detail from audit_entry"))
                .containsExactly("alix parcel.status parcel:" + id + " transit.delay_weather");
    }

    @Test
    void laterAnswersWithoutNewsNeitherWithdrawNorOverruleIt() {
        set(TrackingStatus.DELIVERED_RECIPIENT, "The customer has it.");
        clock.advance(Duration.ofHours(5));
        record(told(SCAN, HUB));
        record(told(SCAN, HUB, event("2026-11-22T08:00", TrackingStatus.OUT_ON_VEHICLE)));
        record(told());
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.DELIVERED_RECIPIENT);
        assertThat(shop.column("select identity from tracking_event where withdrawn_at is not null"))
                .isEmpty();
    }

    @Test
    void theCarriersOlderAnswersAreNotTakenForStaleBecauseOfIt() {
        set(TrackingStatus.TRANSIT_MOVING, "Seen by the driver.");
        record(told(SCAN, event("2026-11-21T03:00", TrackingStatus.TRANSIT_DEPARTED)));
        assertThat(shop.column("select status from tracking_event where withdrawn_at is not null"))
                .as("the carrier took its hub scan back")
                .containsExactly("transit.arrived_hub");
    }

    @Test
    void aNewerStatementOfTheCarrierWins() {
        set(TrackingStatus.EXC_LOST_DECLARED, "The carrier said so by telephone.");
        clock.advance(Duration.ofHours(5));
        record(told(SCAN, HUB, event("2026-11-22T14:00", TrackingStatus.OUT_ON_VEHICLE)));
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.OUT_ON_VEHICLE);
    }

    @Test
    void anEndSetByHandIsNoLongerAskedAboutAndAnotherStatusIsAgain() {
        set(TrackingStatus.DELIVERED_RECIPIENT, "The customer has it.");
        assertThat(shop.find(id).nextPollAt()).isNull();
        clock.advance(Duration.ofHours(1));
        set(TrackingStatus.TRANSIT_MOVING, "It was another parcel.");
        assertThat(shop.find(id).nextPollAt())
                .isEqualTo(clock.instant().plus(PollPlan.jittered(Duration.ofHours(4), id, 0)));
    }

    @Test
    void aLookThatIsDueSoonerStaysSooner() {
        shop.sql("update parcel set next_poll_at = "
                + clock.instant().plusSeconds(60).toEpochMilli());
        set(TrackingStatus.TRANSIT_MOVING, "Seen by the driver.");
        assertThat(shop.find(id).nextPollAt()).isEqualTo(clock.instant().plusSeconds(60));
    }

    @Test
    void deliveredSaidByAPersonMeansTheRecipientAlsoAfterAReturnHadBegun() {
        record(told(SCAN, HUB, BACK));
        set(TrackingStatus.DELIVERED_RECIPIENT, "He took it from the van.");
        assertThat(shop.find(id).status()).isEqualTo(TrackingStatus.DELIVERED_RECIPIENT);
    }

    @Test
    void whatNobodyCanKnowAndWhatHasNoReasonIsRefused() {
        assertThatThrownBy(() -> set(TrackingStatus.UNKNOWN_UNMAPPED, "why"))
                .hasMessage("status unknown.unmapped cannot be set by hand");
        assertThatThrownBy(() -> set(TrackingStatus.TRANSIT_MOVING, "  "))
                .hasMessage("a status set by hand needs a reason of 1 to 500 characters");
        assertThat(shop.database.<Boolean>write(
                        tx -> hand.set(tx, 99, TrackingStatus.TRANSIT_MOVING, "why", "alix", clock.instant())))
                .isFalse();
        assertThat(shop.column("select identity from tracking_event where source = 'STAFF'"))
                .isEmpty();
    }

    private boolean set(TrackingStatus status, String reason) {
        return shop.database.<Boolean>write(tx -> hand.set(tx, id, status, reason, "alix", clock.instant()));
    }

    private void record(PollOutcome outcome) {
        Claim claim = new Claim(id, clock.instant());
        shop.database.<List<WatchList.Recorded>>write(tx ->
                watchList.record(tx, "north", List.of(List.of(new Heard(claim, outcome, clock.instant())))));
    }
}
