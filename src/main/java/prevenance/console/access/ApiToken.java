package prevenance.console.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A key to the API, without its secret, of which only the hash is kept.
///
/// @param name       unique; the author of what is done with it, after `token:`
/// @param expiresAt  null: never
/// @param lastUsedAt to the minute, null before the first use
/// @param revokedAt  null while it holds
public record ApiToken(
        long id,
        String name,
        Set<Scope> scopes,
        int perMinute,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    /// Whether it opens anything at an instant.
    public boolean holds(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /// Whether a token may be called so: 1 to 60 letters, digits, dots and dashes.
    public static boolean isName(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,59}");
    }

    /// Who did it, for a case's story and the audit trail.
    public String author() {
        return "token:" + name;
    }
}
