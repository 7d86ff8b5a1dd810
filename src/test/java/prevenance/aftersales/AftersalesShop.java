package prevenance.aftersales;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.carrier.CarrierDirectory;
import prevenance.carrier.CarrierTraits;
import prevenance.carrier.TrackingQuery;
import prevenance.cases.CaseActions;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseOutcome;
import prevenance.cases.CaseStore;
import prevenance.cases.DeskSettings;
import prevenance.cases.ServiceCase;
import prevenance.cases.TellingSettings;
import prevenance.message.Outbox;
import prevenance.store.Database;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.EventStore;

/// A real database with one order, and all that stands behind the desk.
final class AftersalesShop implements AutoCloseable {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /// Thursday, ten in the morning in Paris.
    final ManualClock clock = ManualClock.at("2026-11-19T09:00:00Z");

    final Database database;
    final Outbox outbox = new Outbox("shop.example.org");
    final CaseActions actions;
    final Aftersales aftersales;

    AftersalesShop(Path folder) {
        this(folder, AftersalesSettings.defaults());
    }

    AftersalesShop(Path folder, AftersalesSettings settings) {
        database = TestStore.open(folder.resolve("shop.db"), Database.Use.DAEMON);
        actions = new CaseActions(database, new CaseStore(), DeskSettings.defaults());
        aftersales = Aftersales.of(
                database,
                settings,
                PARIS,
                "Maison Exemple",
                new Carriers(),
                outbox,
                DeskSettings.defaults(),
                TellingSettings.defaults(),
                code -> "Test Post");
        sql("insert into customer_order (number, customer_name, email, locale, country, imported_at, updated_at)"
                + " values ('W-1001', 'Camille Exemple', 'camille@example.org', 'fr-FR', 'FR', 0, 0)");
    }

    /// With a second person above 500 EUR.
    static AftersalesSettings twoPersons() {
        AftersalesSettings usual = AftersalesSettings.defaults();
        return new AftersalesSettings(
                usual.refundShowBusinessDays(),
                usual.refundPayDays(),
                Duration.ofDays(3),
                usual.exchangeShipDays(),
                Map.of("EUR", new BigDecimal("500")),
                usual.advice(),
                usual.rules());
    }

    void sql(String statement) {
        database.execute(tx -> tx.handle().execute(statement));
    }

    /// Of 129.90 EUR, carried by La Poste, shipped on 9 November.
    long parcel(String number) {
        return database.<Long>write(tx -> tx.handle()
                .createQuery("""
                    insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at, value_minor,
                        currency, items, shipped_at)
                    values (1, 'laposte', :number, 'OUTBOUND', 0, 0, 12990, 'EUR', '1 lamp', :shipped) returning id
                    """)
                .bind("number", number)
                .bind("shipped", Instant.parse("2026-11-09T15:00:00Z"))
                .mapTo(Long.class)
                .one());
    }

    /// An open case about a new parcel.
    ServiceCase lost(String number) {
        return done(actions.openForParcel(
                parcel(number), CaseKind.LOST_SUSPECTED, "no news", "prevenance", clock.instant()));
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

    static ServiceCase done(CaseOutcome outcome) {
        if (outcome instanceof CaseOutcome.Done(ServiceCase after)) {
            return after;
        }
        throw new AssertionError(outcome);
    }

    ServiceCase found(long caseId) {
        return database.read(tx -> new CaseStore().find(tx, caseId).orElseThrow());
    }

    Refund refund(String reference) {
        return database.read(tx -> new RefundStore().find(tx, reference).orElseThrow());
    }

    Exchange exchange(String reference) {
        return database.read(tx -> new ExchangeStore().find(tx, reference).orElseThrow());
    }

    /// All that leaves does so now.
    void send() {
        sql("update outbox_message set state = 'SENT', attempts = 1, next_attempt_at = null, sent_at = "
                + clock.instant().toEpochMilli() + " where state = 'QUEUED'");
    }

    List<String> messages() {
        return rows("select message_key, state from outbox_message order by id");
    }

    List<String> deadlines() {
        return database.read(tx -> tx.handle()
                .createQuery("select * from deadline order by id")
                .map((row, context) -> row.getString("deadline_key") + " " + row.getString("kind") + " "
                        + row.getString("state") + " " + Instant.ofEpochMilli(row.getLong("due_at")) + " "
                        + row.getString("amount_minor") + " " + row.getString("source"))
                .list());
    }

    List<String> story(long caseId) {
        return database.read(tx -> new CaseStore()
                .entries(tx, caseId).stream()
                        .map(entry -> entry.author() + " " + entry.kind() + " " + entry.text())
                        .toList());
    }

    /// Every row of a query as text, columns joined by `|`.
    List<String> rows(String sql) {
        return database.read(tx -> tx.handle()
                .createQuery(sql)
                .map((row, context) -> {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        cells.add(String.valueOf(row.getString(i)));
                    }
                    return String.join("|", cells);
                })
                .list());
    }

    @Override
    public void close() {
        database.close();
    }

    private static final class Carriers implements CarrierDirectory {
        @Override
        public Set<String> codes() {
            return Set.of("laposte");
        }

        @Override
        public Optional<String> findCode(String codeOrName) {
            return Optional.of("laposte");
        }

        @Override
        public CarrierTraits traits(String code) {
            return new CarrierTraits(code, "La Poste", 1, List.of(), 1, PARIS);
        }

        @Override
        public List<String> identify(TrackingNumber number) {
            return List.of("laposte");
        }

        @Override
        public @Nullable String customerPage(String code, TrackingQuery query, String language) {
            return "https://carrier.example/" + query.number();
        }
    }
}
