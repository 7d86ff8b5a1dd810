package prevenance.privacy;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Finds and ends what is older than it may be, some at a time.
final class RetentionStore {
    private final SuppressionStore suppression = new SuppressionStore();

    /// Orders after an id about which nothing happened since an instant and nothing goes on.
    List<Long> overdueOrders(Tx tx, long after, Instant before, int limit) {
        return tx.handle()
                .createQuery("""
                    select o.id from customer_order o
                    where o.id > :after and o.updated_at < :before
                        and not exists (select 1 from order_blanked b where b.order_id = o.id)
                        and not exists (select 1 from parcel x where x.order_id = o.id
                            and (x.updated_at >= :before or x.last_event_at >= :before or x.delivered_at >= :before
                                or x.shipped_at >= :before))
                        and not exists (select 1 from service_case x where x.order_id = o.id
                            and (x.opened_at >= :before or x.closed_at >= :before))
                        and not exists (select 1 from outbox_message x where x.order_id = o.id
                            and (x.created_at >= :before or x.sent_at >= :before))
                        and not exists (select 1 from customer_act x where x.order_id = o.id and x.at >= :before)
                        and not exists (select 1 from refund x where x.order_id = o.id and x.updated_at >= :before)
                        and not exists (select 1 from exchange x where x.order_id = o.id and x.updated_at >= :before)
                        and %s
                    order by o.id limit :limit
                    """.formatted(OpenMatter.none("o.id")))
                .bind("after", after)
                .bind("before", before)
                .bind("limit", limit)
                .mapTo(Long.class)
                .list();
    }

    /// Mails that were sent, or given up, before an instant, and of which the bytes are kept; the oldest.
    List<Long> mails(Tx tx, Instant before, int limit) {
        return ids(tx, """
            select m.id from outbox_message m
            where m.archive is not null and coalesce(m.sent_at, m.created_at) < :before
                and m.state in ('SENT', 'SUPPRESSED', 'DEAD', 'SHADOW')
                and (m.order_id is null or (%s))
            order by coalesce(m.sent_at, m.created_at) limit :limit
            """.formatted(OpenMatter.none("m.order_id")), null, before, limit);
    }

    int endMail(Tx tx, long id) {
        return tx.handle().execute("""
            update outbox_message set archive = null, subject_line = null
            where id = ? and archive is not null and state in ('SENT', 'SUPPRESSED', 'DEAD', 'SHADOW')
            """, id);
    }

    /// Parcels whose carrier's newest reply came before an instant, after an id.
    List<Long> replies(Tx tx, long after, Instant before, int limit) {
        return ids(tx, """
            select r.parcel_id from carrier_reply r join parcel p on p.id = r.parcel_id
            where r.parcel_id > :after and r.replied_at < :before and %s
            order by r.parcel_id limit :limit
            """.formatted(OpenMatter.none("p.order_id")), after, before, limit);
    }

    int endReply(Tx tx, long parcelId) {
        return tx.handle().execute("delete from carrier_reply where parcel_id = ?", parcelId);
    }

    /// Photos and documents of cases that were closed before an instant, after an id.
    List<Long> photos(Tx tx, long after, Instant before, int limit) {
        return ids(tx, """
            select a.id from attachment a join service_case c on c.id = a.case_id
            where a.id > :after and a.added_at < :before and c.state = 'CLOSED' and c.closed_at < :before
                and (c.order_id is null or (%s))
            order by a.id limit :limit
            """.formatted(OpenMatter.none("c.order_id")), after, before, limit);
    }

    int endPhoto(Tx tx, long id) {
        return tx.handle().execute("delete from attachment where id = ?", id);
    }

    private static List<Long> ids(Tx tx, String query, @Nullable Long after, Instant before, int limit) {
        var ids = tx.handle().createQuery(query).bind("before", before).bind("limit", limit);
        return (after == null ? ids : ids.bind("after", after))
                .mapTo(Long.class)
                .list();
    }

    /// What was noted in the cases of incidents that were closed before an instant.
    int incidents(Tx tx, Instant before, int limit) {
        int entries = tx.handle()
                .createUpdate("""
                    update case_entry set text = '' where id in (
                        select e.id from incident i join service_case c on c.incident_id = i.id
                            join case_entry e on e.case_id = c.id
                        where i.state = 'CLOSED' and i.closed_at < :before and c.order_id is null and e.text <> ''
                        limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
        return entries + tx.handle().createUpdate("""
            update incident set close_note = null
            where state = 'CLOSED' and closed_at < :before and close_note is not null
            """).bind("before", before).execute();
    }

    int samples(Tx tx, Instant before) {
        return tx.handle()
                .createUpdate(
                        "update unmapped_code set sample_text = '' where last_seen_at < :before and sample_text <> ''")
                .bind("before", before)
                .execute();
    }

    int imports(Tx tx, Instant before) {
        return tx.handle()
                .createUpdate("delete from import_file where imported_at < :before")
                .bind("before", before)
                .execute();
    }

    /// Of people switched off, who were last seen before an instant, only the login stays, which signs what they did.
    int staff(Tx tx, Instant before) {
        String gone = "state = 'DISABLED' and coalesce(last_login_at, created_at) < :before";
        for (String own :
                List.of("saved_view where shared = 0 and", "staff_factor where", "staff_recovery_code where")) {
            tx.handle()
                    .createUpdate("delete from " + own + " user_id in (select id from staff_user where " + gone + ")")
                    .bind("before", before)
                    .execute();
        }
        return tx.handle()
                .createUpdate("update staff_user set name = login, email = null, password_hash = null where " + gone
                        + " and (name <> login or email is not null or password_hash is not null)")
                .bind("before", before)
                .execute();
    }

    int sessions(Tx tx, Instant before) {
        int rows = 0;
        for (String old : List.of(
                "staff_session where coalesce(ended_at, last_seen_at) < :before",
                "staff_invitation where expires_at < :before",
                "staff_halfway where created_at < :before",
                "login_throttle where last_failed_at < :before and coalesce(blocked_until, 0) < :before")) {
            rows += tx.handle()
                    .createUpdate("delete from " + old)
                    .bind("before", before)
                    .execute();
        }
        return rows;
    }

    int audit(Tx tx, Instant before, int limit) {
        return tx.handle()
                .createUpdate("""
                    delete from audit_entry where at < :before and id in (select id from audit_entry order by id limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }

    int programs(Tx tx, Instant before, int limit) {
        return tx.handle()
                .createUpdate("""
                    delete from api_idempotency where (token_id, request_key) in (
                        select token_id, request_key from api_idempotency where created_at < :before limit :limit)
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .execute();
    }

    /// Deliveries to programs of changes before an instant whose answer is kept, after an id.
    List<Long> answers(Tx tx, long after, Instant before, int limit) {
        return ids(tx, """
            select d.id from webhook_delivery d join change_entry c on c.id = d.change_id
            where d.id > :after and d.last_answer is not null and d.state <> 'QUEUED' and c.at < :before
            order by d.id limit :limit
            """, after, before, limit);
    }

    int endAnswer(Tx tx, long id) {
        return tx.handle()
                .execute("update webhook_delivery set last_answer = null where id = ? and state <> 'QUEUED'", id);
    }

    int erasures(Tx tx, Instant before) {
        return tx.handle()
                .createUpdate("delete from erasure where at < :before")
                .bind("before", before)
                .execute();
    }

    /// Addresses that get no mail, of people of whom nothing else is known any more, go on as pseudonyms.
    int suppressed(Tx tx, Instant before, int limit) {
        List<String> alone = tx.handle()
                .createQuery("""
                    select s.address from suppressed_address s
                    where s.since_at < :before and s.address like '%@%'
                        and not exists (select 1 from customer_order o
                            where o.email is not null and lower(o.email) = s.address)
                    limit :limit
                    """)
                .bind("before", before)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
        alone.forEach(address -> suppression.pseudonymise(tx, address));
        return alone.size();
    }
}
