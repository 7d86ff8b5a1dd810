package prevenance.page;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.aftersales.Aftersales;
import prevenance.aftersales.AftersalesSettings;
import prevenance.assess.FlagKind;
import prevenance.carrier.CarrierCatalog;
import prevenance.carrier.CarrierDirectory;
import prevenance.cases.DeskSettings;
import prevenance.cases.TellingSettings;
import prevenance.config.Problems;
import prevenance.link.LinkSettings;
import prevenance.link.PageLinks;
import prevenance.link.Purpose;
import prevenance.message.MessageKind;
import prevenance.message.Outbox;
import prevenance.message.ShopSettings;
import prevenance.message.Shops;
import prevenance.store.Database;
import prevenance.testing.Browser;
import prevenance.testing.Browser.Visit;
import prevenance.testing.ManualClock;
import prevenance.testing.TestStore;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.EventStore;
import prevenance.watch.Leg;
import prevenance.web.Listener;
import prevenance.web.ListenerSettings;

/// The customers' page on a free port over a real database, filled as intake, poller, assessor and sender
/// would. It is Tuesday morning, 17 November 2026.
final class PageRig implements AutoCloseable {
    static final String NOW = "2026-11-17T09:00:00Z";

    final ManualClock clock = ManualClock.at(NOW);
    final Database database;
    final PageLinks links;
    final Listener listener;
    private int numbers;

    PageRig(Path folder) {
        this(folder, ListenerSettings.local());
    }

    PageRig(Path folder, ListenerSettings settings) {
        database = TestStore.open(folder.resolve("page.db"), Database.Use.DAEMON);
        links = PageLinks.open(database, new LinkSettings("https://suivi.example.org", 90), clock);
        CarrierDirectory carriers =
                CarrierCatalog.load(Path.of("carriers"), new Problems()).configured(Map.of());
        DeskSettings desk = DeskSettings.defaults();
        Aftersales aftersales = Aftersales.of(
                database,
                AftersalesSettings.defaults(),
                ZoneId.of("Europe/Paris"),
                "Maison Exemple",
                carriers,
                new Outbox("example.org"),
                desk,
                TellingSettings.defaults(),
                PageRig::carrierName);
        listener = CustomerPage.open(
                new PageParts(database, clock, links, aftersales.voice(), desk, Shops.of(shop()), PageRig::carrierName),
                settings);
    }

    private static String carrierName(String code) {
        return code.equals("laposte") ? "Colissimo" : "Mondial Relay";
    }

    private static ShopSettings shop() {
        return new ShopSettings(
                "Comptoir des Brumes",
                "bonjour@example.org",
                null,
                null,
                "https://www.example.org",
                "Comptoir des Brumes SARL, 1 rue de l’Exemple, 69800 Saint-Priest (société inventée)",
                Map.of("default", "+33 1 99 00 10 10"),
                Locale.FRENCH,
                "FR",
                ZoneId.of("Europe/Paris"));
    }

    Browser browser() {
        return new Browser(listener.port());
    }

    /// An order of a customer of that language.
    long order(String locale) {
        return order("W-" + (1001 + numbers++), locale, "camille@example.org");
    }

    long order(String number, String locale, @Nullable String email) {
        return id("""
            insert into customer_order (number, customer_name, email, phone, locale, country, postcode, imported_at,
                updated_at)
            values ('%s', 'Camille Exemple', %s, '+33 6 99 00 11 22', '%s', 'FR', '69001', 0, 0) returning id
            """.formatted(number, email == null ? "null" : "'" + email + "'", locale));
    }

    long parcel(long order) {
        return parcel(order, Leg.OUTBOUND);
    }

    long parcel(long order, Leg leg) {
        return id("""
            insert into parcel (order_id, carrier, tracking_number, leg, imported_at, updated_at, value_minor, currency)
            values (%d, 'laposte', '6A%011d', '%s', 0, 0, 4990, 'EUR') returning id
            """.formatted(order, 11223344 + numbers++, leg));
    }

    void promise(long parcel, String day) {
        sql("update parcel set promise_date = '" + day + "' where id = " + parcel);
    }

    void estimate(long parcel, String day) {
        sql("update parcel set estimated_date = '" + day + "' where id = " + parcel);
    }

    /// The parcel comes to a status, as the poller writes it.
    void event(long parcel, TrackingStatus status, String localTime, @Nullable String place) {
        TrackingEvent event = new TrackingEvent(
                status.wireName(),
                "carrier's own words",
                LocalDateTime.parse(localTime),
                ZoneOffset.ofHours(1),
                status,
                false,
                place,
                "FR");
        database.execute(tx -> new EventStore().add(tx, parcel, List.of(event), clock.instant()));
        sql("update parcel set status = '" + status.wireName() + "', milestone = '" + status.milestone()
                + "' where id = " + parcel);
    }

    void flag(long parcel, FlagKind kind, boolean forCustomer) {
        flag(parcel, kind, forCustomer, "{}");
    }

    void flag(long parcel, FlagKind kind, boolean forCustomer, String facts) {
        sql("""
            insert into flag (parcel_id, kind, episode, state, step, for_staff, for_customer, since_at, raised_at,
                stepped_at, rule, reason_key, reason_args)
            values (%d, '%s', 1, 'OPEN', 1, 1, %d, 0, 0, 0, 'test/1', 'test.raised', '%s')
            """.formatted(parcel, kind, forCustomer ? 1 : 0, facts));
    }

    /// A mail that has left.
    void sent(long order, @Nullable Long parcel, MessageKind kind, String at, String facts) {
        numbers++;
        sql("""
            insert into outbox_message (message_key, kind, order_id, parcel_id, locale, facts, state, created_at, sent_at,
                message_id)
            values ('test:%d', '%s', %d, %s, 'fr', '%s', 'SENT', %d, %d, 'test-%d@example.org')
            """.formatted(numbers, kind, order, parcel, facts, millis(at), millis(at), numbers));
    }

    void refund(long order, String state, @Nullable String triggered, @Nullable String showBy, String means) {
        numbers++;
        sql("""
            insert into refund (reference, order_id, state, amount_minor, currency, means, decided_at, pay_by_date,
                triggered_at, bank_reference, show_by_date, ended_at, imported_at, updated_at)
            values ('R-%d', %d, '%s', 4990, 'EUR', '%s', %d, '2026-11-24', %s, 'ARN 7412', %s, %s, 0, 0)
            """.formatted(
                        numbers,
                        order,
                        state,
                        means,
                        millis("2026-11-10T10:00:00Z"),
                        triggered == null ? "null" : String.valueOf(millis(triggered)),
                        showBy == null ? "null" : "'" + showBy + "'",
                        state.equals("ARRIVED") ? String.valueOf(millis("2026-11-16T10:00:00Z")) : "null"));
    }

    void exchange(long order, String state, @Nullable Long parcel, boolean awaitsReturn) {
        numbers++;
        sql("""
            insert into exchange (reference, order_id, parcel_id, state, awaits_return, promised_at, ship_by_date,
                return_received_at, shipped_at, imported_at, updated_at)
            values ('X-%d', %d, %s, '%s', %d, %d, '2026-11-20', %s, %s, 0, 0)
            """.formatted(
                        numbers,
                        order,
                        parcel,
                        state,
                        awaitsReturn ? 1 : 0,
                        millis("2026-11-12T10:00:00Z"),
                        Set.of("RETURN_RECEIVED", "BLOCKED").contains(state) ? millis("2026-11-16T10:00:00Z") : null,
                        Set.of("SHIPPED", "ENDED").contains(state) ? millis("2026-11-16T15:00:00Z") : null));
    }

    static long millis(String at) {
        return Instant.parse(at).toEpochMilli();
    }

    void sql(String statement) {
        database.execute(tx -> tx.handle().execute(statement));
    }

    private long id(String insert) {
        return database.<Long>write(
                tx -> tx.handle().createQuery(insert).mapTo(Long.class).one());
    }

    /// Rows as text, for comparing.
    List<String> rows(String query) {
        return database.read(
                tx -> tx.handle().createQuery(query).mapTo(String.class).list());
    }

    /// All that a visitor could have changed.
    List<String> state() {
        return rows("""
            select 'act ' || act_key || ' ' || coalesce(text, '') || ' ' || coalesce(choice, '') from customer_act
            union all select 'case ' || id || ' ' || kind || ' ' || state || ' ' || version from service_case
            union all select 'entry ' || id || ' ' || text from case_entry
            union all select 'photo ' || name || ' ' || digest from attachment
            union all select 'mail ' || message_key || ' ' || state from outbox_message
            union all select 'refund ' || reference || ' ' || state from refund
            union all select 'order ' || id || ' ' || coalesce(progress_off_at, 0) from customer_order
            """);
    }

    String token(long order, Purpose purpose) {
        return database.write(tx -> links.token(tx, order, purpose, clock.instant()));
    }

    String path(long order) {
        return "/p/" + token(order, Purpose.PAGE);
    }

    /// The page of an order in its customer's language.
    Visit visit(long order) {
        try (Browser browser = browser()) {
            return browser.get(path(order));
        }
    }

    @Override
    public void close() {
        listener.close();
        database.close();
    }
}
