package prevenance.watch;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.testing.TestStore;

/// A shop's orders and parcels in a real database file.
final class Shop implements AutoCloseable {
    final Database database;
    private final ParcelStore parcels = new ParcelStore();
    private int orders;

    Shop(Path folder) {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
    }

    /// A parcel of an order of its own, due at once.
    long parcel(String carrier, String number, @Nullable Instant shippedAt, Instant importedAt) {
        return parcel(carrier, number, shippedAt, importedAt, "75011");
    }

    long parcel(
            String carrier, String number, @Nullable Instant shippedAt, Instant importedAt, @Nullable String postcode) {
        orders++;
        return database.<Long>write(tx -> {
            long order = tx.handle()
                    .createQuery("""
                        insert into customer_order (number, locale, country, postcode, imported_at, updated_at)
                        values (:number, 'fr', 'FR', :postcode, :at, :at) returning id
                        """)
                    .bind("number", "A-" + orders)
                    .bind("postcode", postcode)
                    .bind("at", importedAt)
                    .mapTo(Long.class)
                    .one();
            return tx.handle()
                    .createQuery("""
                        insert into parcel (order_id, carrier, tracking_number, leg, shipped_at, imported_at,
                            updated_at, next_poll_at)
                        values (:order, :carrier, :number, 'OUTBOUND', :shipped, :at, :at, :at) returning id
                        """)
                    .bind("order", order)
                    .bind("carrier", carrier)
                    .bind("number", number)
                    .bind("shipped", shippedAt)
                    .bind("at", importedAt)
                    .mapTo(Long.class)
                    .one();
        });
    }

    WatchedParcel find(long id) {
        return database.<WatchedParcel>read(tx -> parcels.find(tx, id).orElseThrow());
    }

    CarrierHealth health(String carrier) {
        return database.<CarrierHealth>read(tx -> new CarrierHealthStore().find(tx, carrier));
    }

    void sql(String statement) {
        database.execute(tx -> tx.handle().execute(statement));
    }

    List<String> column(String query) {
        return database.<List<String>>read(
                tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }

    @Override
    public void close() {
        database.close();
    }
}
