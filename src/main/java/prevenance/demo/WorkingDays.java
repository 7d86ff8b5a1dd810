package prevenance.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/// When the make-believe carriers work: Monday to Friday without the fixed French holidays of the season.
final class WorkingDays {
    private static final Set<MonthDay> HOLIDAYS =
            Set.of(MonthDay.of(11, 1), MonthDay.of(11, 11), MonthDay.of(12, 25), MonthDay.of(1, 1));

    private WorkingDays() {}

    static boolean isWorking(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !HOLIDAYS.contains(MonthDay.from(day));
    }

    /// The working day so many working days later; `day` itself, or the next working one, for 0.
    static LocalDate plus(LocalDate day, int workingDays) {
        LocalDate at = day;
        while (!isWorking(at)) {
            at = at.plusDays(1);
        }
        for (int left = workingDays; left > 0; left--) {
            do {
                at = at.plusDays(1);
            } while (!isWorking(at));
        }
        return at;
    }
}
