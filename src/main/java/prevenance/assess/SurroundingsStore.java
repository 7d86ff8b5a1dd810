package prevenance.assess;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.transit.TransitModel;
import prevenance.watch.FeedOutageStore;
import prevenance.watch.ParcelStore;
import prevenance.watch.WatchedParcel;

/// Gathers what surrounds a parcel.
final class SurroundingsStore {
    private final ParcelStore parcels = new ParcelStore();
    private final FeedOutageStore outages = new FeedOutageStore();
    private final Supplier<TransitModel> model;
    private final ZoneId shopZone;

    /// @param shopZone the clock of the shop's own last days
    SurroundingsStore(Supplier<TransitModel> model, ZoneId shopZone) {
        this.model = model;
        this.shopZone = shopZone;
    }

    Surroundings of(Tx tx, WatchedParcel parcel) {
        List<WatchedParcel> siblings = parcels.ofOrder(tx, parcel.orderId()).stream()
                .filter(other -> other.id() != parcel.id())
                .toList();
        List<OrderFacts.Owed> owed = new ArrayList<>();
        boolean hadCase = hadCase(tx, parcel.id());
        if (hadCase) {
            owed.addAll(refunds(tx, parcel.id()));
            owed.addAll(replacements(tx, parcel.id()));
            owed.addAll(claims(tx, parcel.id()));
        }
        return new Surroundings(
                outages.since(tx, parcel.carrier(), parcel.importedAt()),
                new OrderFacts(
                        siblings,
                        notReceivedAt(tx, parcel.id()).orElse(null),
                        owed,
                        mailFailedAt(tx, parcel.id()).orElse(null),
                        hadCase && isClaimed(tx, parcel.id())),
                model.get());
    }

    /// What the customer said last of the two counts.
    private static Optional<Instant> notReceivedAt(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select kind, at from customer_act
                    where parcel_id = :parcel and kind in ('NOT_RECEIVED', 'ARRIVED') order by id desc limit 1
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> row.getString("kind").equals("NOT_RECEIVED")
                        ? Optional.of(Instant.ofEpochMilli(row.getLong("at")))
                        : Optional.<Instant>empty())
                .findOne()
                .flatMap(said -> said);
    }

    /// Refunds that a case of this parcel decided and that have not been triggered.
    private List<OrderFacts.Owed> refunds(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select r.reference, r.decided_at as since_at, r.pay_by_date as last_day, r.amount_minor, r.currency
                    from refund r join service_case c on c.id = r.case_id
                    where c.parcel_id = :parcel and r.case_id is not null and r.state <> 'CANCELLED' and r.state = 'DECIDED'
                    order by r.id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> owed(row, OrderFacts.Owed.Kind.REFUND, "law.l216-7"))
                .list();
    }

    /// Replacements that a case of this parcel promised, that may leave, and of which there is no
    /// parcel.
    private List<OrderFacts.Owed> replacements(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select e.reference, coalesce(e.return_received_at, e.promised_at) as since_at,
                        e.ship_by_date as last_day, null as amount_minor, null as currency
                    from exchange e join service_case c on c.id = e.case_id
                    where c.parcel_id = :parcel and e.case_id is not null and e.state <> 'CANCELLED' and e.parcel_id is null
                        and e.state in ('PROMISED', 'RETURN_RECEIVED')
                        and (e.awaits_return = 0 or e.return_received_at is not null)
                    order by e.id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> owed(row, OrderFacts.Owed.Kind.REPLACEMENT, "own.exchange"))
                .list();
    }

    /// Claims that are being prepared, by their last day.
    private List<OrderFacts.Owed> claims(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select d.deadline_key, d.set_at, d.due_at, d.amount_minor, d.currency, d.source
                    from deadline d join service_case c on c.id = d.case_id
                    where c.parcel_id = :parcel and d.kind = 'CLAIM' and d.state = 'OPEN' order by d.due_at, d.id
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> new OrderFacts.Owed(
                        OrderFacts.Owed.Kind.CLAIM,
                        row.getString("deadline_key"),
                        Instant.ofEpochMilli(row.getLong("set_at")),
                        Instant.ofEpochMilli(row.getLong("due_at"))
                                .atZone(shopZone)
                                .toLocalDate(),
                        amount(row),
                        row.getString("currency"),
                        row.getString("source")))
                .list();
    }

    /// When the newest message about a parcel that came to an end did so without reaching the customer.
    private static Optional<Instant> mailFailedAt(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("""
                    select state, created_at from outbox_message
                    where parcel_id = :parcel and (state = 'SENT'
                        or state = 'DEAD' and coalesce(state_reason, '') not like 'called: %'
                        or state = 'SUPPRESSED'
                            and (state_reason = 'no e-mail address' or state_reason like 'address refused%'))
                    order by id desc limit 1
                    """)
                .bind("parcel", parcelId)
                .map((row, context) -> row.getString("state").equals("SENT")
                        ? Optional.<Instant>empty()
                        : Optional.of(Instant.ofEpochMilli(row.getLong("created_at"))))
                .findOne()
                .flatMap(failed -> failed);
    }

    /// Refunds, replacements and claims belong to a parcel by its case.
    private static boolean hadCase(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select id from service_case where parcel_id = :parcel limit 1")
                .bind("parcel", parcelId)
                .mapTo(Long.class)
                .findOne()
                .isPresent();
    }

    private static boolean isClaimed(Tx tx, long parcelId) {
        return tx.handle()
                        .createQuery("""
                            select count(*) from claim k join service_case c on c.id = k.case_id
                            where c.parcel_id = :parcel and k.state <> 'GATHERING'
                            """)
                        .bind("parcel", parcelId)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static OrderFacts.Owed owed(ResultSet row, OrderFacts.Owed.Kind kind, String source) throws SQLException {
        String last = row.getString("last_day");
        return new OrderFacts.Owed(
                kind,
                row.getString("reference"),
                Instant.ofEpochMilli(row.getLong("since_at")),
                last == null ? null : LocalDate.parse(last),
                amount(row),
                row.getString("currency"),
                source);
    }

    private static @Nullable Long amount(ResultSet row) throws SQLException {
        long amount = row.getLong("amount_minor");
        return row.wasNull() ? null : amount;
    }
}
