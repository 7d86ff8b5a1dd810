package prevenance.privacy;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Reads whom a database knows, and whom it knows as erased.
final class RestoredStore {
    record Known(String number, @Nullable String email, Instant importedAt) {}

    void orders(Tx tx, Consumer<Known> each) {
        tx.handle()
                .createQuery("""
                    select number, email, imported_at from customer_order
                    where not exists (select 1 from order_blanked b where b.order_id = customer_order.id)
                    """)
                .map((row, context) -> new Known(
                        row.getString("number"),
                        row.getString("email"),
                        Instant.ofEpochMilli(row.getLong("imported_at"))))
                .useIterator(rows -> rows.forEachRemaining(each));
    }

    List<String> known(Tx tx) {
        return tx.handle()
                .createQuery("select distinct subject_hash from erasure")
                .mapTo(String.class)
                .list();
    }
}
