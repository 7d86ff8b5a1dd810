package prevenance.testing;

import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import prevenance.testing.GeneratedNetwork.Area;
import prevenance.testing.GeneratedNetwork.Service;
import prevenance.testing.GeneratedParcel.Fate;
import prevenance.tracking.TrackingStatus;

/// One parcel's way from the shop to its end.
final class GeneratedJourney {
    private static final ZoneId SHOP = ZoneId.of("Europe/Paris");

    private final GeneratedNetwork network;
    private final List<Disruption> disruptions;
    private final SplittableRandom random;
    private final String id;
    private final Service service;
    private final Area area;
    private final String origin;
    private final List<GeneratedEvent> events = new ArrayList<>();
    private boolean disrupted;

    GeneratedJourney(GeneratedNetwork network, List<Disruption> disruptions, String id, SplittableRandom random) {
        this.network = network;
        this.disruptions = disruptions;
        this.id = id;
        this.random = random;
        this.service = network.service(random.nextDouble());
        this.area = network.area(random.nextDouble());
        this.origin = GeneratedNetwork.ORIGINS.get(random.nextDouble() < 0.7 ? 0 : 1);
    }

    GeneratedParcel travel(LocalDateTime ordered) {
        Area shop = network.areas().getFirst();
        boolean today = ordered.getHour() < 14 && network.moves(service, shop, ordered.toLocalDate());
        // Most orders leave at the cut-off; some wait for goods.
        int handling = (today ? 0 : 1) + (random.nextDouble() < 0.15 ? 1 + random.nextInt(3) : 0);
        LocalDate shipped = network.movesAfter(service, shop, ordered.toLocalDate(), handling);
        Instant handedOver = at(shipped, 16, 2, SHOP);
        Promise promise = promise(ordered.toLocalDate());

        say(ordered.atZone(SHOP).toInstant().plusSeconds(1800), PRE_ANNOUNCED, null);
        String originHub = "Hub " + origin.substring(0, 2);
        scan(handedOver.plusSeconds(600), ACCEPTED_SCANNED, originHub);
        Fate fate = Fate.DELIVERED;
        double chance = random.nextDouble();
        if (chance < 0.006) {
            fate = Fate.LOST;
        } else if (chance < 0.016) {
            fate = Fate.RETURNED;
        }
        LocalDate day = move(shipped, originHub);
        if (fate == Fate.LOST) {
            int kept = 1 + random.nextInt(events.size());
            events.subList(kept, events.size()).clear();
            return parcel(ordered, handedOver, promise, null, fate);
        }
        return arrive(ordered, handedOver, promise, day, fate);
    }

    private GeneratedParcel arrive(
            LocalDateTime ordered, Instant handedOver, Promise promise, LocalDate day, Fate fate) {
        String depot = area.depot();
        scan(at(day, 6, 1, area.zone()), TRANSIT_DELIVERY_DEPOT, depot);
        if (fate == Fate.RETURNED) {
            scan(at(day, 8, 1, area.zone()), OUT_ON_VEHICLE, depot);
            say(at(day, 14, 3, area.zone()), random.nextBoolean() ? ATTEMPT_ADDRESS : ATTEMPT_REFUSED, depot);
            LocalDate back = network.movesAfter(service, area, day, 1 + random.nextInt(4));
            say(at(back, 9, 3, area.zone()), RETURN_UNDER_WAY, depot);
            LocalDate home = network.movesAfter(service, area, back, 3 + random.nextInt(6));
            say(at(home, 11, 3, SHOP), RETURN_ARRIVED, "Hub " + origin.substring(0, 2));
            return parcel(ordered, handedOver, promise, null, fate);
        }
        boolean relay = service.name().equals("relay");
        boolean attempt = !relay && random.nextDouble() < 0.05;
        if (!relay) {
            scan(at(day, 8, 1, area.zone()), OUT_ON_VEHICLE, depot);
        }
        if (attempt) {
            say(at(day, 13, 3, area.zone()), ATTEMPT_ABSENT, depot);
        }
        if (attempt && random.nextBoolean()) {
            LocalDate again = network.movesAfter(service, area, day, 1);
            scan(at(again, 8, 1, area.zone()), OUT_ON_VEHICLE, depot);
            Instant delivered = at(again, 13, 4, area.zone());
            say(delivered, DELIVERED_RECIPIENT, depot);
            return parcel(ordered, handedOver, promise, delivered, Fate.DELIVERED);
        }
        if (attempt || relay) {
            LocalDate ready = attempt ? network.movesAfter(service, area, day, 1) : day;
            say(at(ready, 13, 2, area.zone()), PICKUP_READY, "Relay " + area.code());
            LocalDate collectedOn = ready.plusDays(1 + (int) (-2.2 * Math.log(1 - random.nextDouble())));
            Instant collected =
                    at(collectedOn.isAfter(ready.plusDays(13)) ? ready.plusDays(13) : collectedOn, 16, 3, area.zone());
            say(collected, DELIVERED_COLLECTED, "Relay " + area.code());
            return parcel(ordered, handedOver, promise, collected, Fate.COLLECTED);
        }
        Instant delivered = at(day, 13, 4, area.zone());
        say(delivered, random.nextDouble() < 0.1 ? DELIVERED_THIRD_PARTY : DELIVERED_RECIPIENT, depot);
        return parcel(ordered, handedOver, promise, delivered, Fate.DELIVERED);
    }

    /// Moves it on business days to the day of its delivery.
    private LocalDate move(LocalDate shipped, String originHub) {
        double usual = network.days(service, origin, area);
        double days = usual * Math.exp(service.noise() * random.nextGaussian());
        if (random.nextDouble() < service.hubDelay()) {
            days += Math.exp(0.2 + 0.8 * random.nextGaussian());
        }
        if (shipped.getMonthValue() == 12 && shipped.getDayOfMonth() <= 24) {
            days *= 1.25;
        }
        int whole = Math.max(1, (int) Math.round(days));
        LocalDate arrives = network.movesAfter(service, area, shipped, whole);
        for (Disruption slow : disruptions) {
            if (slow.touches(service.carrier(), area.key(), arrives)) {
                whole += (int) Math.round(slow.days() * Math.exp(0.5 * random.nextGaussian()));
                disrupted = true;
            }
        }
        LocalDate day = network.movesAfter(service, area, shipped, whole);
        scan(at(shipped, 22, 1, SHOP), TRANSIT_DEPARTED, originHub);
        String hub = area.country().equals("FR") ? "Hub Paris" : "Hub " + area.country();
        for (int step = 1; step < whole && step <= 3; step++) {
            LocalDate scanned = network.movesAfter(service, area, shipped, step);
            boolean abroad = step == 2 && !area.country().equals("FR");
            scan(at(scanned, 3, 2, area.zone()), abroad ? TRANSIT_ARRIVED_COUNTRY : TRANSIT_ARRIVED_HUB, hub);
            if (abroad && area.country().equals("CH")) {
                scan(at(scanned, 10, 2, area.zone()), CUSTOMS_IN_PROGRESS, hub);
                scan(at(scanned, 18, 2, area.zone()), CUSTOMS_RELEASED, hub);
            }
        }
        if (disrupted && random.nextDouble() < 0.3) {
            scan(at(day.minusDays(2), 12, 2, area.zone()), TRANSIT_DELAY_NETWORK, area.depot());
        }
        return day;
    }

    private record Promise(
            @Nullable LocalDate day, @Nullable Instant until) {}

    /// As shops do: the usual time of the lane with a margin, now and then too tight, now and then none.
    private Promise promise(LocalDate ordered) {
        if (random.nextDouble() < 0.03) {
            return new Promise(null, null);
        }
        double usual = network.days(service, origin, area);
        int margin = random.nextDouble() < 0.06 ? 0 : 2 + random.nextInt(2);
        int relay = service.name().equals("relay") ? 3 : 0;
        LocalDate day = network.movesAfter(service, area, ordered, (int) Math.ceil(usual) + margin + relay);
        return new Promise(
                day, day.plusDays(1).atStartOfDay(area.zone()).toInstant().minusSeconds(1));
    }

    private GeneratedParcel parcel(
            LocalDateTime ordered, Instant handedOver, Promise promise, @Nullable Instant delivered, Fate fate) {
        events.sort(Comparator.comparing(GeneratedEvent::occurredAt));
        return new GeneratedParcel(
                id,
                service.carrier(),
                service.name(),
                "FR",
                origin,
                area.country(),
                area.code() + (area.country().equals("CH") || area.country().equals("BE") ? "01" : "100"),
                ordered.atZone(SHOP).toInstant(),
                handedOver,
                promise.day(),
                promise.until(),
                delivered,
                fate,
                disrupted,
                area.zone(),
                events);
    }

    private Instant at(LocalDate day, int hour, int spread, ZoneId zone) {
        long second = hour * 3600L + (long) ((random.nextDouble() * 2 - 1) * spread * 3600L);
        return day.atTime(LocalTime.ofSecondOfDay(Math.clamp(second, 0, 86_399)))
                .atZone(zone)
                .toInstant();
    }

    /// A scan that may be missing.
    private void scan(Instant at, TrackingStatus status, @Nullable String place) {
        if (random.nextDouble() >= 0.06) {
            say(at, status, place);
        }
    }

    private void say(Instant at, TrackingStatus status, @Nullable String place) {
        events.add(new GeneratedEvent(id, service.carrier(), at, status, place));
    }
}
