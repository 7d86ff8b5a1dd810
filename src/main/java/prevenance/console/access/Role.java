package prevenance.console.access;

import io.javalin.security.RouteRole;

/// What somebody may do; each may also do what those before may.
public enum Role implements RouteRole {
    /// Looks and exports.
    VIEWER,
    /// Works on cases, holds and edits messages.
    AGENT,
    /// Approves messages, decides on money, acts on many at once, pauses the sending.
    LEAD,
    /// Names people, tokens and webhooks.
    ADMIN;

    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
