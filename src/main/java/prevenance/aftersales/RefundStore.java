package prevenance.aftersales;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;
import prevenance.assess.WakeStore;
import prevenance.store.Tx;
import prevenance.store.WhereClause;

/// The refunds. Every change is a compare-and-set on the refund's version.
public final class RefundStore {
    private final WakeStore wake = new WakeStore();

    /// How the references begin that we give until the shop gives its own.
    static final String OURS = "PV-R";

    private static final RowMapper<Refund> REFUND = (row, context) -> new Refund(
            row.getLong("id"),
            row.getString("reference"),
            row.getLong("order_id"),
            number(row, "case_id"),
            RefundState.valueOf(row.getString("state")),
            row.getLong("amount_minor"),
            row.getString("currency"),
            PaymentMeans.valueOf(row.getString("means")),
            Instant.ofEpochMilli(row.getLong("decided_at")),
            row.getString("decided_by"),
            date(row, "pay_by_date"),
            instant(row, "triggered_at"),
            row.getString("bank_reference"),
            date(row, "show_by_date"),
            instant(row, "check_at"),
            row.getString("failed_why"),
            instant(row, "ended_at"),
            Instant.ofEpochMilli(row.getLong("imported_at")),
            row.getInt("version"));

    public Optional<Refund> find(Tx tx, String reference) {
        return tx.handle()
                .createQuery("select * from refund where reference = :reference")
                .bind("reference", reference)
                .map(REFUND)
                .findOne();
    }

    /// All refunds of an order, oldest first.
    public List<Refund> ofOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from refund where order_id = :order order by id")
                .bind("order", orderId)
                .map(REFUND)
                .list();
    }

    /// The refund that a case decided and that was not cancelled; there is at most one.
    public Optional<Refund> ofCase(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("select * from refund where case_id = :case and state <> 'CANCELLED'")
                .bind("case", caseId)
                .map(REFUND)
                .findOne();
    }

    /// Refunds that pass a filter, the newest first.
    ///
    /// @param state null for any
    /// @param limit at most so many
    public List<Refund> list(Tx tx, @Nullable RefundState state, int limit) {
        WhereClause where = new WhereClause().and("state = :state", "state", state == null ? null : state.name());
        return where.bind(tx.handle()
                        .createQuery("select * from refund" + where.sql() + " order by id desc limit :limit"))
                .bind("limit", limit)
                .map(REFUND)
                .list();
    }

    /// Refunds decided in other cases of the same parcel and not cancelled.
    List<Refund> ofParcel(Tx tx, long parcelId) {
        return tx.handle().createQuery("""
            select r.* from refund r join service_case c on c.id = r.case_id
            where c.parcel_id = :parcel and r.state <> 'CANCELLED' order by r.id
            """).bind("parcel", parcelId).map(REFUND).list();
    }

    /// Those to be looked at by now, oldest first.
    List<String> due(Tx tx, Instant now, int limit) {
        return tx.handle()
                .createQuery("select reference from refund where check_at <= :now order by check_at, id limit :limit")
                .bind("now", now)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
    }

    /// Adds a refund; empty when its reference or its case has one already.
    ///
    /// @param refund its id does not matter
    Optional<Refund> add(Tx tx, Refund refund, Instant now) {
        Optional<Refund> stored = tx.handle()
                .createQuery("""
                    insert into refund (reference, order_id, case_id, state, amount_minor, currency, means, decided_at,
                        decided_by, pay_by_date, triggered_at, bank_reference, show_by_date, check_at, failed_why,
                        ended_at, imported_at, updated_at)
                    values (:reference, :order, :case, :state, :amount, :currency, :means, :decided, :by, :payBy,
                        :triggered, :bank, :showBy, :check, :why, :ended, :imported, :now)
                    on conflict do nothing returning *
                    """)
                .bind("reference", refund.reference())
                .bind("order", refund.orderId())
                .bind("case", refund.caseId())
                .bind("state", refund.state().name())
                .bind("amount", refund.amountMinor())
                .bind("currency", refund.currency())
                .bind("means", refund.means().name())
                .bind("decided", refund.decidedAt())
                .bind("by", refund.decidedBy())
                .bind("payBy", refund.payByDate())
                .bind("triggered", refund.triggeredAt())
                .bind("bank", refund.bankReference())
                .bind("showBy", refund.showByDate())
                .bind("check", refund.checkAt())
                .bind("why", refund.failedWhy())
                .bind("ended", refund.endedAt())
                .bind("imported", refund.importedAt())
                .bind("now", now)
                .map(REFUND)
                .findOne();
        stored.ifPresent(added -> wake.ofCase(tx, added.caseId(), now));
        return stored;
    }

    /// Writes a change to a refund as it was seen. Empty when it changed meanwhile.
    Optional<Refund> change(Tx tx, Refund seen, Instant now, Consumer<RefundDraft> change) {
        RefundDraft draft = new RefundDraft(seen);
        change.accept(draft);
        Optional<Refund> stored = tx.handle()
                .createQuery("""
                    update refund set reference = :reference, state = :state, amount_minor = :amount, currency = :currency,
                        means = :means, decided_at = :decided, pay_by_date = :payBy, triggered_at = :triggered,
                        bank_reference = :bank, show_by_date = :showBy, check_at = :check, failed_why = :why,
                        ended_at = :ended, updated_at = :now, version = version + 1
                    where id = :id and version = :version
                    returning *
                    """)
                .bind("reference", draft.reference)
                .bind("state", draft.state.name())
                .bind("amount", draft.amountMinor)
                .bind("currency", draft.currency)
                .bind("means", draft.means.name())
                .bind("decided", draft.decidedAt)
                .bind("payBy", draft.payByDate)
                .bind("triggered", draft.triggeredAt)
                .bind("bank", draft.bankReference)
                .bind("showBy", draft.showByDate)
                .bind("check", draft.checkAt)
                .bind("why", draft.failedWhy)
                .bind("ended", draft.endedAt)
                .bind("now", now)
                .bind("id", seen.id())
                .bind("version", seen.version())
                .map(REFUND)
                .findOne();
        stored.ifPresent(changed -> wake.ofCase(tx, changed.caseId(), now));
        return stored;
    }

    /// Moves one that cannot be looked at out of the way.
    void postpone(Tx tx, String reference, Instant until) {
        tx.handle()
                .createUpdate(
                        "update refund set check_at = :until where reference = :reference and check_at is not null")
                .bind("until", until)
                .bind("reference", reference)
                .execute();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalDate.parse(text);
    }
}
