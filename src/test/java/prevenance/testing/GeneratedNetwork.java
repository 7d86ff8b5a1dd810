package prevenance.testing;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import prevenance.calendar.BusinessCalendar;

/// The make-believe carriers, places and speeds behind a [GeneratedHistory].
final class GeneratedNetwork {
    /// A carrier's product: its share, business days on a near lane, noise, chance of a hub delay.
    record Service(String carrier, String name, double share, double days, double noise, double hubDelay) {}

    /// Where parcels go: a country's area of two digits.
    record Area(String country, String code, String depot, ZoneId zone, double share, double extraDays) {
        String key() {
            return country + code;
        }
    }

    static final List<Service> SERVICES = List.of(
            new Service("laposte", "colissimo", 0.38, 2.0, 0.30, 0.10),
            new Service("chronopost", "chrono13", 0.14, 1.0, 0.22, 0.05),
            new Service("mondial-relay", "relay", 0.18, 3.2, 0.35, 0.14),
            new Service("dhl", "express", 0.10, 1.2, 0.30, 0.06),
            new Service("ups", "standard", 0.13, 2.4, 0.28, 0.08),
            new Service("fedex", "economy", 0.07, 3.0, 0.40, 0.16));

    /// Warehouses: Lyon and Lille.
    static final List<String> ORIGINS = List.of("69007", "59800");

    private static final String[] FRENCH = {
        "75", "13", "69", "59", "33", "31", "44", "67", "35", "06", "34", "38", "76", "92", "93", "94", "54", "29",
        "63", "21", "37", "45", "86", "20"
    };
    private static final Map<String, ZoneId> ZONES = Map.of(
            "FR", ZoneId.of("Europe/Paris"),
            "DE", ZoneId.of("Europe/Berlin"),
            "ES", ZoneId.of("Europe/Madrid"),
            "BE", ZoneId.of("Europe/Brussels"),
            "CH", ZoneId.of("Europe/Zurich"));

    private final List<Area> areas = new ArrayList<>();
    private final Map<String, BusinessCalendar> calendars = new HashMap<>();
    private final Map<String, Double> laneDays = new HashMap<>();

    GeneratedNetwork(SplittableRandom random) {
        for (int i = 0; i < FRENCH.length; i++) {
            double far = FRENCH[i].equals("20") ? 2.5 : random.nextDouble() * 1.2;
            areas.add(area("FR", FRENCH[i], 0.80 / (i + 4), far));
        }
        for (String country : List.of("DE", "ES", "BE", "CH")) {
            for (int i = 1; i <= 4; i++) {
                double far = 1.5 + random.nextDouble() * 2 + (country.equals("CH") ? 1.5 : 0);
                areas.add(area(country, i + "0", country.equals("CH") ? 0.01 : 0.02, far));
            }
        }
        for (Service service : SERVICES) {
            for (String origin : ORIGINS) {
                for (Area area : areas) {
                    double days = service.days() + area.extraDays() * (0.5 + random.nextDouble());
                    laneDays.put(lane(service, origin, area), days);
                }
            }
        }
    }

    private static Area area(String country, String code, double share, double far) {
        return new Area(country, code, "Depot " + code, Objects.requireNonNull(ZONES.get(country)), share, far);
    }

    private static String lane(Service service, String origin, Area area) {
        return service.name() + origin + area.key();
    }

    Service service(double chance) {
        double left = chance;
        for (Service service : SERVICES) {
            left -= service.share();
            if (left < 0) {
                return service;
            }
        }
        return SERVICES.getFirst();
    }

    Area area(double chance) {
        double left = chance * areas.stream().mapToDouble(Area::share).sum();
        for (Area area : areas) {
            left -= area.share();
            if (left < 0) {
                return area;
            }
        }
        return areas.getFirst();
    }

    List<Area> areas() {
        return List.copyOf(areas);
    }

    /// The usual business days from hand-over to delivery.
    double days(Service service, String origin, Area area) {
        return Objects.requireNonNull(laneDays.get(lane(service, origin, area)));
    }

    /// Express and relay carriers do not move on Saturday.
    boolean moves(Service service, Area area, LocalDate day) {
        boolean saturday =
                service.carrier().equals("laposte") || service.carrier().equals("chronopost");
        Set<DayOfWeek> days = saturday ? BusinessCalendar.MONDAY_TO_SATURDAY : BusinessCalendar.MONDAY_TO_FRIDAY;
        return calendars
                .computeIfAbsent(area.country() + saturday, _ -> BusinessCalendar.of(area.country(), null, days))
                .isBusinessDay(day);
    }

    LocalDate movesAfter(Service service, Area area, LocalDate day, int times) {
        LocalDate moved = day;
        for (int left = times; left > 0; ) {
            moved = moved.plusDays(1);
            if (moves(service, area, moved)) {
                left--;
            }
        }
        return moved;
    }
}
