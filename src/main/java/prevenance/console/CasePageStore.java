package prevenance.console;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.cases.CaseKind;
import prevenance.cases.CaseState;
import prevenance.store.Tx;
import prevenance.tracking.Milestone;

/// What the page of a case shows beside what other features tell: its files, and all else that the same customer had.
final class CasePageStore {
    private static final int MOST = 50;

    /// @param name our own, never the customer's
    record Attachment(long id, String name, String mediaType, long size, String author, Instant addedAt) {
        public boolean isPicture() {
            return mediaType.matches("image/(jpeg|png)");
        }
    }

    /// An order of the same customer with one of its parcels.
    ///
    /// @param number null as the milestone when the order has no parcel
    record Past(
            String orderNumber,
            @Nullable Instant orderedAt,
            @Nullable Long parcelId,
            @Nullable String number,
            @Nullable Milestone milestone) {}

    record PastCase(long id, CaseKind kind, CaseState state, Instant openedAt) {}

    List<Attachment> attachments(Tx tx, long caseId) {
        return tx.handle()
                .createQuery("""
                    select id, name, media_type, size_bytes, author, added_at from attachment
                    where case_id = :case order by id
                    """)
                .bind("case", caseId)
                .map((row, context) -> new Attachment(
                        row.getLong("id"),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getLong("size_bytes"),
                        row.getString("author"),
                        Instant.ofEpochMilli(row.getLong("added_at"))))
                .list();
    }

    /// The bytes of a file of that case; empty when it has none of that id.
    Optional<byte[]> bytes(Tx tx, long caseId, long id) {
        return tx.handle()
                .createQuery("select bytes from attachment where id = :id and case_id = :case")
                .bind("id", id)
                .bind("case", caseId)
                .mapTo(byte[].class)
                .findOne();
    }

    /// Parcels of all orders with an order's e-mail address, the newest first; those of the order alone when it has
    /// none.
    List<Past> history(Tx tx, long orderId, @Nullable String email) {
        return tx.handle()
                .createQuery("""
                    select o.number, o.ordered_at, p.id, p.tracking_number, p.milestone
                    from customer_order o left join parcel p on p.order_id = o.id
                    where o.id = :order or o.email = :email
                    order by o.id desc, p.id desc limit :most
                    """)
                .bind("order", orderId)
                .bind("email", email)
                .bind("most", MOST)
                .map((row, context) -> new Past(
                        row.getString("number"),
                        row.getObject("ordered_at") == null ? null : Instant.ofEpochMilli(row.getLong("ordered_at")),
                        row.getObject("id") == null ? null : Long.valueOf(row.getLong("id")),
                        row.getString("tracking_number"),
                        row.getString("milestone") == null ? null : Milestone.valueOf(row.getString("milestone"))))
                .list();
    }

    /// The other cases of the same customer, the newest first.
    List<PastCase> cases(Tx tx, long caseId, long orderId, @Nullable String email) {
        return tx.handle()
                .createQuery("""
                    select c.id, c.kind, c.state, c.opened_at
                    from customer_order o join service_case c on c.order_id = o.id
                    where (o.id = :order or o.email = :email) and c.id <> :case
                    order by c.id desc limit :most
                    """)
                .bind("order", orderId)
                .bind("email", email)
                .bind("case", caseId)
                .bind("most", MOST)
                .map((row, context) -> new PastCase(
                        row.getLong("id"),
                        CaseKind.valueOf(row.getString("kind")),
                        CaseState.valueOf(row.getString("state")),
                        Instant.ofEpochMilli(row.getLong("opened_at"))))
                .list();
    }

    /// How many messages the same customer got.
    int messagesSent(Tx tx, long orderId, @Nullable String email) {
        return tx.handle()
                .createQuery("""
                    select count(*) from customer_order o join outbox_message m on m.order_id = o.id
                    where (o.id = :order or o.email = :email) and m.state = 'SENT'
                    """)
                .bind("order", orderId)
                .bind("email", email)
                .mapTo(Integer.class)
                .one();
    }
}
