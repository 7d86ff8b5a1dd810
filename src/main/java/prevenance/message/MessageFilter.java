package prevenance.message;

import org.jspecify.annotations.Nullable;

/// Which messages to list, newest first; null takes all.
///
/// @param order    the shop's order number
/// @param text     part of an order number, a customer's name, an address or a subject line, in any case
/// @param held     only those that wait for a person for this reason
/// @param parcelId only about this parcel
/// @param caseId   only of this case
/// @param beforeId only older than this one: the id of the last of the page before
/// @param limit    at most so many
public record MessageFilter(
        @Nullable MessageState state,
        @Nullable MessageKind kind,
        @Nullable String order,
        @Nullable String text,
        @Nullable HeldFor held,
        @Nullable Long parcelId,
        @Nullable Long caseId,
        @Nullable Long beforeId,
        int limit) {
    public MessageFilter(@Nullable MessageState state, @Nullable MessageKind kind, @Nullable String order, int limit) {
        this(state, kind, order, null, null, null, null, null, limit);
    }

    /// The newest of any kind and state.
    public static MessageFilter newest(int limit) {
        return new MessageFilter(null, null, null, limit);
    }

    /// Everything about a parcel.
    public static MessageFilter ofParcel(long parcelId, int limit) {
        return new MessageFilter(null, null, null, null, null, parcelId, null, null, limit);
    }

    /// Everything of an order.
    public static MessageFilter ofOrder(String order, int limit) {
        return new MessageFilter(null, null, order, limit);
    }

    /// The page that follows a message.
    public MessageFilter before(long id) {
        return new MessageFilter(state, kind, order, text, held, parcelId, caseId, id, limit);
    }
}
