package prevenance.aftersales;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import prevenance.store.Tx;

/// The refunds.
public final class RefundStore {
    private static final RowMapper<Refund> REFUND = (row, context) -> new Refund(
            row.getString("reference"),
            row.getLong("order_id"),
            row.getLong("amount_minor"),
            row.getString("currency"),
            PaymentMeans.valueOf(row.getString("means")),
            Instant.ofEpochMilli(row.getLong("triggered_at")),
            row.getString("bank_reference"),
            LocalDate.parse(row.getString("show_by_date")),
            Instant.ofEpochMilli(row.getLong("imported_at")));

    public Optional<Refund> find(Tx tx, String reference) {
        return tx.handle()
                .createQuery("select * from refund where reference = :reference")
                .bind("reference", reference)
                .map(REFUND)
                .findOne();
    }

    /// All refunds of an order, oldest import first.
    public List<Refund> ofOrder(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from refund where order_id = :order order by id")
                .bind("order", orderId)
                .map(REFUND)
                .list();
    }

    /// Adds a refund, or replaces what is known under its reference; the first import's instant stays.
    void save(Tx tx, Refund refund, Instant now) {
        tx.handle()
                .createUpdate("""
                    insert into refund (reference, order_id, state, amount_minor, currency, means, decided_at, triggered_at,
                        bank_reference, show_by_date, imported_at, updated_at)
                    values (:reference, :order, 'TRIGGERED', :amount, :currency, :means, :triggered, :triggered, :bank, :showBy,
                        :imported, :now)
                    on conflict (reference) do update set amount_minor = excluded.amount_minor,
                        currency = excluded.currency, means = excluded.means, triggered_at = excluded.triggered_at,
                        bank_reference = excluded.bank_reference, show_by_date = excluded.show_by_date,
                        updated_at = excluded.updated_at
                    """)
                .bind("reference", refund.reference())
                .bind("order", refund.orderId())
                .bind("amount", refund.amountMinor())
                .bind("currency", refund.currency())
                .bind("means", refund.means().name())
                .bind("triggered", refund.triggeredAt())
                .bind("bank", refund.bankReference())
                .bind("showBy", refund.showByDate())
                .bind("imported", refund.importedAt())
                .bind("now", now)
                .execute();
    }
}
