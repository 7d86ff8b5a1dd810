package prevenance.backtest;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import prevenance.assess.RuleSettings;
import prevenance.cases.TellingSettings;
import prevenance.store.Database;
import prevenance.store.Tx;
import prevenance.testing.GeneratedEvent;
import prevenance.testing.GeneratedHistory;
import prevenance.testing.GeneratedParcel;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;

/// A real database filled with past parcels, as intake and poller would have left it.
public final class PastShop implements AutoCloseable {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    final Database database;
    private long ids;

    /// @param file of the database, made when it is not there
    public PastShop(Path file) {
        this(TestStore.open(file, Database.Use.VERB));
    }

    /// @param database one that is open already
    public PastShop(Database database) {
        this.database = database;
    }

    Backtest backtest() {
        return new Backtest(
                database, TellingSettings.defaults(), UnaryOperator.identity(), PARIS, _ -> TransitModel.none());
    }

    List<BacktestReport> run(Instant now, RuleSettings... books) {
        List<Backtest.Book> named = java.util.stream.IntStream.range(0, books.length)
                .mapToObj(i -> new Backtest.Book("book " + (i + 1), books[i]))
                .toList();
        return backtest().run(named, Period.all(), now, (done, total) -> {});
    }

    /// All of them, each statement seen an hour after it was made, as known at an instant.
    public void fill(GeneratedHistory history, Instant knownAt) {
        database.execute(tx -> {
            PreparedBatch orders = orders(tx);
            PreparedBatch parcels = parcels(tx);
            PreparedBatch events = events(tx);
            for (GeneratedParcel parcel : history.parcels()) {
                add(parcel, knownAt, orders, parcels, events);
                if (parcels.size() >= 1_000) {
                    orders.execute();
                    parcels.execute();
                    events.execute();
                }
            }
            if (parcels.size() > 0) {
                orders.execute();
                parcels.execute();
                events.execute();
            }
        });
    }

    private void add(
            GeneratedParcel parcel,
            Instant knownAt,
            PreparedBatch orders,
            PreparedBatch parcels,
            PreparedBatch events) {
        Instant imported = parcel.handedOverAt().minus(Duration.ofHours(2));
        if (imported.isAfter(knownAt)) {
            return;
        }
        long id = ++ids;
        orders.bind("id", id)
                .bind("number", "A-" + id)
                .bind("email", "customer-" + id + "@example.org")
                .bind("country", parcel.destinationCountry())
                .bind("postcode", parcel.destinationPostcode())
                .bind("ordered", parcel.orderedAt())
                .bind("at", imported)
                .add();
        @Nullable GeneratedEvent last = null;
        for (GeneratedEvent event : parcel.events()) {
            Instant seen = seenAt(event, imported);
            if (!seen.isAfter(knownAt)) {
                event(events, id, event, seen);
                last = event;
            }
        }
        TrackingStatus status = last == null ? TrackingStatus.PRE_NO_DATA : last.status();
        parcels.bind("id", id)
                .bind("carrier", parcel.carrier())
                .bind("number", parcel.id())
                .bind("service", parcel.service())
                .bind("shipped", parcel.handedOverAt())
                .bind("promise", parcel.promiseDate())
                .bind("origin", parcel.originPostcode())
                .bind("at", imported)
                .bind("status", status.wireName())
                .bind("milestone", status.milestone().name())
                .bind("statusAt", last == null ? null : last.occurredAt())
                .add();
    }

    private static Instant seenAt(GeneratedEvent event, Instant imported) {
        Instant seen = event.occurredAt().plus(Duration.ofHours(1));
        return seen.isBefore(imported) ? imported : seen;
    }

    private static void event(PreparedBatch events, long parcel, GeneratedEvent said, Instant seen) {
        TrackingEvent event = new TrackingEvent(
                said.status().wireName(),
                "",
                said.occurredAt().atOffset(ZoneOffset.UTC).toLocalDateTime(),
                ZoneOffset.UTC,
                said.status(),
                false,
                said.place(),
                null);
        events.bind("parcel", parcel)
                .bind("identity", event.identity())
                .bind("code", event.carrierCode())
                .bind("local", event.occurredLocal().toString())
                .bind("at", event.occurredAt())
                .bind("status", event.status().wireName())
                .bind("place", event.place())
                .bind("seen", seen)
                .add();
    }

    void sql(String statement) {
        database.execute(tx -> tx.handle().execute(statement));
    }

    private static PreparedBatch orders(Tx tx) {
        return tx.handle().prepareBatch("""
            insert into customer_order (id, number, customer_name, email, locale, country, postcode, ordered_at,
                imported_at, updated_at)
            values (:id, :number, 'Camille Exemple', :email, 'fr', :country, :postcode, :ordered, :at, :at)
            """);
    }

    private static PreparedBatch parcels(Tx tx) {
        return tx.handle().prepareBatch("""
            insert into parcel (id, order_id, carrier, tracking_number, leg, service, shipped_at, promise_date,
                origin_country, origin_postcode, imported_at, updated_at, status, milestone, status_at)
            values (:id, :id, :carrier, :number, 'OUTBOUND', :service, :shipped, :promise, 'FR', :origin, :at, :at,
                :status, :milestone, :statusAt)
            """);
    }

    private static PreparedBatch events(Tx tx) {
        return tx.handle().prepareBatch("""
            insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                occurred_at, status, informational, place, recorded_at)
            values (:parcel, :identity, :code, '', :local, 'Z', :at, :status, 0, :place, :seen)
            """);
    }

    @Override
    public void close() {
        database.close();
    }
}
