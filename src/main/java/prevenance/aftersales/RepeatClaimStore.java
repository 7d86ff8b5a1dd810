package prevenance.aftersales;

import java.time.Duration;
import java.time.Instant;
import prevenance.cases.ServiceCase;
import prevenance.store.Tx;

/// How often a customer has reported parcels as missing, damaged or wrong before. For the staff alone: it stands in no
/// mail, no fact of a template and on no customer's page, and proves nothing.
public final class RepeatClaimStore {
    /// So far back. Our own.
    static final Duration BACK = Duration.ofDays(365);

    /// From so many on it is worth a look. Our own.
    public static final int WORTH_A_LOOK = 2;

    /// Cases of other parcels of the same address that the customer himself opened in the last year; 0 for a customer
    /// without an address.
    public int before(Tx tx, ServiceCase about, Instant now) {
        return tx.handle()
                .createQuery("""
                    select count(*) from service_case c join customer_order o on o.id = c.order_id
                    where o.email is not null
                        and lower(o.email) = (select lower(email) from customer_order where id = :order)
                        and c.kind in ('NOT_RECEIVED', 'DAMAGED_REPORTED', 'WRONG_ITEM')
                        and c.id <> :case and c.opened_at > :since
                        and (c.parcel_id is null or cast(:parcel as bigint) is null or c.parcel_id <> :parcel)
                    """)
                .bind("order", about.order())
                .bind("case", about.id())
                .bind("since", now.minus(BACK))
                .bind("parcel", about.parcelId())
                .mapTo(Integer.class)
                .one();
    }
}
