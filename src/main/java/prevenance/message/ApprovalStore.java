package prevenance.message;

import java.util.Optional;
import prevenance.store.Tx;

/// What decides whether somebody must read a message first.
final class ApprovalStore {
    /// Of a parcel's goods.
    record Value(long minor, String currency) {}

    /// Empty when the shop did not say.
    Optional<Value> valueOf(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select value_minor, currency from parcel
                    where id = :id and value_minor is not null and currency is not null
                    """)
                .bind("id", parcelId)
                .map((row, context) -> new Value(row.getLong("value_minor"), row.getString("currency")))
                .findOne();
    }

    /// How many messages rest on a rule, those that nobody has approved yet among them.
    long messagesOf(Tx tx, String rule) {
        return tx.handle()
                .createQuery("select count(*) from outbox_message where rule = :rule")
                .bind("rule", rule)
                .mapTo(Long.class)
                .one();
    }
}
