package prevenance.backtest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which closed parcels are replayed: by when they left for the customer, or came to us when that is not known.
///
/// @param since   null for all
/// @param until   not later than that; null for all
/// @param carrier its code; null for all
public record Period(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String carrier) {
    /// Everything there is.
    public static Period all() {
        return new Period(null, null, null);
    }
}
