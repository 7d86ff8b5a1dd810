package prevenance.console;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingStatus;

/// What the page of a parcel shows beside what other features tell.
final class ParcelPageStore {
    /// @param recordedAt  when we saw it first
    /// @param withdrawnAt when a later answer no longer had it, null while it is said
    record Statement(
            TrackingEvent event,
            Instant recordedAt,
            @Nullable Instant withdrawnAt) {}

    /// @param what its items, or null
    record Remedy(
            String reference,
            String state,
            @Nullable Long amountMinor,
            @Nullable String currency,
            @Nullable String means,
            @Nullable String what,
            Instant decidedAt,
            @Nullable LocalDate until,
            @Nullable Instant doneAt,
            @Nullable String why,
            @Nullable Long parcelId,
            @Nullable Long caseId,
            int version) {}

    /// All that was ever said, the newest first.
    List<Statement> statements(Tx tx, long parcelId) {
        return tx.handle()
                .createQuery("select * from tracking_event where parcel_id = :id order by occurred_at desc, id desc")
                .bind("id", parcelId)
                .map((row, context) -> new Statement(
                        new TrackingEvent(
                                row.getString("carrier_code"),
                                row.getString("carrier_text"),
                                LocalDateTime.parse(row.getString("occurred_local")),
                                row.getString("utc_offset") == null ? null : ZoneOffset.of(row.getString("utc_offset")),
                                TrackingStatus.find(row.getString("status")).orElse(TrackingStatus.UNKNOWN_UNMAPPED),
                                row.getInt("informational") == 1,
                                row.getString("place"),
                                row.getString("country")),
                        Instant.ofEpochMilli(row.getLong("recorded_at")),
                        instant(row, "withdrawn_at")))
                .list();
    }

    /// Of an order, the newest first.
    List<Remedy> refunds(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from refund where order_id = :id order by id desc")
                .bind("id", orderId)
                .map((row, context) -> new Remedy(
                        row.getString("reference"),
                        row.getString("state"),
                        row.getLong("amount_minor"),
                        row.getString("currency"),
                        row.getString("means"),
                        null,
                        Instant.ofEpochMilli(row.getLong("decided_at")),
                        date(row, row.getString("show_by_date") == null ? "pay_by_date" : "show_by_date"),
                        instant(row, "triggered_at"),
                        row.getString("failed_why"),
                        null,
                        number(row, "case_id"),
                        row.getInt("version")))
                .list();
    }

    /// Of an order, the newest first.
    List<Remedy> exchanges(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select * from exchange where order_id = :id order by id desc")
                .bind("id", orderId)
                .map((row, context) -> new Remedy(
                        row.getString("reference"),
                        row.getString("state"),
                        null,
                        null,
                        null,
                        row.getString("items"),
                        Instant.ofEpochMilli(row.getLong("promised_at")),
                        date(row, "ship_by_date"),
                        instant(row, "shipped_at"),
                        row.getString("blocked_why"),
                        number(row, "parcel_id"),
                        number(row, "case_id"),
                        row.getInt("version")))
                .list();
    }

    /// Since when an order's customer wants no mails about mere progress; null when he gets them.
    @Nullable
    Instant progressOff(Tx tx, long orderId) {
        return tx.handle()
                .createQuery("select progress_off_at from customer_order where id = :id")
                .bind("id", orderId)
                .map((row, context) -> java.util.Optional.ofNullable(instant(row, "progress_off_at")))
                .one()
                .orElse(null);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static @Nullable Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : Long.valueOf(value);
    }

    private static @Nullable LocalDate date(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : LocalDate.parse(text);
    }
}
