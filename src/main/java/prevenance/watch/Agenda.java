package prevenance.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When a parcel's next turns are.
///
/// @param nextPollAt  null when it is no longer asked about
/// @param assessAfter null when there is nothing to judge any more
/// @param deskDueAt   null when the desk has seen all
public record Agenda(
        @Nullable Instant nextPollAt,
        @Nullable Instant assessAfter,
        @Nullable Instant deskDueAt) {
    /// A parcel with nothing ahead.
    public static final Agenda EMPTY = new Agenda(null, null, null);
}
