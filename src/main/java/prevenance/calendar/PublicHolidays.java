package prevenance.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The public holidays of one place, as the library jollyday lists them; read once per place and year.
final class PublicHolidays {
    /// Territories that have French postcodes and a calendar of their own in the library.
    private static final Map<String, String> FRENCH_OVERSEAS = Map.ofEntries(
            Map.entry("971", "gp"),
            Map.entry("972", "mq"),
            Map.entry("973", "gf"),
            Map.entry("974", "re"),
            Map.entry("975", "pm"),
            Map.entry("976", "yt"),
            Map.entry("977", "bl"),
            Map.entry("978", "mf"),
            Map.entry("986", "wf"),
            Map.entry("987", "pf"),
            Map.entry("988", "nc"));

    private static final Map<String, PublicHolidays> BY_PLACE = new ConcurrentHashMap<>();

    private final @Nullable HolidayManager manager;
    private final boolean regionKnown;
    private final String[] path;
    private final Map<Integer, Map<LocalDate, String>> years = new ConcurrentHashMap<>();
    private volatile OneYear last = new OneYear(Integer.MIN_VALUE, Map.of());

    private record OneYear(int number, Map<LocalDate, String> days) {}

    private PublicHolidays(@Nullable HolidayManager manager, boolean regionKnown, String... path) {
        this.manager = manager;
        this.regionKnown = regionKnown;
        this.path = path;
    }

    static PublicHolidays of(String country, @Nullable String region) {
        String code = country.toLowerCase(Locale.ROOT);
        String key = code + "/" + (region == null ? "" : region.toLowerCase(Locale.ROOT));
        PublicHolidays known = BY_PLACE.get(key);
        return known == null ? BY_PLACE.computeIfAbsent(key, _ -> load(code, region)) : known;
    }

    private static PublicHolidays load(String country, @Nullable String region) {
        String territory = country.equals("fr") && region != null ? FRENCH_OVERSEAS.get(region) : null;
        String calendar = territory == null ? country : territory;
        // The library also lists stock exchanges ("nyse"), which are no countries.
        if (calendar.length() != 2
                || HolidayManager.getSupportedCalendarCodes().stream().noneMatch(calendar::equalsIgnoreCase)) {
            return new PublicHolidays(null, false);
        }
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create(calendar));
        if (territory != null) {
            return new PublicHolidays(manager, true);
        }
        if (region == null) {
            return new PublicHolidays(manager, false);
        }
        // The library names Paris 75C.
        String wanted = calendar.equals("fr") && region.equals("75") ? "75C" : region;
        // An unknown region would silently be answered with the country's list: look it up in the hierarchy first.
        for (String known : manager.getCalendarHierarchy().getChildren().keySet()) {
            if (known.equalsIgnoreCase(wanted)) {
                return new PublicHolidays(manager, true, known);
            }
        }
        return new PublicHolidays(manager, false);
    }

    boolean countryKnown() {
        return manager != null;
    }

    boolean regionKnown() {
        return regionKnown;
    }

    /// The library's key of the holiday on that day, such as `LABOUR_DAY`.
    Optional<String> keyOf(LocalDate date) {
        return Optional.ofNullable(yearOf(date).get(date));
    }

    /// Whether that day is one.
    boolean has(LocalDate date) {
        return yearOf(date).containsKey(date);
    }

    /// Nearly always one asks for the same year again.
    private Map<LocalDate, String> yearOf(LocalDate date) {
        OneYear year = last;
        if (year.number() != date.getYear()) {
            year = new OneYear(date.getYear(), years.computeIfAbsent(date.getYear(), this::year));
            last = year;
        }
        return year.days();
    }

    static String name(String key, Locale locale) {
        return new Holiday(LocalDate.EPOCH, key, HolidayType.PUBLIC_HOLIDAY).getDescription(locale);
    }

    private Map<LocalDate, String> year(int year) {
        if (manager == null) {
            return Map.of();
        }
        Map<LocalDate, String> days = new HashMap<>();
        for (Holiday holiday : manager.getHolidays(Year.of(year), HolidayType.PUBLIC_HOLIDAY, path)) {
            days.putIfAbsent(holiday.getDate(), holiday.getPropertiesKey());
        }
        return Collections.unmodifiableMap(days);
    }
}
