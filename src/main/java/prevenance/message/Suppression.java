package prevenance.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An address that gets no mail. The address itself is not kept, only its pseudonym.
///
/// @param handle   names it, for lifting it
/// @param reason   the server's code, or what a person wrote; may be empty
/// @param addedBy  login, or `terminal`; null when the program itself did
/// @param message  id of the message that brought it here, null when none did
/// @param order    number of that message's order, null when unknown
/// @param customer that order's customer as the shop writes him, null when unknown
public record Suppression(
        String handle,
        SuppressionCause cause,
        String reason,
        Instant since,
        @Nullable String addedBy,
        @Nullable Long message,
        @Nullable String order,
        @Nullable String customer) {}
