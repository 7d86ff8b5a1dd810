package prevenance.watch;

import java.util.Optional;
import prevenance.tracking.Milestone;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;

/// Which parcels to list; what is empty does not narrow.
///
/// @param order the shop's order number
/// @param limit rows at most, above 0
public record ParcelFilter(
        Optional<String> carrier,
        Optional<Milestone> milestone,
        Optional<TrackingStatus> status,
        Optional<String> order,
        Optional<TrackingNumber> number,
        int limit) {
    /// The newest, whatever they are.
    public static ParcelFilter newest(int limit) {
        return new ParcelFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), limit);
    }
}
