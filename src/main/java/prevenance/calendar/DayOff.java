package prevenance.calendar;

/// Why a day does not count.
public enum DayOff {
    /// No working day of the week.
    WEEKDAY,
    /// A public holiday of the place.
    HOLIDAY,
    /// Closed by hand: the shop's or the carrier's own day.
    CLOSED
}
