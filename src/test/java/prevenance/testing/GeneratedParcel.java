package prevenance.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A parcel of a [GeneratedHistory] with the whole truth about it.
///
/// @param originPostcode      five digits, of the shop's warehouse
/// @param destinationPostcode as the country writes it
/// @param handedOverAt        when the carrier took it
/// @param promiseDate         null when nothing was promised
/// @param promisedBy          the end of that day at the destination
/// @param deliveredAt         null when it never came
/// @param disrupted           a [Disruption] held it up
/// @param events              what the carrier said, oldest first; some scans are missing
public record GeneratedParcel(
        String id,
        String carrier,
        String service,
        String originCountry,
        String originPostcode,
        String destinationCountry,
        String destinationPostcode,
        Instant orderedAt,
        Instant handedOverAt,
        @Nullable LocalDate promiseDate,
        @Nullable Instant promisedBy,
        @Nullable Instant deliveredAt,
        Fate fate,
        boolean disrupted,
        ZoneId zone,
        List<GeneratedEvent> events) {
    /// How it ended.
    public enum Fate {
        DELIVERED,
        /// Collected from a pickup point after a failed attempt or by wish.
        COLLECTED,
        RETURNED,
        LOST
    }

    public GeneratedParcel {
        events = List.copyOf(events);
    }

    /// It came after its promise, or never.
    public boolean late() {
        return promisedBy != null && (deliveredAt == null || deliveredAt.isAfter(promisedBy));
    }
}
