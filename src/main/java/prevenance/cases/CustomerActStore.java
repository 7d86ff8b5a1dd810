package prevenance.cases;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.assess.WakeStore;
import prevenance.store.Tx;

/// What customers said on their pages.
public final class CustomerActStore {
    private final WakeStore wake = new WakeStore();

    /// One act as kept.
    ///
    /// @param caseId the case it opened or fed, null for none
    public record Kept(CustomerAct act, @Nullable Long caseId, Instant at) {}

    public Optional<Kept> find(Tx tx, String actKey) {
        return tx.handle()
                .createQuery("select * from customer_act where act_key = :key")
                .bind("key", actKey)
                .map((row, context) -> kept(row))
                .findOne();
    }

    /// All of an order, oldest first.
    public List<Kept> ofOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from customer_act where order_id = :order order by id")
                .bind("order", orderId)
                .map((row, context) -> kept(row))
                .list();
    }

    /// Keeps an act; false when one of its key is there.
    boolean add(Tx tx, CustomerAct act, Instant now) {
        boolean added = tx.handle()
                        .createUpdate("""
                            insert into customer_act (act_key, order_id, parcel_id, kind, text, choice, at)
                            values (:key, :order, :parcel, :kind, :text, :choice, :now)
                            on conflict (act_key) do nothing
                            """)
                        .bind("key", act.actKey())
                        .bind("order", act.orderId())
                        .bind("parcel", act.parcelId())
                        .bind("kind", act.kind().name())
                        .bind("text", act.text())
                        .bind("choice", act.choice())
                        .bind("now", now)
                        .execute()
                == 1;
        Long parcelId = act.parcelId();
        boolean judged = parcelId != null
                && (act.kind() == CustomerActKind.NOT_RECEIVED
                        || act.kind() == CustomerActKind.ARRIVED && hasSaidNotReceived(tx, parcelId));
        if (added && judged && parcelId != null) {
            wake.parcel(tx, parcelId, now);
        }
        return added;
    }

    private static boolean hasSaidNotReceived(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select id from customer_act where parcel_id = :parcel and kind = 'NOT_RECEIVED' limit 1")
                .bind("parcel", parcelId)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    void belongsTo(Tx tx, CustomerAct act, long caseId) {
        tx.handle()
                .createUpdate("update customer_act set case_id = :case where act_key = :key")
                .bind("case", caseId)
                .bind("key", act.actKey())
                .execute();
    }

    /// Since when the order's customer wants no mails about mere progress; null lets him have them
    /// again.
    void progressOff(Tx tx, long orderId, @Nullable Instant since) {
        tx.handle()
                .createUpdate("update customer_order set progress_off_at = :since where id = :id")
                .bind("since", since)
                .bind("id", orderId)
                .execute();
    }

    private static Kept kept(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Kept(
                new CustomerAct(
                        row.getString("act_key"),
                        row.getLong("order_id"),
                        CaseStore.number(row, "parcel_id"),
                        CustomerActKind.valueOf(row.getString("kind")),
                        row.getString("text"),
                        row.getString("choice")),
                CaseStore.number(row, "case_id"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}
