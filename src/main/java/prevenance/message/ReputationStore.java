package prevenance.message;

import java.time.Instant;
import prevenance.store.Tx;

/// Counts what came back.
final class ReputationStore {
    /// Mails to customers since an instant, and those of them that were refused for their address or came back for it;
    /// nothing from before the last pause for that cause.
    Reputation.Figures figures(Tx tx, Instant since) {
        Instant from = judgedFrom(tx, since);
        return tx.handle()
                .createQuery("""
                    select
                        (select count(*) from outbox_message where order_id is not null and sent_at > :from)
                            + (select count(*) from suppressed_address where cause = 'REFUSED' and since_at > :from) as sent,
                        (select count(*) from suppressed_address
                            where cause in ('REFUSED', 'BOUNCED') and since_at > :from) as bounced,
                        (select count(*) from returned_mail where cause = 'COMPLAINT' and at > :from) as complaints
                    """)
                .bind("from", from)
                .map((row, context) ->
                        new Reputation.Figures(row.getInt("sent"), row.getInt("bounced"), row.getInt("complaints")))
                .one();
    }

    void judged(Tx tx, Instant now) {
        tx.handle()
                .createUpdate("update outbox_pause set judged_from = :now")
                .bind("now", now)
                .execute();
    }

    private static Instant judgedFrom(Tx tx, Instant since) {
        return tx.handle()
                .createQuery("select judged_from from outbox_pause where judged_from > :since")
                .bind("since", since)
                .mapTo(Instant.class)
                .findOne()
                .orElse(since);
    }
}
