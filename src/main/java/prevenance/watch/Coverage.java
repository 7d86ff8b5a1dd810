package prevenance.watch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether every open parcel was read within the last day.
///
/// @param open     parcels whose journey has not ended
/// @param read     of these, with an answer of their carrier within the last 24 hours
/// @param unread   of the others, how many for which reason
public record Coverage(long open, long read, Map<Reason, Long> unread) {
    /// Why a parcel was not read.
    public enum Reason {
        /// The carrier's feed is down.
        CARRIER_DOWN,
        /// The carrier is switched off or its credentials are missing.
        NO_CREDENTIALS,
        /// The carrier is left alone for a while.
        PAUSED,
        /// Its turn has come, but the carrier's limit is used up.
        QUOTA,
        /// Its turn has come, and it is about to be asked about.
        WAITING,
        /// The questions about it failed.
        FAILED,
        /// The carrier refuses its number.
        REFUSED,
        /// It waits to be registered with its aggregator.
        UNREGISTERED,
        /// Its number answers with several shipments, and nothing says which one it is.
        AMBIGUOUS,
        /// It was taken in less than a day ago and its turn has not come.
        NEW,
        /// The configuration asks about it less than daily.
        NOT_DUE
    }

    /// A parcel that was not read.
    ///
    /// @param answeredAt the last answer, null when there was none
    /// @param nextAt     when it is asked about next
    /// @param detail     what the carrier's last reply came to, null when there is nothing to add
    public record Unread(
            long parcelId,
            String order,
            String carrier,
            String number,
            Reason reason,
            @Nullable Instant answeredAt,
            Instant nextAt,
            @Nullable String detail) {}

    public Coverage {
        unread = Map.copyOf(unread);
    }
}
