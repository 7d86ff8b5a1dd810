package prevenance.testing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.statement.PreparedBatch;
import prevenance.store.Database;
import prevenance.store.Tx;

/// Puts a [GeneratedHistory] into a shop's database as if it had been watched until an instant.
public final class GeneratedShop {
    private GeneratedShop() {}

    /// Orders, parcels and what the carriers had said by then. The id of a parcel is its place in the history, from 1.
    public static void fill(Database database, GeneratedHistory history, Instant knownAt) {
        database.execute(tx -> {
            orders(tx, history, knownAt);
            parcels(tx, history, knownAt);
            events(tx, history, knownAt);
        });
    }

    private static void orders(Tx tx, GeneratedHistory history, Instant knownAt) {
        PreparedBatch batch = tx.handle().prepareBatch("""
            insert into customer_order (id, number, ordered_at, locale, country, postcode, imported_at, updated_at)
            values (:id, :number, :ordered, 'fr-FR', :country, :postcode, :ordered, :ordered)
            """);
        each(
                history,
                knownAt,
                (id, parcel) -> batch.bind("id", id)
                        .bind("number", parcel.id())
                        .bind("ordered", parcel.orderedAt())
                        .bind("country", parcel.destinationCountry())
                        .bind("postcode", parcel.destinationPostcode())
                        .add());
        batch.execute();
    }

    private static void parcels(Tx tx, GeneratedHistory history, Instant knownAt) {
        PreparedBatch batch = tx.handle().prepareBatch("""
            insert into parcel (id, order_id, carrier, tracking_number, leg, service, shipped_at, promise_date,
                origin_country, origin_postcode, imported_at, updated_at, status, milestone, status_at, last_event_at,
                first_scan_at, delivered_at, last_answered_at, assess_after)
            values (:id, :id, :carrier, :number, 'OUTBOUND', :service, :shipped, :promise,
                :from, :postcode, :ordered, :ordered, :status, :milestone, :at, :at,
                :scan, :delivered, :known, :known)
            """);
        each(history, knownAt, (id, parcel) -> {
            GeneratedEvent last = parcel.events().stream()
                    .filter(event -> !event.occurredAt().isAfter(knownAt))
                    .reduce((_, later) -> later)
                    .orElse(null);
            Instant scan = parcel.events().stream()
                    .filter(event -> event.status().milestone().isPhysical())
                    .map(GeneratedEvent::occurredAt)
                    .filter(at -> !at.isAfter(knownAt))
                    .findFirst()
                    .orElse(null);
            boolean there =
                    parcel.deliveredAt() != null && !parcel.deliveredAt().isAfter(knownAt);
            batch.bind("id", id)
                    .bind("carrier", parcel.carrier())
                    .bind("number", parcel.id())
                    .bind("service", parcel.service())
                    .bind("shipped", parcel.handedOverAt())
                    .bind(
                            "promise",
                            parcel.promiseDate() == null
                                    ? null
                                    : parcel.promiseDate().toString())
                    .bind("from", parcel.originCountry())
                    .bind("postcode", parcel.originPostcode())
                    .bind("ordered", parcel.orderedAt())
                    .bind("status", last == null ? "pre.no_data" : last.status().wireName())
                    .bind(
                            "milestone",
                            last == null ? "UNKNOWN" : last.status().milestone().name())
                    .bind("at", last == null ? null : last.occurredAt())
                    .bind("scan", scan)
                    .bind("delivered", there ? parcel.deliveredAt() : null)
                    .bind("known", knownAt)
                    .add();
        });
        batch.execute();
    }

    private static void events(Tx tx, GeneratedHistory history, Instant knownAt) {
        PreparedBatch batch = tx.handle().prepareBatch("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                occurred_at, status, informational, place, recorded_at)
            values (:id, :identity, :status, '', :local, 'Z', :at, :status, 0, :place, :at)
            """);
        each(history, knownAt, (id, parcel) -> {
            int number = 0;
            for (GeneratedEvent event : parcel.events()) {
                if (!event.occurredAt().isAfter(knownAt)) {
                    batch.bind("id", id)
                            .bind("identity", "e" + number++)
                            .bind("status", event.status().wireName())
                            .bind(
                                    "local",
                                    LocalDateTime.ofInstant(event.occurredAt(), ZoneOffset.UTC)
                                            .toString())
                            .bind("at", event.occurredAt())
                            .bind("place", event.place())
                            .add();
                }
            }
        });
        batch.execute();
    }

    private interface Row {
        void add(long id, GeneratedParcel parcel);
    }

    private static void each(GeneratedHistory history, Instant knownAt, Row row) {
        for (int i = 0; i < history.parcels().size(); i++) {
            GeneratedParcel parcel = history.parcels().get(i);
            if (!parcel.handedOverAt().isAfter(knownAt)) {
                row.add(i + 1L, parcel);
            }
        }
    }
}
