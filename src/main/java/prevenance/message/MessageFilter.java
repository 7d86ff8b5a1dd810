package prevenance.message;

import org.jspecify.annotations.Nullable;

/// Which messages to list; null takes all.
///
/// @param order the shop's order number
/// @param limit at most so many, newest first
public record MessageFilter(
        @Nullable MessageState state,
        @Nullable MessageKind kind,
        @Nullable String order,
        int limit) {
    /// The newest of any kind and state.
    public static MessageFilter newest(int limit) {
        return new MessageFilter(null, null, null, limit);
    }
}
