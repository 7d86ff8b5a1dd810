package prevenance.message;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Pseudonyms;
import prevenance.store.Tx;

/// The addresses that get no mail.
final class SuppressionStore {
    private static final String SELECT = """
        select s.address, s.cause, s.reason, s.since_at, s.added_by, s.message, o.number, o.customer_name
        from suppressed_address s
        left join outbox_message m on m.id = s.message
        left join customer_order o on o.id = m.order_id
        """;

    /// What there is to know about a new one.
    ///
    /// @param message that brought it, null when none did
    /// @param who     null when the program itself did
    record New(
            SuppressionCause cause,
            String reason,
            @Nullable Long message,
            @Nullable String who) {}

    /// Why an address gets no mail any more; empty when it gets some.
    Optional<String> refusal(Tx tx, String recipient) {
        return find(tx, recipient).map(found -> found.cause().words(found.reason()));
    }

    Optional<Suppression> find(Tx tx, String recipient) {
        String address = recipient.strip().toLowerCase(Locale.ROOT);
        return tx.handle()
                .createQuery(SELECT + "where s.address in (:address, :pseudonym) order by s.since_at limit 1")
                .bind("address", address)
                .bind(
                        "pseudonym",
                        Pseudonyms.find(tx)
                                .map(known -> known.ofAddress(recipient))
                                .orElse(address))
                .map((row, context) -> suppression(row))
                .findOne();
    }

    /// False when it gets none already; then only a complaint is still written down.
    boolean add(Tx tx, String recipient, New entry, Instant now) {
        Optional<Suppression> before = find(tx, recipient);
        if (before.isPresent()) {
            if (entry.cause() == SuppressionCause.COMPLAINT) {
                tx.handle()
                        .createUpdate("update suppressed_address set cause = 'COMPLAINT' where address = :address")
                        .bind("address", before.get().handle())
                        .execute();
            }
            return false;
        }
        return tx.handle()
                        .createUpdate("""
                            insert into suppressed_address (address, reason, since_at, cause, message, added_by)
                            values (:address, :reason, :now, :cause, :message, :who)
                            on conflict (address) do nothing
                            """)
                        .bind("address", Pseudonyms.of(tx).ofAddress(recipient))
                        .bind("reason", entry.reason())
                        .bind("now", now)
                        .bind("cause", entry.cause().name())
                        .bind("message", entry.message())
                        .bind("who", entry.who())
                        .execute()
                == 1;
    }

    List<Suppression> list(Tx tx, int limit) {
        return tx.handle()
                .createQuery(SELECT + "order by s.since_at desc, s.address limit :limit")
                .bind("limit", limit)
                .map((row, context) -> suppression(row))
                .list();
    }

    Optional<Suppression> byHandle(Tx tx, String handle) {
        return tx.handle()
                .createQuery(SELECT + "where s.address = :handle")
                .bind("handle", handle)
                .map((row, context) -> suppression(row))
                .findOne();
    }

    boolean lift(Tx tx, String handle) {
        return tx.handle()
                        .createUpdate("delete from suppressed_address where address = :handle and cause <> 'COMPLAINT'")
                        .bind("handle", handle)
                        .execute()
                == 1;
    }

    private static Suppression suppression(ResultSet row) throws SQLException {
        long message = row.getLong("message");
        return new Suppression(
                row.getString("address"),
                SuppressionCause.valueOf(row.getString("cause")),
                row.getString("reason"),
                Instant.ofEpochMilli(row.getLong("since_at")),
                row.getString("added_by"),
                message == 0 ? null : Long.valueOf(message),
                row.getString("number"),
                row.getString("customer_name"));
    }
}
