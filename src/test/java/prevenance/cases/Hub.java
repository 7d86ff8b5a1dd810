package prevenance.cases;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.cases.incident.Incident;
import prevenance.cases.incident.IncidentSettings;
import prevenance.cases.incident.IncidentStore;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.TestStore;

/// A shop with many parcels, set by hand in a real database, and the desks that look at them.
final class Hub implements AutoCloseable {
    static final String CARRIER = "test-post";

    final Path file;
    final Database database;
    final Outbox outbox = new Outbox("shop.example.org");
    final IncidentSettings settings;
    final TellingSettings telling;
    final IncidentDesk incidents;
    final CaseDesk desk;

    Hub(Path file, IncidentSettings settings) {
        this(file, settings, TellingSettings.defaults().withoutQuietHours());
    }

    Hub(Path file, IncidentSettings settings, TellingSettings telling) {
        this.file = file;
        this.settings = settings;
        this.telling = telling;
        database = TestStore.open(file, Database.Use.DAEMON);
        incidents = new IncidentDesk(database, settings, DeskSettings.defaults(), telling);
        desk = new CaseDesk(database, outbox, DeskSettings.defaults(), telling, settings, code -> "Test Post");
    }

    /// As after a crash: the same file, everything else new.
    Hub reopened() {
        database.close();
        return new Hub(file, settings, telling);
    }

    @Override
    public void close() {
        database.close();
    }

    void sql(String statement) {
        database.execute(tx -> tx.handle().execute(statement));
    }

    long number(String query) {
        return database.<Long>read(
                tx -> tx.handle().createQuery(query).mapTo(Long.class).one());
    }

    List<String> texts(String query) {
        return database.read(
                tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }

    /// Parcels that were last seen at a place and go to a postcode; gives their ids.
    List<Long> parcels(int count, @Nullable String place, String postcode, Instant importedAt) {
        return database.write(tx -> {
            long first = 1
                    + tx.handle()
                            .createQuery("select coalesce(max(id), 0) from parcel")
                            .mapTo(Long.class)
                            .one();
            var orders = tx.handle().prepareBatch("""
                insert into customer_order (id, number, customer_name, email, locale, country, postcode, imported_at,
                    updated_at) values (:id, 'W-' || :id, 'Camille Exemple', 'c' || :id || '@example.org', :locale, 'FR',
                    :postcode, :at, :at)
                """);
            var parcels = tx.handle().prepareBatch("""
                insert into parcel (id, order_id, carrier, tracking_number, leg, imported_at, updated_at, shipped_at,
                    promise_date, status, milestone, next_poll_at, last_event_at)
                values (:id, :id, 'test-post', 'TP' || :id, 'OUTBOUND', :at, :at, :at, :promise, 'transit.moving',
                    'IN_TRANSIT', :at, :at)
                """);
            var events = tx.handle().prepareBatch("""
                insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                    occurred_at, status, informational, place, country, recorded_at)
                values (:id, 'e' || :id, 'moving', '', :local, '+00:00', :at, 'transit.moving', 0, :place,
                    'FR', :at)
                """);
            List<Long> ids = LongStream.range(first, first + count).boxed().toList();
            String local = LocalDateTime.ofInstant(importedAt, ZoneOffset.UTC).toString();
            for (long id : ids) {
                orders.bind("id", id)
                        .bind("locale", id % 2 == 0 ? "fr-FR" : "en-GB")
                        .bind("postcode", postcode)
                        .bind("at", importedAt)
                        .add();
                parcels.bind("id", id)
                        .bind("at", importedAt)
                        .bind("promise", LocalDate.parse("2026-11-18").toString())
                        .add();
                events.bind("id", id)
                        .bind("at", importedAt)
                        .bind("local", local)
                        .bind("place", place)
                        .add();
            }
            orders.execute();
            parcels.execute();
            events.execute();
            return ids;
        });
    }

    /// Raises a flag at each, as the assessor would.
    void raise(List<Long> parcels, FlagKind kind, Instant now) {
        database.execute(tx -> {
            var flags = tx.handle().prepareBatch("""
                insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,
                    stepped_at, rule, reason_key, reason_args, place_key)
                values (:parcel, :kind, 1 + (select count(*) from flag where parcel_id = :parcel and kind = :kind), 'OPEN',
                    1, 1, :customer, :at, :at, :at, 'test/1', 'test.raised', :args,
                    (select lower(place) from tracking_event where parcel_id = :parcel))
                """);
            var due = tx.handle().prepareBatch("update parcel set desk_due_at = :at where id = :parcel");
            for (long parcel : parcels) {
                flags.bind("parcel", parcel)
                        .bind("kind", kind.name())
                        .bind("customer", kind == FlagKind.UNMAPPED_CODE ? 0 : 1)
                        .bind("args", kind == FlagKind.UNMAPPED_CODE ? "{\"code\":\"ZZ9\"}" : "{}")
                        .bind("at", now)
                        .add();
                due.bind("at", now).bind("parcel", parcel).add();
            }
            flags.execute();
            due.execute();
        });
    }

    /// The parcels move on: their flags end, as the assessor would end them.
    void recover(List<Long> parcels, Instant now) {
        database.execute(tx -> {
            var flags = tx.handle().prepareBatch("""
                update flag set state = 'CLOSED', closed_at = :at, closed_key = 'test.ended', closed_args = '{}'
                where parcel_id = :parcel and state = 'OPEN'
                """);
            var due = tx.handle().prepareBatch("update parcel set desk_due_at = :at where id = :parcel");
            for (long parcel : parcels) {
                flags.bind("at", now).bind("parcel", parcel).add();
                due.bind("at", now).bind("parcel", parcel).add();
            }
            flags.execute();
            due.execute();
        });
    }

    /// One beat of both desks, until nothing is left to do now.
    void beat(Instant now) {
        incidents.groupDue(now);
        while (desk.handleDue(now) > 0) {
            // The next part.
        }
    }

    /// Beats every some seconds.
    Instant run(Instant from, Duration length, Duration step) {
        Instant now = from;
        for (Instant end = from.plus(length); now.isBefore(end); now = now.plus(step)) {
            beat(now);
        }
        return now;
    }

    List<Incident> open() {
        return database.read(tx -> new IncidentStore().open(tx));
    }

    /// Kind and parcel of every message that may leave.
    List<String> waitingMails() {
        return texts("""
            select kind || ' ' || parcel_id from outbox_message where state in ('QUEUED', 'HELD') order by id
            """);
    }

    /// Kind and subject of every open case.
    List<String> openCases() {
        return texts("""
            select kind || case when incident_id is null then ' parcel ' || parcel_id else ' incident ' || incident_id end
            from service_case where state = 'OPEN' order by id
            """);
    }

    static <T> List<T> with(List<T> one, List<T> other) {
        List<T> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }
}
