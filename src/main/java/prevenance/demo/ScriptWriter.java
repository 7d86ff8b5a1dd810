package prevenance.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import prevenance.demo.ParcelScript.PickupPoint;
import prevenance.tracking.TrackingStatus;

/// Decides what befalls every parcel of the make-believe shop: the same for the same seed.
final class ScriptWriter {
    /// The first day told: a Monday, nine days before a French holiday.
    static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 2);

    /// When the van fetches the shop's parcels.
    static final LocalTime HAND_OVER = LocalTime.of(17, 0);

    private static final int FIRST_ORDER = 10_001;
    private static final int ABROAD_PER_MILLE = 180;
    private static final int SECOND_BOX_PER_MILLE = 120;
    private static final int UNREACHABLE_EVERY = 67;

    private final long seed;
    private final int parcels;
    private final int workingDays;
    private final Set<String> numbers = new HashSet<>();

    /// @param parcels how many, at least one for each plot
    /// @param days    calendar days told
    ScriptWriter(long seed, int parcels, int days) {
        this.seed = seed;
        this.parcels = Math.max(parcels, Plot.values().length);
        this.workingDays = (int) FIRST_DAY
                .datesUntil(FIRST_DAY.plusDays(days))
                .filter(WorkingDays::isWorking)
                .count();
    }

    /// All scripts, in the order of their hand-over.
    List<ParcelScript> write() {
        List<Role> roles = new ArrayList<>();
        for (Plot plot : Plot.values()) {
            int count = plot.perMille() == 0 ? 0 : Math.max(1, Math.round(parcels * plot.perMille() / 1000f));
            for (int i = 0; i < count; i++) {
                roles.add(trouble(plot, i));
            }
        }
        for (int i = 0; roles.size() < parcels; i++) {
            roles.add(fortunate(i));
        }
        roles.sort(Comparator.comparingInt(Role::shipDay).thenComparing(role -> role.plot() == Plot.BEHIND));
        List<ParcelScript> scripts = new ArrayList<>(roles.size());
        for (int i = 0; i < roles.size(); i++) {
            scripts.add(script(i, roles.get(i), before(roles.get(i), scripts)));
        }
        return List.copyOf(scripts);
    }

    /// A parcel whose order another one may belong to: the last one, or for a box that comes behind the last fine
    /// one.
    private static @Nullable ParcelScript before(Role role, List<ParcelScript> scripts) {
        if (role.plot() != Plot.BEHIND) {
            return scripts.isEmpty() ? null : scripts.getLast();
        }
        return scripts.reversed().stream()
                .filter(script -> script.plot() == Plot.DELIVERED
                        && script.customer().email() != null
                        && !script.customer().email().startsWith(DemoMailbox.NOBODY)
                        && script.customer().home().country().equals("FR"))
                .findFirst()
                .orElse(null);
    }

    private static boolean atTheBorder(Plot plot) {
        return plot == Plot.CUSTOMS || plot == Plot.CUSTOMS_PAPER;
    }

    private record Role(Plot plot, DemoCarrier carrier, int shipDay) {}

    private Role trouble(Plot plot, int index) {
        DemoCarrier carrier = plot.carriers().get(index % plot.carriers().size());
        if (plot == Plot.DAMAGED_AT_LAST || plot == Plot.FLOODED) {
            return new Role(plot, carrier, Math.max(0, workingDays - 1 - carrier.transitDays()));
        }
        int lastStart = Math.max(0, workingDays - plot.businessDays() - 1);
        int shipDay = Chance.of(seed, "start", plot, index).below(Math.min(lastStart, lastShipDay()) + 1);
        return new Role(plot, carrier, shipDay);
    }

    private Role fortunate(int index) {
        Chance chance = Chance.of(seed, "fortunate", index);
        int left = chance.below(100);
        DemoCarrier carrier = DemoCarrier.LAPOSTE;
        for (DemoCarrier candidate : DemoCarrier.values()) {
            carrier = candidate;
            left -= candidate.share();
            if (left < 0) {
                break;
            }
        }
        Plot plot = carrier == DemoCarrier.MONDIAL_RELAY ? Plot.COLLECTED : Plot.DELIVERED;
        return new Role(plot, carrier, chance.below(lastShipDay() + 1));
    }

    private int lastShipDay() {
        return Math.max(0, workingDays - 5);
    }

    private ParcelScript script(int index, Role role, @Nullable ParcelScript before) {
        Chance chance = Chance.of(seed, "parcel", index);
        Plot plot = role.plot();
        DemoCarrier carrier = role.carrier();
        LocalDate shipDay = WorkingDays.plus(FIRST_DAY, role.shipDay());
        boolean behind = before != null && plot == Plot.BEHIND;
        boolean secondBox = behind
                || before != null
                        && plot == Plot.DELIVERED
                        && before.plot() == Plot.DELIVERED
                        && before.customer().home().country().equals("FR")
                        && before.shippedAt().equals(handOver(shipDay))
                        && chance.perMille(SECOND_BOX_PER_MILLE);
        boolean abroad = plot.perMille() == 0
                && plot != Plot.COLLECTED
                && carrier != DemoCarrier.CHRONOPOST
                && chance.perMille(ABROAD_PER_MILLE);
        Customer customer = secondBox && before != null
                ? before.customer()
                : reachable(index, Cast.customer(index + 1, abroad, atTheBorder(plot), chance), plot);
        String order = secondBox && before != null ? before.order() : "B-" + (FIRST_ORDER + index);
        Place home = customer.home();
        Playwright playwright = new Playwright(plot, carrier, shipDay, home, chance);
        int transit = Playwright.transitDays(carrier, home);
        int pickupDay = playwright.pickupDay();
        boolean estimates = carrier != DemoCarrier.MONDIAL_RELAY && carrier != DemoCarrier.CHRONOPOST;
        List<Step> steps = playwright.write();
        return new ParcelScript(
                order,
                carrier,
                number(carrier, !home.country().equals("FR"), chance),
                plot,
                customer,
                handOver(shipDay),
                WorkingDays.plus(shipDay, transit + 1),
                knownAt(plot, steps),
                estimates ? WorkingDays.plus(shipDay, transit) : null,
                pickupDay < 0 ? null : pickupPoint(home, carrier, chance),
                pickupDay < 0 ? null : playwright.pickupUntil(),
                Cast.goods(chance),
                chance.between(19, 240) * 100L + 90,
                steps);
    }

    private static Instant handOver(LocalDate day) {
        return day.atTime(HAND_OVER).atZone(Place.WAREHOUSE.zone()).toInstant();
    }

    /// A carrier that does not know the number learns it from the first scan.
    private static Instant knownAt(Plot plot, List<Step> steps) {
        if (plot != Plot.NUMBER_UNKNOWN) {
            return Instant.EPOCH;
        }
        return steps.stream()
                .filter(step -> step.status() == TrackingStatus.ACCEPTED_SCANNED)
                .findFirst()
                .map(Step::at)
                .orElse(Instant.EPOCH);
    }

    /// Now and then a customer gave no address, or one that does not exist.
    private static Customer reachable(int index, Customer customer, Plot plot) {
        int turn = index % UNREACHABLE_EVERY;
        String email = customer.email();
        if (plot != Plot.DELIVERED || email == null || turn != 20 && turn != 50) {
            return customer;
        }
        return new Customer(
                customer.name(),
                turn == 20 ? null : DemoMailbox.NOBODY + email,
                customer.phone(),
                customer.locale(),
                customer.home());
    }

    private String number(DemoCarrier carrier, boolean abroad, Chance chance) {
        String number = NumberMint.mint(carrier, abroad, chance);
        return numbers.add(number) ? number : number(carrier, abroad, chance);
    }

    private static PickupPoint pickupPoint(Place home, DemoCarrier carrier, Chance chance) {
        List<String> names = carrier == DemoCarrier.LAPOSTE
                ? List.of("BUREAU DE POSTE CENTRE", "RELAIS TABAC DU MARCHE")
                : List.of("EPICERIE DES HALLES", "FLEURISTE LA PERVENCHE", "LIBRAIRIE DU CANAL", "PRESSING DE LA GARE");
        return new PickupPoint("0" + chance.digits(5), chance.oneOf(names), home);
    }
}
