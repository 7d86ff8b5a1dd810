package prevenance.testing;

import java.time.LocalDate;

/// A depot that was slow for a while.
///
/// @param carrier whose depot; empty for every carrier's
/// @param area    destination area, as [GeneratedNetwork] names it: country and first two digits, such as `FR69`
/// @param from    first slow day
/// @param until   last slow day
/// @param days    business days by which a typical parcel is held up
public record Disruption(String carrier, String area, LocalDate from, LocalDate until, double days) {
    boolean touches(String parcelCarrier, String parcelArea, LocalDate day) {
        return (carrier.isEmpty() || carrier.equals(parcelCarrier))
                && area.equals(parcelArea)
                && !day.isBefore(from)
                && !day.isAfter(until);
    }
}
