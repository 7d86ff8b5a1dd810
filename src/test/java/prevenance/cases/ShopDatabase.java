package prevenance.cases;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.store.Database;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.EventStore;

/// A real database with one order, filled as intake, poller, assessor and sender would.
final class ShopDatabase {
    final Database database;

    ShopDatabase(Database database) {
        this.database = database;
        sql("insert into customer_order (number, customer_name, email, locale, country, imported_at, updated_at)"
                + " values ('W-1001', 'Camille Exemple', 'camille@example.org', 'fr-FR', 'FR', 0, 0)");
    }

    void sql(String statement) {
        database.execute(tx -> tx.handle().execute(statement));
    }

    void withoutEmail() {
        sql("update customer_order set email = null");
    }

    /// A parcel the desk is to look at by now.
    long parcel(String number, Instant now) {
        return parcel(number, now, 1_000);
    }

    long parcel(String number, Instant now, long valueMinor) {
        return database.<Long>write(tx -> tx.handle()
                .createQuery("""
                    insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at, value_minor,
                        currency, desk_due_at)
                    values (1, 'test-post', :number, 'OUTBOUND', 0, 0, :value, 'EUR', :now) returning id
                    """)
                .bind("number", number)
                .bind("value", valueMinor)
                .bind("now", now)
                .mapTo(Long.class)
                .one());
    }

    void event(long parcel, TrackingStatus status, String occurredAt) {
        Instant at = Instant.parse(occurredAt);
        TrackingEvent event = new TrackingEvent(
                status.wireName(),
                "",
                LocalDateTime.ofInstant(at, ZoneOffset.UTC),
                ZoneOffset.UTC,
                status,
                false,
                "Lyon",
                "FR");
        database.execute(tx -> new EventStore().add(tx, parcel, List.of(event), at));
    }

    long flag(long parcel, FlagKind kind, boolean forStaff, boolean forCustomer, Instant at) {
        return database.<Long>write(tx -> tx.handle()
                .createQuery("""
                    insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,
                        stepped_at, rule, reason_key, reason_args)
                    values (:parcel, :kind, 1 + (select count(*) from flag where parcel_id = :parcel and kind = :kind),
                        'OPEN', 1, :staff, :customer, :at, :at, :at, 'test/1', 'test.raised', '{}') returning id
                    """)
                .bind("parcel", parcel)
                .bind("kind", kind.name())
                .bind("staff", forStaff ? 1 : 0)
                .bind("customer", forCustomer ? 1 : 0)
                .bind("at", at)
                .mapTo(Long.class)
                .one());
    }

    void step(long flag, int step) {
        sql("update flag set step = " + step + " where id = " + flag);
    }

    void forStaff(long flag) {
        sql("update flag set for_staff = 1, step = 2 where id = " + flag);
    }

    void end(long flag, Instant at) {
        sql("update flag set state = 'CLOSED', closed_key = 'test.ended', closed_args = '{}', closed_at = "
                + at.toEpochMilli() + " where id = " + flag);
    }

    void due(long parcel, Instant at) {
        sql("update parcel set desk_due_at = " + at.toEpochMilli() + " where id = " + parcel);
    }

    void dead(long message, String reason, Instant at) {
        sql("update outbox_message set state = 'DEAD', next_attempt_at = null, state_reason = '" + reason
                + "', desk_due_at = " + at.toEpochMilli() + " where id = " + message);
    }

    void deadAboutTheOrder(MessageKind kind, Instant at) {
        sql("insert into outbox_message (message_key, kind, order_id, locale, facts, state, created_at, message_id,"
                + " desk_due_at) values ('refund:1', '" + kind + "', 1, 'fr', '{}', 'DEAD', 0, 'm@example.org', "
                + at.toEpochMilli() + ")");
    }

    @Nullable
    Instant deskDueAt(long parcel) {
        return database.<@Nullable Instant>read(tx -> tx.handle()
                .createQuery("select desk_due_at from parcel where id = " + parcel)
                .mapTo(Instant.class)
                .findOne()
                .orElse(null));
    }

    /// Key, state and case of every message.
    List<String> messages() {
        return database.read(
                tx -> tx.handle().createQuery("""
                    select message_key || ' ' || state || ' case ' || coalesce(cast(case_id as text), 'null')
                    from outbox_message order by id
                    """).mapTo(String.class).list());
    }
}
