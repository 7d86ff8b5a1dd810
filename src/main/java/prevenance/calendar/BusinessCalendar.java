package prevenance.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which days count in one place. A day counts when it is one of the working days of the week, no
/// public holiday there and not closed by hand.
public final class BusinessCalendar {
    /// Monday to Friday.
    public static final Set<DayOfWeek> MONDAY_TO_FRIDAY = Set.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));

    /// Monday to Saturday, as French parcel carriers count delivery days (terms of sale of the French post,
    /// read 2026-09).
    public static final Set<DayOfWeek> MONDAY_TO_SATURDAY =
            Set.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY));

    /// Longer than any closure; a count that goes further means that nothing ever counts.
    private static final int MAX_GAP_DAYS = 370;

    private final String country;
    private final @Nullable String region;
    private final PublicHolidays holidays;
    private final Set<DayOfWeek> workingDays;
    /// The same by the day of the week, Monday first: asked for many times with every parcel.
    private final boolean[] works = new boolean[DayOfWeek.values().length];
    private final Set<LocalDate> closed;

    private BusinessCalendar(
            String country,
            @Nullable String region,
            PublicHolidays holidays,
            Set<DayOfWeek> workingDays,
            Set<LocalDate> closed) {
        if (workingDays.isEmpty()) {
            throw new IllegalArgumentException("a calendar needs at least one working day in the week");
        }
        this.country = country.toUpperCase(Locale.ROOT);
        this.region = region;
        this.holidays = holidays;
        this.workingDays = Set.copyOf(workingDays);
        workingDays.forEach(day -> works[day.ordinal()] = true);
        this.closed = Set.copyOf(closed);
    }

    /// The calendar of a place. With an unknown country only the days of the week count, with an
    /// unknown region the country's holidays; [#countryKnown()] and [#regionKnown()] say so.
    ///
    /// @param country ISO 3166-1 alpha-2, in any case
    /// @param region  what [Places#regionOf] gives, in France the département (`67`, `2A`, `974`); null
    ///                for none
    public static BusinessCalendar of(String country, @Nullable String region, Set<DayOfWeek> workingDays) {
        return new BusinessCalendar(country, region, PublicHolidays.of(country, region), workingDays, Set.of());
    }

    /// The same with further days that do not count, such as a shop's or a carrier's own closing days.
    public BusinessCalendar closedOn(Set<LocalDate> days) {
        return days.equals(closed) ? this : new BusinessCalendar(country, region, holidays, workingDays, days);
    }

    /// ISO 3166-1 alpha-2, upper case.
    public String country() {
        return country;
    }

    /// The region whose holidays were asked for; empty for none.
    public Optional<String> region() {
        return Optional.ofNullable(region);
    }

    /// The days of the week that count.
    public Set<DayOfWeek> workingDays() {
        return workingDays;
    }

    /// Why a day does not count; empty when it does. A Sunday that is a holiday too is off by its
    /// weekday.
    public Optional<DayOff> dayOff(LocalDate date) {
        if (!workingDays.contains(date.getDayOfWeek())) {
            return Optional.of(DayOff.WEEKDAY);
        }
        if (holidays.keyOf(date).isPresent()) {
            return Optional.of(DayOff.HOLIDAY);
        }
        return closed.contains(date) ? Optional.of(DayOff.CLOSED) : Optional.empty();
    }

    /// False when no list of public holidays is known for the country: then only weekends do not count.
    public boolean countryKnown() {
        return holidays.countryKnown();
    }

    /// True when the region's own holidays are in it; false without a region or with one the list does
    /// not know.
    public boolean regionKnown() {
        return holidays.regionKnown();
    }

    public boolean isBusinessDay(LocalDate date) {
        return works[date.getDayOfWeek().ordinal()] && !isHoliday(date);
    }

    /// The n-th business day strictly after a date; the date itself for n = 0.
    public LocalDate plus(LocalDate from, int businessDays) {
        if (businessDays < 0) {
            throw new IllegalArgumentException("business days to add: " + businessDays);
        }
        LocalDate day = from;
        for (int left = businessDays; left > 0; left--) {
            day = next(day);
        }
        return day;
    }

    /// How many business days there are after `from` up to and including `to`; 0 when `to` is not later.
    public int between(LocalDate from, LocalDate to) {
        int days = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            if (isBusinessDay(day)) {
                days++;
            }
        }
        return days;
    }

    /// The days after `from` up to and including `to` that would have counted by their weekday but are
    /// holidays or closed: for explanations.
    public List<LocalDate> notCounted(LocalDate from, LocalDate to) {
        if (!to.isAfter(from)) {
            return List.of();
        }
        return from.plusDays(1)
                .datesUntil(to.plusDays(1))
                .filter(day -> workingDays.contains(day.getDayOfWeek()) && isHoliday(day))
                .toList();
    }

    /// The key of the public holiday on a day, for [#holidayName]; empty when there is none.
    public Optional<String> holidayKey(LocalDate date) {
        return holidays.keyOf(date);
    }

    /// The name of a holiday in a language, such as `LABOUR_DAY` as "Fête du Travail".
    public static String holidayName(String key, Locale locale) {
        return PublicHolidays.name(key, locale);
    }

    private boolean isHoliday(LocalDate date) {
        return holidays.has(date) || !closed.isEmpty() && closed.contains(date);
    }

    private LocalDate next(LocalDate from) {
        LocalDate day = from;
        for (int gap = 0; gap < MAX_GAP_DAYS; gap++) {
            day = day.plusDays(1);
            if (isBusinessDay(day)) {
                return day;
            }
        }
        throw new IllegalStateException("no business day in the year after " + from);
    }
}
