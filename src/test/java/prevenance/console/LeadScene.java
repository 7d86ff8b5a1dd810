package prevenance.console;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import prevenance.message.MessageKind;
import prevenance.message.MessageRequest;
import prevenance.store.Database;

/// A small shop with a few orders, parcels and messages in every state.
final class LeadScene {
    static final String EVIL = "<img src=x onerror=alert(1)>\"'{{7*7}}</script><script>alert(2)</script>";

    private final Database database;
    private final ConsoleParts parts;
    private final Instant now;

    LeadScene(ConsoleRig rig) {
        this(rig.database, rig.parts, rig.clock.instant());
    }

    LeadScene(Database database, ConsoleParts parts, Instant now) {
        this.database = database;
        this.parts = parts;
        this.now = now;
    }

    LeadScene order(long id, String number, @Nullable String name, @Nullable String email, @Nullable String phone) {
        database.execute(tx -> {
            tx.handle()
                    .createUpdate("""
                        insert into customer_order (id, number, customer_name, email, phone, locale, country,
                            imported_at, updated_at)
                        values (:id, :number, :name, :email, :phone, 'fr', 'FR', :now, :now)
                        """)
                    .bind("id", id)
                    .bind("number", number)
                    .bind("name", name)
                    .bind("email", email)
                    .bind("phone", phone)
                    .bind("now", now)
                    .execute();
            tx.handle()
                    .createUpdate("""
                        insert into parcel (id, order_id, carrier, tracking_number, leg, shipped_at, imported_at,
                            updated_at)
                        values (:id, :id, 'laposte', :number, 'OUTBOUND', :now, :now, :now)
                        """)
                    .bind("id", id)
                    .bind("number", "6A0000000000" + id)
                    .bind("now", now)
                    .execute();
        });
        return this;
    }

    /// Queues a dispatch mail about an order; returns the message's id.
    long message(long order, String number, @Nullable String name, @Nullable String email) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("customer", name == null ? Map.of() : Map.of("name", name));
        facts.put("order", Map.of("number", number));
        facts.put("parcel", Map.of("number", "6A0000000000" + order, "carrier", "Colissimo"));
        facts.put("promiseDate", "2026-11-20");
        return database.write(tx -> {
            parts.outbox()
                    .enqueue(
                            tx,
                            new MessageRequest(
                                    "parcel:" + order,
                                    MessageKind.SHIPPED,
                                    1,
                                    order,
                                    order,
                                    null,
                                    email,
                                    Locale.FRENCH,
                                    facts,
                                    now.plusSeconds(3600)),
                            now);
            return tx.handle()
                    .createQuery("select max(id) from outbox_message")
                    .mapTo(Long.class)
                    .one();
        });
    }

    /// The message waits for approval, until an hour from now.
    void awaitApproval(long id) {
        set(
                id,
                "state = 'HELD', held_for = 'APPROVAL', state_reason = 'the goods are dear', approve_until = "
                        + now.plusSeconds(3600).toEpochMilli());
    }

    /// The message has left with these bytes.
    void sent(long id, byte[] archive, String subject) {
        database.execute(tx -> tx.handle()
                .createUpdate("""
                    update outbox_message set state = 'SENT', sent_at = :now, next_attempt_at = null, attempts = 1,
                        archive = :archive, subject_line = :subject, template = 'fr/shipped@0123456789ab'
                    where id = :id
                    """)
                .bind("now", now)
                .bind("archive", archive)
                .bind("subject", subject)
                .bind("id", id)
                .execute());
    }

    void set(long id, String change) {
        database.execute(tx -> tx.handle()
                .createUpdate("update outbox_message set " + change + " where id = :id")
                .bind("id", id)
                .execute());
    }

    String state(long id) {
        return database.read(
                tx -> parts.outbox().find(tx, id).orElseThrow().state().name());
    }

    List<String> audit() {
        return database.read(tx -> tx.handle()
                .createQuery("select actor || ' ' || action from audit_entry where action not like 'login%'"
                        + " and action not like 'password%' order by id")
                .mapTo(String.class)
                .list());
    }
}
