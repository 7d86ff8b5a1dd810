package prevenance.aftersales;

import java.time.LocalDate;
import prevenance.calendar.BusinessCalendar;

/// Counts the days on which banks book, in the customer's country.
@FunctionalInterface
public interface BankDays {
    /// The n-th business day strictly after a date.
    ///
    /// @param country ISO 3166-1 alpha-2
    LocalDate plus(String country, LocalDate date, int businessDays);

    /// Monday to Friday without the country's public holidays.
    static BankDays byPublicHolidays() {
        return (country, date, businessDays) -> BusinessCalendar.of(country, null, BusinessCalendar.MONDAY_TO_FRIDAY)
                .plus(date, businessDays);
    }
}
