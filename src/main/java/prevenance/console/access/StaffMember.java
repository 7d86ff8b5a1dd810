package prevenance.console.access;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A person of the staff.
///
/// @param login       lower case; the author of what he does
/// @param name        as colleagues know him
/// @param email       for the digest and alerts, null for none
/// @param hasPassword false until the invitation was used
/// @param lastLoginAt null before the first
/// @param version     counts changes, for compare-and-set
public record StaffMember(
        long id,
        String login,
        String name,
        @Nullable String email,
        Role role,
        Locale locale,
        boolean active,
        boolean hasPassword,
        @Nullable Instant lastLoginAt,
        int version) {
    public boolean may(Role needed) {
        return role.includes(needed);
    }
}
