package prevenance.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// Who is told of changes.
public final class EndpointStore {
    /// What is still to be told to an endpoint.
    ///
    /// @param waiting    deliveries that are still tried
    /// @param dead       those given up
    /// @param lastAnswer of the newest one tried, null when none was
    public record Backlog(long waiting, long dead, @Nullable String lastAnswer) {
        public static final Backlog NONE = new Backlog(0, 0, null);
    }

    /// All, oldest first.
    public List<Endpoint> list(Tx tx) {
        return tx.handle()
                .createQuery("select * from webhook_endpoint order by id")
                .map((row, context) -> endpoint(row))
                .list();
    }

    public Optional<Endpoint> find(Tx tx, long id) {
        return tx.handle()
                .createQuery("select * from webhook_endpoint where id = :id")
                .bind("id", id)
                .map((row, context) -> endpoint(row))
                .findOne();
    }

    /// By the endpoints' ids; those without deliveries are absent.
    public Map<Long, Backlog> backlogs(Tx tx) {
        Map<Long, Backlog> backlogs = new HashMap<>();
        tx.handle()
                .createQuery("""
                    select endpoint_id, sum(case when state = 'QUEUED' then 1 else 0 end) as waiting, sum(case when state = 'DEAD' then 1 else 0 end) as dead,
                        (select d.last_answer from webhook_delivery d where d.endpoint_id = w.endpoint_id
                            and d.last_answer is not null order by d.change_id desc limit 1) as last_answer
                    from webhook_delivery w group by endpoint_id
                    """)
                .map((row, context) -> backlogs.put(
                        row.getLong("endpoint_id"),
                        new Backlog(row.getLong("waiting"), row.getLong("dead"), row.getString("last_answer"))))
                .forEach(_ -> {});
        return backlogs;
    }

    /// Adds one that is told of what changes from now on.
    ///
    /// @param types patterns of [ChangeTypes#patterns]
    /// @param by    login of who added it
    public Endpoint add(Tx tx, String url, List<String> types, WebhookSecret secret, String by, Instant now) {
        return tx.handle()
                .createQuery("""
                    insert into webhook_endpoint (url, types, secret, state, told_until, told_tx, created_by, created_at)
                    values (:url, :types, :secret, 'ACTIVE', (select coalesce(max(id), 0) from change_entry),
                        (select coalesce(max(tx_id), 0) from change_entry), :by, :now)
                    returning *
                    """)
                .bind("url", url)
                .bind("types", String.join(" ", types))
                .bind("secret", secret.bytes())
                .bind("by", by)
                .bind("now", now)
                .map((row, context) -> endpoint(row))
                .one();
    }

    /// Takes one away with all that was to be told to it; false when there is none of that id.
    public boolean remove(Tx tx, long id) {
        tx.handle()
                .createUpdate("delete from webhook_delivery where endpoint_id = :id")
                .bind("id", id)
                .execute();
        return tx.handle()
                        .createUpdate("delete from webhook_endpoint where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    /// Sends nothing more to it until it is enabled again.
    public boolean disable(Tx tx, long id, String why) {
        return tx.handle().createUpdate("""
            update webhook_endpoint set state = 'DISABLED', state_reason = :why
            where id = :id and state = 'ACTIVE'
            """).bind("why", why).bind("id", id).execute() == 1;
    }

    /// Sends to it again, what changed meanwhile too as far as it is kept.
    public boolean enable(Tx tx, long id) {
        return tx.handle().createUpdate("""
            update webhook_endpoint set state = 'ACTIVE', state_reason = null
            where id = :id and state = 'DISABLED'
            """).bind("id", id).execute() == 1;
    }

    private static Endpoint endpoint(ResultSet row) throws SQLException {
        return new Endpoint(
                row.getLong("id"),
                row.getString("url"),
                List.of(row.getString("types").split(" ", -1)),
                WebhookSecret.of(row.getBytes("secret")),
                row.getString("state").equals("ACTIVE"),
                row.getString("state_reason"),
                new ChangePlace(row.getLong("told_tx"), row.getLong("told_until")),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
