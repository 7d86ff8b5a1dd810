package prevenance.watch;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// One box we watch, with the newest that is known of it. The columns are described in the migration; a new one goes
/// into the part it belongs to and is read there.
///
/// @param shipment   what the shop told
/// @param standing   where it stands by its story
/// @param announced  what the carrier says beside the story
/// @param lastLook   what came of the newest questions
/// @param agenda     when its next turns are
/// @param replacedBy the parcel whose number has taken its place; null for none
public record WatchedParcel(
        long id,
        long orderId,
        String carrier,
        TrackingNumber trackingNumber,
        Leg leg,
        Shipment shipment,
        Standing standing,
        Announced announced,
        LastLook lastLook,
        Agenda agenda,
        @Nullable Long replacedBy) {

    /// The same box, of which other things are known.
    public WatchedParcel knowing(
            Standing other, Announced said, LastLook look, Agenda turns, @Nullable Long replacement) {
        return new WatchedParcel(
                id, orderId, carrier, trackingNumber, leg, shipment, other, said, look, turns, replacement);
    }

    /// Who takes it, for people: the name of the real carrier where an aggregator is asked, else the code of the
    /// carrier.
    /// Whoever names carriers by their code gives back what is none.
    public String takenBy() {
        String real = shipment.realCarrier();
        return real == null ? carrier : real;
    }

    /// See [Shipment#service].
    public @Nullable String service() {
        return shipment.service();
    }

    /// See [Shipment#shippedAt].
    public @Nullable Instant shippedAt() {
        return shipment.shippedAt();
    }

    /// See [Shipment#importedAt].
    public Instant importedAt() {
        return shipment.importedAt();
    }

    /// See [Shipment.Promise#date].
    public @Nullable LocalDate promiseDate() {
        return shipment.promise().date();
    }

    /// See [Shipment.Goods#valueMinor].
    public @Nullable Long valueMinor() {
        return shipment.goods().valueMinor();
    }

    /// See [Shipment.Goods#currency].
    public @Nullable String currency() {
        return shipment.goods().currency();
    }

    /// See [Shipment.Goods#items].
    public @Nullable String items() {
        return shipment.goods().items();
    }

    /// See [Standing#status].
    public TrackingStatus status() {
        return standing.status();
    }

    /// See [Standing#milestone].
    public Milestone milestone() {
        return standing.milestone();
    }

    /// See [Standing#statusAt].
    public @Nullable Instant statusAt() {
        return standing.statusAt();
    }

    /// See [Standing#lastEventAt].
    public @Nullable Instant lastEventAt() {
        return standing.lastEventAt();
    }

    /// See [Standing#firstScanAt].
    public @Nullable Instant firstScanAt() {
        return standing.firstScanAt();
    }

    /// See [Standing#deliveredAt].
    public @Nullable Instant deliveredAt() {
        return standing.deliveredAt();
    }

    /// See [Announced#estimatedDate].
    public @Nullable LocalDate estimatedDate() {
        return announced.estimatedDate();
    }

    /// See [Announced#promisedDate].
    public @Nullable LocalDate carrierPromiseDate() {
        return announced.promisedDate();
    }

    /// See [Announced#proof].
    public @Nullable String proof() {
        return announced.proof();
    }

    /// See [Announced#pickupPlace].
    public @Nullable String pickupPlace() {
        return announced.pickupPlace();
    }

    /// See [Announced#pickupUntilDate].
    public @Nullable LocalDate pickupUntilDate() {
        return announced.pickupUntilDate();
    }

    /// See [Announced#customerPage].
    public @Nullable String customerPage() {
        return announced.customerPage();
    }

    /// See [LastLook#polledAt].
    public @Nullable Instant lastPolledAt() {
        return lastLook.polledAt();
    }

    /// See [LastLook#answeredAt].
    public @Nullable Instant lastAnsweredAt() {
        return lastLook.answeredAt();
    }

    /// See [LastLook#outcome].
    public @Nullable String lastOutcome() {
        return lastLook.outcome();
    }

    /// See [LastLook#detail].
    public @Nullable String lastDetail() {
        return lastLook.detail();
    }

    /// See [LastLook#failedPolls].
    public int failedPolls() {
        return lastLook.failedPolls();
    }

    /// See [LastLook#unknownSince].
    public @Nullable Instant unknownSince() {
        return lastLook.unknownSince();
    }

    /// See [Agenda#nextPollAt].
    public @Nullable Instant nextPollAt() {
        return agenda.nextPollAt();
    }

    /// See [Agenda#assessAfter].
    public @Nullable Instant assessAfter() {
        return agenda.assessAfter();
    }

    /// See [Agenda#deskDueAt].
    public @Nullable Instant deskDueAt() {
        return agenda.deskDueAt();
    }
}
