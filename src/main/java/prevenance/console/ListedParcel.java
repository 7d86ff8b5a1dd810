package prevenance.console;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import prevenance.assess.FlagKind;
import prevenance.watch.WatchedParcel;

/// A parcel as the list shows it.
///
/// @param sortKey what it is sorted by, as text
/// @param flags   those that are open, the oldest first
/// @param openCase null when nobody is to do anything
record ListedParcel(
        WatchedParcel parcel,
        String sortKey,
        String orderNumber,
        @Nullable String customerName,
        @Nullable String email,
        String country,
        List<OpenFlag> flags,
        @Nullable OpenCase openCase) {
    /// @param sinceAt when its reason began
    record OpenFlag(long parcelId, FlagKind kind, boolean forStaff, Instant sinceAt) {}

    /// @param owner null when nobody has it
    record OpenCase(long id, @Nullable String owner) {}

    /// Where the page after this row begins.
    String after() {
        return sortKey + "~" + parcel.id();
    }
}
