package prevenance.assess;

/// In what a limit is counted, and how its value is written.
public enum Measure {
    /// A length of time, such as `PT48H`.
    HOURS,
    /// Days that count at the carrier and the place.
    BUSINESS_DAYS,
    /// Days of the calendar.
    DAYS,
    /// Hundredths.
    PERCENT,
    /// Days of the week, such as `MONDAY,TUESDAY`.
    WEEKDAYS,
    /// A time of day, such as `17:00`.
    TIME
}
