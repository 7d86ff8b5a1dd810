package prevenance.tracking;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a carrier's statement means, in our words. Statuses say what the carrier said; that a parcel is late or
/// probably
/// lost is never a status but a conclusion.
public enum TrackingStatus {
    /// The carrier does not know the number yet.
    PRE_NO_DATA("pre.no_data", Milestone.UNKNOWN),
    /// The number is impossible for this carrier.
    PRE_INVALID_NUMBER("pre.invalid_number", Milestone.UNKNOWN),
    /// Label data only, no scan.
    PRE_ANNOUNCED("pre.announced", Milestone.ANNOUNCED),
    /// The carrier came and found nothing to take.
    PRE_NOT_COLLECTED("pre.not_collected", Milestone.ANNOUNCED),
    /// First physical scan.
    ACCEPTED_SCANNED("accepted.scanned", Milestone.ACCEPTED),
    /// Under way.
    TRANSIT_MOVING("transit.moving", Milestone.IN_TRANSIT),
    /// Left a hub or a country.
    TRANSIT_DEPARTED("transit.departed", Milestone.IN_TRANSIT),
    /// Reached a hub.
    TRANSIT_ARRIVED_HUB("transit.arrived_hub", Milestone.IN_TRANSIT),
    /// In the destination country.
    TRANSIT_ARRIVED_COUNTRY("transit.arrived_country", Milestone.IN_TRANSIT),
    /// At the last depot, not on the van.
    TRANSIT_DELIVERY_DEPOT("transit.delivery_depot", Milestone.IN_TRANSIT),
    /// Given to the next carrier.
    TRANSIT_HANDED_OVER("transit.handed_over", Milestone.IN_TRANSIT),
    /// At a wrong site, being rerouted.
    TRANSIT_MISSORTED("transit.missorted", Milestone.IN_TRANSIT),
    /// Sent elsewhere at the recipient's wish.
    TRANSIT_REDIRECTED("transit.redirected", Milestone.IN_TRANSIT),
    /// Delay, reason unknown or generic.
    TRANSIT_DELAY_ANNOUNCED("transit.delay_announced", Milestone.IN_TRANSIT),
    /// Delay by vehicle, capacity, flight or sorting.
    TRANSIT_DELAY_NETWORK("transit.delay_network", Milestone.IN_TRANSIT),
    /// Delay by weather.
    TRANSIT_DELAY_WEATHER("transit.delay_weather", Milestone.IN_TRANSIT),
    /// Delay by strike or authority.
    TRANSIT_DELAY_FORCE_MAJEURE("transit.delay_force_majeure", Milestone.IN_TRANSIT),
    /// A problem is being worked on.
    TRANSIT_PROBLEM_OPEN("transit.problem_open", Milestone.IN_TRANSIT),
    /// The problem is solved.
    TRANSIT_PROBLEM_SOLVED("transit.problem_solved", Milestone.IN_TRANSIT),
    /// Clearance is running.
    CUSTOMS_IN_PROGRESS("customs.in_progress", Milestone.IN_TRANSIT),
    /// Cleared.
    CUSTOMS_RELEASED("customs.released", Milestone.IN_TRANSIT),
    /// Held by customs.
    CUSTOMS_HELD("customs.held", Milestone.HELD),
    /// Papers are missing or wrong.
    CUSTOMS_DOCS_NEEDED("customs.docs_needed", Milestone.HELD),
    /// Money is due.
    CUSTOMS_DUTIES_DUE("customs.duties_due", Milestone.HELD),
    /// Not allowed in.
    CUSTOMS_PROHIBITED("customs.prohibited", Milestone.EXCEPTION),
    /// On the van today.
    OUT_ON_VEHICLE("out.on_vehicle", Milestone.OUT_FOR_DELIVERY),
    /// A time window was given.
    OUT_SLOT_ANNOUNCED("out.slot_announced", Milestone.OUT_FOR_DELIVERY),
    /// Nobody home.
    ATTEMPT_ABSENT("attempt.absent", Milestone.ATTEMPT_FAILED),
    /// The business was closed.
    ATTEMPT_CLOSED("attempt.closed", Milestone.ATTEMPT_FAILED),
    /// Door code, gate or safe place missing.
    ATTEMPT_NO_ACCESS("attempt.no_access", Milestone.ATTEMPT_FAILED),
    /// The address is incomplete or wrong.
    ATTEMPT_ADDRESS("attempt.address", Milestone.ATTEMPT_FAILED),
    /// The recipient moved.
    ATTEMPT_MOVED("attempt.moved", Milestone.ATTEMPT_FAILED),
    /// The recipient refused.
    ATTEMPT_REFUSED("attempt.refused", Milestone.ATTEMPT_FAILED),
    /// Cash on delivery or a fee was not paid.
    ATTEMPT_PAYMENT_DUE("attempt.payment_due", Milestone.ATTEMPT_FAILED),
    /// Delivery failed, reason unknown.
    ATTEMPT_OTHER("attempt.other", Milestone.ATTEMPT_FAILED),
    /// Waiting at a counter, relay or locker.
    PICKUP_READY("pickup.ready", Milestone.AVAILABLE_FOR_PICKUP),
    /// Not collected in time.
    PICKUP_EXPIRED("pickup.expired", Milestone.RETURNING),
    /// In the recipient's hands or box.
    DELIVERED_RECIPIENT("delivered.recipient", Milestone.DELIVERED),
    /// With a neighbour or keeper.
    DELIVERED_THIRD_PARTY("delivered.third_party", Milestone.DELIVERED),
    /// Taken from the pickup point.
    DELIVERED_COLLECTED("delivered.collected", Milestone.DELIVERED),
    /// Delivered, cash taken.
    DELIVERED_COD("delivered.cod", Milestone.DELIVERED),
    /// Held, no reason given.
    HELD_DEPOT("held.depot", Milestone.HELD),
    /// Held by security or an authority.
    HELD_SECURITY("held.security", Milestone.HELD),
    /// Damaged.
    EXC_DAMAGED("exc.damaged", Milestone.EXCEPTION),
    /// The carrier is searching.
    EXC_INVESTIGATING("exc.investigating", Milestone.EXCEPTION),
    /// The carrier says lost.
    EXC_LOST_DECLARED("exc.lost_declared", Milestone.EXCEPTION),
    /// Destroyed.
    EXC_DESTROYED("exc.destroyed", Milestone.EXCEPTION),
    /// Does not comply with the carrier's rules.
    EXC_REJECTED_BY_CARRIER("exc.rejected_by_carrier", Milestone.EXCEPTION),
    /// Cannot be delivered.
    EXC_UNDELIVERABLE("exc.undeliverable", Milestone.EXCEPTION),
    /// Going back to the sender.
    RETURN_UNDER_WAY("return.under_way", Milestone.RETURNING),
    /// Back at the sender.
    RETURN_ARRIVED("return.arrived", Milestone.RETURNED),
    /// Voided.
    CANCELLED("cancelled", Milestone.EXCEPTION),
    /// The code is not in the carrier's table.
    UNKNOWN_UNMAPPED("unknown.unmapped", Milestone.UNKNOWN);

    private static final Map<String, TrackingStatus> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(s -> s.wireName, Function.identity()));

    private final String wireName;
    private final Milestone milestone;

    TrackingStatus(String wireName, Milestone milestone) {
        this.wireName = wireName;
        this.milestone = milestone;
    }

    /// The name in files, the database and JSON, such as `attempt.absent`.
    public String wireName() {
        return wireName;
    }

    public Milestone milestone() {
        return milestone;
    }

    /// The status of that name; empty when there is none.
    public static Optional<TrackingStatus> find(String wireName) {
        return Optional.ofNullable(BY_NAME.get(wireName));
    }

    /// All names, for "did you mean".
    public static Set<String> wireNames() {
        return BY_NAME.keySet();
    }

    /// The carrier itself announces a delay.
    public boolean isAnnouncedDelay() {
        return switch (this) {
            case TRANSIT_DELAY_ANNOUNCED, TRANSIT_DELAY_NETWORK, TRANSIT_DELAY_WEATHER, TRANSIT_DELAY_FORCE_MAJEURE ->
                true;
            default -> false;
        };
    }

    /// Nothing more is expected: delivered, back at the sender, destroyed or voided. Final is not "delivered".
    public boolean isFinal() {
        return milestone.isEnd() || this == EXC_DESTROYED || this == CANCELLED;
    }

    @Override
    public String toString() {
        return wireName;
    }
}
