package prevenance.aftersales;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.watch.CustomerOrder;
import prevenance.watch.ParcelStore;

/// Finds the order that a number names.
public final class OrderNumberStore {
    private final ParcelStore parcels = new ParcelStore();

    /// The order with the shop's number; empty when there is none.
    public Optional<CustomerOrder> find(Tx tx, String number) {
        return tx.handle()
                .createQuery("select id from customer_order where number = :number")
                .bind("number", number)
                .mapTo(Long.class)
                .findOne()
                .flatMap(id -> parcels.findOrder(tx, id));
    }

    /// What every message to the order's customer may say.
    static Map<String, @Nullable Object> facts(CustomerOrder order) {
        Map<String, @Nullable Object> customer = new LinkedHashMap<>();
        customer.put("name", order.customerName());
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", customer);
        facts.put("order", Map.of("number", order.number()));
        return facts;
    }
}
