package prevenance.console;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.cases.CaseKind;
import prevenance.intake.SearchText;
import prevenance.store.Database;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.EventStore;
import tools.jackson.databind.json.JsonMapper;

/// A shop's data as intake, poller, assessor and desk would have written it.
final class DeskData {
    final Database database;
    private final Instant now;

    DeskData(Database database, Instant now) {
        this.database = database;
        this.now = now;
    }

    long order(String number, @Nullable String name, @Nullable String email, String country) {
        String search = SearchText.fold((name == null ? "" : name) + " " + (email == null ? "" : email));
        return id(
                """
                insert into customer_order (number, customer_name, email, search_text, phone, locale, country, postcode,
                    ordered_at, imported_at, updated_at)
                values (:number, :name, :email, :search, '+33 1 99 00 12 34', 'fr-FR', :country, '69001', :at, :at, :at)
                returning id
                """,
                with(
                        "number", number, "name", name, "email", email, "search", search, "country", country, "at",
                        days(9)));
    }

    /// @param promise ISO date, null for none
    long parcel(long order, String carrier, String number, @Nullable String promise, @Nullable Long valueMinor) {
        return id(
                """
                insert into parcel (order_id, carrier, tracking_number, leg, service, shipped_at, promise_date, value_minor,
                    currency, items, imported_at, updated_at, next_poll_at, last_polled_at, last_answered_at, last_outcome)
                values (:order, :carrier, :number, 'OUTBOUND', 'Standard', :at, :promise, :value, :currency,
                    '1 × Lampe Aube', :at, :at, :next, :asked, :asked, 'answered') returning id
                """,
                with(
                        "order",
                        order,
                        "carrier",
                        carrier,
                        "number",
                        number,
                        "promise",
                        promise,
                        "value",
                        valueMinor,
                        "currency",
                        valueMinor == null ? null : "EUR",
                        "at",
                        days(8),
                        "next",
                        now.plus(Duration.ofHours(2)),
                        "asked",
                        now.minus(Duration.ofMinutes(50))));
    }

    /// The carrier says something, and the parcel's row says where that leaves it.
    ///
    /// @param local  ISO local date-time
    /// @param offset null when the zone is unknown
    void says(
            long parcel,
            TrackingStatus status,
            String code,
            String text,
            @Nullable String place,
            String local,
            @Nullable String offset) {
        TrackingEvent event = new TrackingEvent(
                code,
                text,
                LocalDateTime.parse(local),
                offset == null ? null : ZoneOffset.of(offset),
                status,
                false,
                place,
                "FR");
        database.execute(tx -> {
            EventStore events = new EventStore();
            events.add(tx, parcel, List.of(event), now);
            ParcelHistory history = events.history(tx, parcel);
            tx.handle()
                    .createUpdate("""
                        update parcel set status = :status, milestone = :milestone, status_at = :at, last_event_at = :at
                        where id = :id
                        """)
                    .bind("status", history.status().wireName())
                    .bind("milestone", history.status().milestone().name())
                    .bind("at", history.lastEventAt().orElseThrow())
                    .bind("id", parcel)
                    .execute();
        });
    }

    long flag(long parcel, FlagKind kind, boolean forStaff, Duration age, String reason, Map<String, String> facts) {
        return id(
                """
                insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,
                    stepped_at, rule, reason_key, reason_args)
                values (:parcel, :kind, 1, 'OPEN', 1, :staff, 1, :at, :at, :at, :rule, :reason, :facts) returning id
                """,
                with(
                        "parcel",
                        parcel,
                        "kind",
                        kind.name(),
                        "staff",
                        forStaff ? 1 : 0,
                        "at",
                        now.minus(age),
                        "rule",
                        kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "/1",
                        "reason",
                        reason,
                        "facts",
                        JsonMapper.shared().writeValueAsString(new TreeMap<>(facts))));
    }

    void endFlag(long flag, Instant at) {
        run("update flag set state = 'CLOSED', closed_key = 'closed.by-staff', closed_args = '{}', closed_at = "
                + at.toEpochMilli() + " where id = " + flag);
    }

    /// @param dueIn time left of the goal, negative when it has passed
    long openCase(
            long order, @Nullable Long parcel, CaseKind kind, int priority, Duration dueIn, @Nullable String owner) {
        long id = id(
                """
                insert into service_case (parcel_id, order_id, kind, priority, state, opened_at, due_at, owner)
                values (:parcel, :order, :kind, :priority, 'OPEN', :opened, :due, :owner) returning id
                """,
                with(
                        "parcel",
                        parcel,
                        "order",
                        order,
                        "kind",
                        kind.name(),
                        "priority",
                        priority,
                        "opened",
                        now.plus(dueIn).minus(Duration.ofHours(2)),
                        "due",
                        now.plus(dueIn),
                        "owner",
                        owner));
        entry(id, "prevenance", "OPENED", "Opened: " + kind + ", priority " + priority);
        return id;
    }

    void entry(long caseId, String author, String kind, String text) {
        id(
                """
                insert into case_entry (case_id, at, author, kind, text)
                values (:case, :at, :author, :kind, :text) returning id
                """,
                with(
                        "case",
                        caseId,
                        "at",
                        now.minus(Duration.ofHours(1)),
                        "author",
                        author,
                        "kind",
                        kind,
                        "text",
                        text));
    }

    long message(long order, @Nullable Long parcel, String kind, String state, @Nullable String subject) {
        return id(
                """
                insert into outbox_message (message_key, kind, order_id, parcel_id, recipient, locale, facts, state,
                    created_at, sent_at, message_id, subject_line, held_for, approve_until)
                values (:key, :kind, :order, :parcel, 'camille@example.org', 'fr-FR', '{}', :state, :at, :sent, :mid,
                    :subject, :held, :until)
                returning id
                """,
                with(
                        "key",
                        "parcel:" + parcel + "/" + kind + "/" + order,
                        "kind",
                        kind,
                        "order",
                        order,
                        "parcel",
                        parcel,
                        "state",
                        state,
                        "at",
                        now.minus(Duration.ofHours(5)),
                        "sent",
                        state.equals("SENT") ? now.minus(Duration.ofHours(4)) : null,
                        "mid",
                        parcel + "-" + kind + "-" + order + "@example.org",
                        "subject",
                        subject,
                        "held",
                        state.equals("HELD") ? "APPROVAL" : null,
                        "until",
                        state.equals("HELD") ? now.plus(Duration.ofHours(3)) : null));
    }

    /// The names of all tables of ours.
    List<String> tables() {
        return database.read(tx -> tx
                .handle()
                .getJdbi()
                .withHandle(handle -> handle.queryMetadata(
                                metadata -> metadata.getTables(null, null, "%", new String[] {"TABLE"}))
                        .map((row, _) -> row.getString("TABLE_NAME"))
                        .list())
                .stream()
                .filter(table -> !table.startsWith("flyway") && !table.startsWith("sqlite"))
                .sorted()
                .toList());
    }

    /// All that stands in a table.
    List<Map<String, Object>> rows(String table) {
        return database.read(tx ->
                tx.handle().createQuery("select * from " + table).mapToMap().list());
    }

    void run(String sql) {
        database.execute(tx -> tx.handle().execute(sql));
    }

    <T> List<T> all(String sql, Class<T> type) {
        return database.read(tx -> tx.handle().createQuery(sql).mapTo(type).list());
    }

    Instant days(int ago) {
        return now.minus(Duration.ofDays(ago));
    }

    private long id(String sql, Map<String, @Nullable Object> values) {
        return database.<Long>write(tx -> {
            var query = tx.handle().createQuery(sql);
            values.forEach(query::bind);
            return query.mapTo(Long.class).one();
        });
    }

    private static Map<String, @Nullable Object> with(@Nullable Object... pairs) {
        Map<String, @Nullable Object> values = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put((String) java.util.Objects.requireNonNull(pairs[i]), pairs[i + 1]);
        }
        return values;
    }

    /// A small shop on a believable morning.
    ///
    /// @return the parcels' ids, the most telling first
    List<Long> morning() {
        List<Long> parcels = new ArrayList<>();
        String[][] people = {
            {"Camille Exemple", "camille@example.org"}, {"Hélène Dupré", "helene@example.org"},
            {"Jules Moreau-Petit", "jules@example.org"}, {"Inès Garnier", null},
            {"Noé Lambert", "noe@example.org"}, {"Maria da Silva", "maria@example.org"},
            {"Oskar Lindqvist", "oskar@example.org"}, {"Zoé Fontaine", "zoe@example.org"}
        };
        String[] carriers = {"laposte", "mondial-relay", "chronopost", "ups", "dhl", "fedex"};
        for (int i = 0; i < 24; i++) {
            String[] who = people[i % people.length];
            long order = order("W-" + (4711 + i), who[0], who[1], i % 7 == 5 ? "BE" : "FR");
            String number = "6A1999" + (1000000 + i * 7919);
            LocalDate promise = LocalDate.parse("2026-11-12").plusDays(i % 9);
            long parcel = parcel(order, carriers[i % carriers.length], number, promise.toString(), 1990L + i * 1730L);
            says(
                    parcel,
                    TrackingStatus.PRE_ANNOUNCED,
                    "DR1",
                    "Déclaratif réceptionné",
                    null,
                    "2026-11-08T16:05:00",
                    null);
            says(
                    parcel,
                    TrackingStatus.ACCEPTED_SCANNED,
                    "PC1",
                    "Pris en charge",
                    "Corbas",
                    "2026-11-09T18:40:00",
                    "+01:00");
            if (i % 3 != 2) {
                says(
                        parcel,
                        TrackingStatus.TRANSIT_ARRIVED_HUB,
                        "ET1",
                        "Arrivé plateforme",
                        "Lyon PFC",
                        "2026-11-10T02:12:00",
                        "+01:00");
            }
            if (i % 4 == 3) {
                says(
                        parcel,
                        TrackingStatus.OUT_ON_VEHICLE,
                        "MD2",
                        "En livraison",
                        "Villeurbanne",
                        "2026-11-16T08:10:00",
                        "+01:00");
                says(
                        parcel,
                        TrackingStatus.DELIVERED_RECIPIENT,
                        "DI1",
                        "Livré",
                        "Villeurbanne",
                        "2026-11-16T12:31:00",
                        "+01:00");
            }
            parcels.add(parcel);
        }
        return parcels;
    }
}
