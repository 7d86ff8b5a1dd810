package prevenance.cases;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.TrackingNumber;

/// Puts another tracking number in the place of one: the former is no longer asked about and nothing
/// more is said of it, except that there is a new one.
public final class ReplacedNumberStore {
    /// What became of it.
    public enum Outcome {
        DONE,
        /// It was so before.
        ALREADY,
        /// The order has no such parcel.
        UNKNOWN,
        /// The former number has another successor, or would become its own.
        OTHERWISE
    }

    /// By numbers, as a file says it.
    ///
    /// @param who a login, or [CaseEntry#SYSTEM]
    public Outcome byNumbers(
            Tx tx,
            long orderId,
            TrackingNumber former,
            String carrier,
            TrackingNumber number,
            String who,
            Instant now) {
        Optional<Long> successor = find(tx, orderId, carrier, number);
        Set<Long> formers = new TreeSet<>(tx.handle()
                .createQuery("select id from parcel where order_id = :order and tracking_number = :number")
                .bind("order", orderId)
                .bind("number", former.value())
                .mapTo(Long.class)
                .list());
        successor.ifPresent(formers::remove);
        // Where two carriers have the same number nobody knows which one is meant.
        return successor.isEmpty() || formers.size() != 1
                ? Outcome.UNKNOWN
                : replace(tx, formers.iterator().next(), successor.get(), who, now);
    }

    /// A person names the new number; a parcel that is not known yet is watched from now on, with what
    /// was promised for the former one.
    ///
    /// @return [Outcome#UNKNOWN] when there is no such parcel
    public Outcome byHand(Tx tx, long parcelId, String carrier, TrackingNumber number, String who, Instant now) {
        Optional<Long> orderId = tx.handle()
                .createQuery("select order_id from parcel where id = :id")
                .bind("id", parcelId)
                .mapTo(Long.class)
                .findOne();
        if (orderId.isEmpty()) {
            return Outcome.UNKNOWN;
        }
        long successor =
                find(tx, orderId.get(), carrier, number).orElseGet(() -> add(tx, parcelId, carrier, number, now));
        return replace(tx, parcelId, successor, who, now);
    }

    private Outcome replace(Tx tx, long former, long successor, String who, Instant now) {
        Long before = successorOf(tx, former);
        if (before != null) {
            return before == successor ? Outcome.ALREADY : Outcome.OTHERWISE;
        }
        for (Long next = successor; next != null; next = successorOf(tx, next)) {
            if (next == former) {
                return Outcome.OTHERWISE;
            }
        }
        int done = tx.handle()
                .createUpdate("""
                    update parcel set replaced_by = :successor, next_poll_at = null, assess_after = :now,
                        desk_due_at = :now, updated_at = :now
                    where id = :former and replaced_by is null
                    """)
                .bind("successor", successor)
                .bind("former", former)
                .bind("now", now)
                .execute();
        if (done == 0) {
            return Outcome.OTHERWISE;
        }
        tx.handle()
                .createUpdate("""
                    insert into audit_entry (at, actor, action, subject, detail)
                    values (:now, :who, 'parcel.replaced', :subject, :detail)
                    """)
                .bind("now", now)
                .bind("who", who)
                .bind("subject", "parcel:" + former)
                .bind("detail", "parcel:" + successor)
                .execute();
        return Outcome.DONE;
    }

    private static Optional<Long> find(Tx tx, long orderId, String carrier, TrackingNumber number) {
        return tx.handle()
                .createQuery("""
                    select id from parcel where order_id = :order and carrier = :carrier and tracking_number = :number
                    """)
                .bind("order", orderId)
                .bind("carrier", carrier)
                .bind("number", number.value())
                .mapTo(Long.class)
                .findOne();
    }

    private static long add(Tx tx, long former, String carrier, TrackingNumber number, Instant now) {
        return tx.handle()
                .createQuery("""
                    insert into parcel (order_id, carrier, real_carrier, tracking_number, leg, promise_date, promise_from_time,
                        promise_until_time, value_minor, currency, items, origin_country, origin_postcode, imported_at,
                        updated_at, next_poll_at, assess_after)
                    select order_id, :carrier, case when carrier = :carrier then real_carrier else null end, :number, leg, promise_date, promise_from_time, promise_until_time,
                        value_minor, currency, items, origin_country, origin_postcode, :now, :now, :now, :now
                    from parcel where id = :former
                    returning id
                    """)
                .bind("carrier", carrier)
                .bind("number", number.value())
                .bind("former", former)
                .bind("now", now)
                .mapTo(Long.class)
                .one();
    }

    private static @Nullable Long successorOf(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select replaced_by from parcel where id = :id and replaced_by is not null")
                .bind("id", parcelId)
                .mapTo(Long.class)
                .findOne()
                .orElse(null);
    }
}
