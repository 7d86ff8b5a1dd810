package prevenance.message;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.store.Database;
import prevenance.testing.TestStore;

/// A shop's database with one order and one parcel, to put messages into.
final class MessageShop implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

    final Database database;
    final Outbox outbox = new Outbox("boutique.example");

    MessageShop(Path folder) {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        if (database.<Integer>read(tx -> tx.handle()
                        .createQuery("select count(*) from customer_order")
                        .mapTo(Integer.class)
                        .one())
                == 0) {
            database.execute(tx -> {
                tx.handle().execute("""
                    insert into customer_order (id, number, customer_name, email, locale, country, imported_at, updated_at)
                    values (1, 'A-1001', 'Camille Exemple', 'camille@example.org', 'fr-FR', 'FR', 0, 0)
                    """);
                tx.handle().execute("""
                    insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at)
                    values (1, 1, 'laposte', '6A00000000000', 'OUTBOUND', 0, 0)
                    """);
            });
        }
    }

    static MessageRequest shipped(int episode, @Nullable String recipient) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", Map.of("name", "Camille Exemple"));
        facts.put("order", Map.of("number", "A-1001"));
        facts.put("parcel", Map.of("number", "6A00000000000", "carrier", "Colissimo"));
        facts.put("promiseDate", null);
        return new MessageRequest(
                "parcel:1", MessageKind.SHIPPED, episode, 1L, 1L, null, recipient, Locale.FRANCE, facts, START);
    }

    boolean enqueue(MessageRequest request) {
        return database.write(tx -> outbox.enqueue(tx, request, START));
    }

    OutboxMessage message(String key) {
        return database.read(tx -> outbox.list(tx, MessageFilter.newest(10_000)).stream()
                .filter(message -> message.key().equals(key))
                .findFirst()
                .orElseThrow());
    }

    @Override
    public void close() {
        database.close();
    }
}
