package prevenance.console.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.store.Tx;

/// The keys to the API.
public final class TokenStore {
    private static final String PREFIX = "pv_";
    private static final Duration USE_TO_THE = Duration.ofMinutes(1);

    private final AuditStore audit = new AuditStore();

    /// All, oldest first, revoked ones too.
    public List<ApiToken> list(Tx tx) {
        return tx.handle()
                .createQuery("select * from api_token order by id")
                .map((row, context) -> token(row))
                .list();
    }

    /// Makes a token. What is returned is its secret, which nobody can see again; empty when the name is taken.
    ///
    /// @param expiresAt null: never
    /// @param by        login of who made it
    public Optional<String> add(
            Tx tx, String name, Set<Scope> scopes, int perMinute, @Nullable Instant expiresAt, String by, Instant now) {
        String secret = PREFIX + Tokens.fresh();
        int added = tx.handle()
                .createUpdate("""
                    insert into api_token (name, token_hash, scopes, per_minute, created_by, created_at, expires_at)
                    values (:name, :hash, :scopes, :perMinute, :by, :now, :expires)
                    on conflict (name) do nothing
                    """)
                .bind("name", name)
                .bind("hash", Tokens.hash(secret))
                .bind("scopes", Scope.write(EnumSet.copyOf(scopes)))
                .bind("perMinute", perMinute)
                .bind("by", by)
                .bind("now", now)
                .bind("expires", expiresAt)
                .execute();
        if (added == 0) {
            return Optional.empty();
        }
        audit.write(tx, by, "token.add", "token:" + name, Scope.write(scopes), now);
        return Optional.of(secret);
    }

    /// Ends a token at once; false when there is none of that name that holds.
    public boolean revoke(Tx tx, String name, String by, Instant now) {
        boolean revoked = tx.handle()
                        .createUpdate(
                                "update api_token set revoked_at = :now where name = :name and revoked_at is null")
                        .bind("now", now)
                        .bind("name", name)
                        .execute()
                == 1;
        if (revoked) {
            audit.write(tx, by, "token.revoke", "token:" + name, null, now);
        }
        return revoked;
    }

    /// The token of a secret, whether it still holds or not.
    public Optional<ApiToken> find(Tx tx, String secret) {
        return tx.handle()
                .createQuery("select * from api_token where token_hash = :hash")
                .bind("hash", Tokens.hash(secret))
                .map((row, context) -> token(row))
                .findOne();
    }

    /// Whether its last use must be written down anew, which is done to the minute.
    public static boolean isUseDue(ApiToken token, Instant now) {
        Instant last = token.lastUsedAt();
        return last == null || !now.isBefore(last.plus(USE_TO_THE));
    }

    /// Writes its last use down.
    public void used(Tx tx, ApiToken token, Instant now) {
        tx.handle()
                .createUpdate("update api_token set last_used_at = :now where id = :id")
                .bind("now", now)
                .bind("id", token.id())
                .execute();
    }

    private static ApiToken token(ResultSet row) throws SQLException {
        return new ApiToken(
                row.getLong("id"),
                row.getString("name"),
                Scope.read(row.getString("scopes")),
                row.getInt("per_minute"),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
