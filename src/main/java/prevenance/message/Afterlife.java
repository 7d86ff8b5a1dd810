package prevenance.message;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands about a database that began anew from a copy.
///
/// @param backedUpAt  the data was that of this instant
/// @param restoredAt  its first start, null when it has not been
/// @param resumeAfter until then the former one was sending; null: nobody has said it, and nothing leaves for customers
/// @param decidedAt   when that was said
public record Afterlife(
        Instant backedUpAt,
        long lastMessage,
        @Nullable Instant restoredAt,
        @Nullable Instant resumeAfter,
        @Nullable Instant decidedAt) {
    /// Nobody has said yet until when the former one was sending.
    public boolean isUndecided() {
        return resumeAfter == null;
    }

    /// What waits in it.
    ///
    /// @param pending messages that were to leave when the copy was made
    /// @param arisen  messages that have come since
    public record Waiting(List<OutboxMessage> pending, List<OutboxMessage> arisen) {}
}
