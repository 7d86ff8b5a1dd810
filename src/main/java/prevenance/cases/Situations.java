package prevenance.cases;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagStore;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Brings together what decides what the customer is told about a parcel.
final class Situations {
    private final CaseStore cases;
    private final ZoneId shopZone;
    private final SaidStore said;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final FlagStore flags = new FlagStore();

    /// @param shopZone the clock when the destination's is not known
    ///
    /// @param outbox knows what is only computed now
    Situations(CaseStore cases, ZoneId shopZone, Outbox outbox) {
        this.cases = cases;
        this.said = new SaidStore(outbox);
        this.shopZone = shopZone;
    }

    /// @param caseId the parcel's open case, null when there is none
    Situation of(Tx tx, WatchedParcel parcel, @Nullable Long caseId) {
        CustomerOrder order = parcels.findOrder(tx, parcel.orderId()).orElseThrow();
        return new Situation(
                parcel,
                order,
                events.history(tx, parcel.id()),
                flags.ofParcel(tx, parcel.id()),
                said.ofParcel(tx, parcel.id()),
                parcels.ofOrder(tx, order.id()).stream()
                        .filter(sibling -> sibling.id() != parcel.id())
                        .toList(),
                said.ofSiblings(tx, order.id(), parcel.id()),
                caseId,
                cases.isSettled(tx, parcel.id()),
                cases.remindedAt(tx, parcel.id()),
                shopZone);
    }
}
