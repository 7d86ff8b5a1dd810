package prevenance.cases;

import prevenance.store.Tx;

/// Finds out whether there is nothing left to do for the customer of a parcel.
final class SettledStore {
    /// Whether the customer has his goods or money another way, or says that he has them: a person closed a
    /// case of the parcel so, or decided so in one that is still open.
    boolean isSettled(Tx tx, long parcelId) {
        return isSaidToHaveArrived(tx, parcelId) || isDecided(tx, parcelId) || isClosedSettled(tx, parcelId);
    }

    /// The last word of the customer about whether he has the parcel is that he has.
    boolean isSaidToHaveArrived(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select kind from customer_act where parcel_id = :id and kind in ('ARRIVED', 'NOT_RECEIVED')
                    order by id desc limit 1
                    """)
                .bind("id", parcelId)
                .mapTo(String.class)
                .findOne()
                .filter(CustomerActKind.ARRIVED.name()::equals)
                .isPresent();
    }

    private static boolean isDecided(Tx tx, long parcelId) {
        return tx.handle()
                        .createQuery("""
                            select count(*) from service_case c join parcel p on p.id = c.parcel_id
                            where c.parcel_id = :id and (
                                exists (select 1 from exchange e
                                    where e.case_id = c.id and e.state <> 'CANCELLED' and e.state <> 'BLOCKED')
                                or exists (select 1 from refund r
                                    where r.case_id = c.id and r.state <> 'CANCELLED' and r.state <> 'PROPOSED'
                                        and r.amount_minor >= coalesce(p.value_minor, 0)))
                            """)
                        .bind("id", parcelId)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    private static boolean isClosedSettled(Tx tx, long parcelId) {
        return tx
                .handle()
                .createQuery(
                        "select distinct close_reason from service_case where parcel_id = :id and state = 'CLOSED'")
                .bind("id", parcelId)
                .mapTo(String.class)
                .list()
                .stream()
                .map(CloseReason::valueOf)
                .anyMatch(CloseReason::settles);
    }
}
