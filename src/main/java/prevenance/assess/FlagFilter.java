package prevenance.assess;

import org.jspecify.annotations.Nullable;

/// Which flags to list; null means any.
///
/// @param carrier     carrier code
/// @param orderNumber the shop's order number
/// @param limit       at most so many, at least 1
public record FlagFilter(
        @Nullable FlagKind kind,
        @Nullable String carrier,
        boolean openOnly,
        @Nullable String orderNumber,
        int limit) {
    public static FlagFilter open(int limit) {
        return new FlagFilter(null, null, true, null, limit);
    }
}
