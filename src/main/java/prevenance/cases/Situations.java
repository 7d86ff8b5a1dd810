package prevenance.cases;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.assess.Flag;
import prevenance.assess.FlagStore;
import prevenance.cases.incident.Hold;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.MemberStore;
import prevenance.message.Outbox;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.EventStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Brings together what decides what the customer is told about a parcel.
final class Situations {
    private final CaseStore cases;
    private final IncidentSettings incidents;
    private final ZoneId shopZone;
    private final MemberStore members = new MemberStore();
    private final SaidStore said;
    private final ParcelStore parcels = new ParcelStore();
    private final EventStore events = new EventStore();
    private final FlagStore flags = new FlagStore();

    /// @param shopZone the clock when the destination's is not known
    /// @param outbox   knows what is only computed now
    Situations(CaseStore cases, IncidentSettings incidents, ZoneId shopZone, Outbox outbox) {
        this.cases = cases;
        this.incidents = incidents;
        this.said = new SaidStore(outbox);
        this.shopZone = shopZone;
    }

    /// Of a parcel's flags those that are the desk's.
    static List<Flag> desks(List<Flag> flags, Hold hold) {
        Set<Long> others = hold.flags();
        return flags.stream().filter(flag -> !others.contains(flag.id())).toList();
    }

    /// @param caseId the parcel's open case, null when there is none
    Situation of(Tx tx, WatchedParcel parcel, @Nullable Long caseId) {
        CustomerOrder order = parcels.findOrder(tx, parcel.orderId()).orElseThrow();
        Hold hold = members.holdOf(tx, parcel.id(), incidents);
        List<Flag> all = flags.ofParcel(tx, parcel.id());
        return new Situation(
                parcel,
                order,
                events.history(tx, parcel.id()),
                desks(all, hold),
                hold,
                all.stream().filter(flag -> hold.grouped().contains(flag.id())).toList(),
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
