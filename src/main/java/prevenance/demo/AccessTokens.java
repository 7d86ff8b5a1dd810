package prevenance.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The OAuth tokens a carrier gave out: they end after their lifetime, and once all of them are revoked before that.
final class AccessTokens {
    /// An afternoon on which the carriers with tokens changed their keys.
    static final Instant REVOKED_AT = Instant.parse("2026-11-05T13:20:00Z");

    private final String prefix;
    private final Duration lifetime;
    private final Map<String, Instant> issuedAt = new ConcurrentHashMap<>();

    AccessTokens(String prefix, Duration lifetime) {
        this.prefix = prefix;
        this.lifetime = lifetime;
    }

    String issue(Instant now) {
        String token = prefix + "-" + now.getEpochSecond() + "-" + issuedAt.size();
        issuedAt.put(token, now);
        return token;
    }

    /// Whether an `Authorization` header carries a token that holds now.
    boolean admits(@Nullable String authorization, Instant now) {
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        Instant issued = issuedAt.get(authorization.substring("Bearer ".length()));
        return issued != null
                && now.isBefore(issued.plus(lifetime))
                && !(issued.isBefore(REVOKED_AT) && !now.isBefore(REVOKED_AT));
    }
}
