package prevenance.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.TrackingStatus;

/// What the shop does for those whose parcel came to a bad end: money back or a replacement.
///
/// @param refunds      in the order of time
/// @param replacements parcels of exchanges, by the order they belong to
record Aftermath(List<RefundNote> refunds, List<ExchangeNote> replacements) {
    private static final List<String> MEANS = List.of("card", "deferred-card", "bank-transfer", "wallet");
    private static final int OFFICE_OPENS = 10;

    /// Money sent back.
    record RefundNote(String reference, String order, long amountMinor, String means, Instant at) {}

    /// A replacement parcel with a journey of its own.
    record ExchangeNote(String reference, ParcelScript parcel) {}

    static Aftermath of(List<ParcelScript> scripts, long seed) {
        List<RefundNote> refunds = new ArrayList<>();
        List<ExchangeNote> replacements = new ArrayList<>();
        for (ParcelScript script : scripts) {
            Optional<Instant> ended = badEnd(script);
            if (ended.isEmpty()) {
                continue;
            }
            boolean replace = script.plot() == Plot.DAMAGED
                    || script.plot() == Plot.LOST && replacements.size() <= refunds.size();
            if (replace) {
                String reference = "E-" + (501 + replacements.size());
                replacements.add(new ExchangeNote(reference, replacement(script, ended.get(), seed, reference)));
            } else {
                String reference = "R-" + (901 + refunds.size());
                Instant at = day(ended.get(), 1)
                        .atTime(OFFICE_OPENS, 0)
                        .atZone(Place.WAREHOUSE.zone())
                        .toInstant();
                refunds.add(new RefundNote(
                        reference,
                        script.order(),
                        script.valueMinor(),
                        Chance.of(seed, "means", reference).oneOf(MEANS),
                        at));
            }
        }
        return new Aftermath(List.copyOf(refunds), List.copyOf(replacements));
    }

    /// When the shop learned the bad end; empty when there is none.
    private static Optional<Instant> badEnd(ParcelScript script) {
        return switch (script.plot()) {
            case DAMAGED -> first(script, TrackingStatus.EXC_DAMAGED);
            case LOST -> first(script, TrackingStatus.EXC_LOST_DECLARED);
            case REFUSED, PICKUP_MISSED -> first(script, TrackingStatus.RETURN_ARRIVED);
            case DELIVERED,
                    COLLECTED,
                    COLLECTED_AFTER_REMINDER,
                    LATE,
                    WEATHER,
                    NETWORK_DELAY,
                    FLOODED,
                    STALLED,
                    LOST_AND_FOUND,
                    ABSENT,
                    ABSENT_THEN_PICKUP,
                    ADDRESS_PROBLEM,
                    NOT_HANDED_OVER,
                    NUMBER_UNKNOWN,
                    UNMAPPED_CODE,
                    DAMAGED_AT_LAST,
                    NEIGHBOUR,
                    BEHIND,
                    CUSTOMS_PAPER,
                    CUSTOMS,
                    FLAPPING -> Optional.empty();
        };
    }

    private static Optional<Instant> first(ParcelScript script, TrackingStatus status) {
        return script.steps().stream()
                .filter(step -> step.status() == status)
                .map(Step::at)
                .findFirst();
    }

    private static LocalDate day(Instant at, int workingDaysLater) {
        return WorkingDays.plus(at.atZone(Place.WAREHOUSE.zone()).toLocalDate(), workingDaysLater);
    }

    private static ParcelScript replacement(ParcelScript lost, Instant ended, long seed, String reference) {
        Chance chance = Chance.of(seed, "replacement", reference);
        LocalDate shipDay = day(ended, 1);
        Customer customer = lost.customer();
        boolean abroad = !customer.home().country().equals("FR");
        DemoCarrier carrier = DemoCarrier.LAPOSTE;
        int transit = Playwright.transitDays(carrier, customer.home());
        return new ParcelScript(
                lost.order(),
                carrier,
                NumberMint.mint(carrier, abroad, chance),
                Plot.DELIVERED,
                customer,
                shipDay.atTime(ScriptWriter.HAND_OVER)
                        .atZone(Place.WAREHOUSE.zone())
                        .toInstant(),
                WorkingDays.plus(shipDay, transit + 1),
                Instant.EPOCH,
                WorkingDays.plus(shipDay, transit),
                null,
                null,
                lost.items(),
                lost.valueMinor(),
                new Playwright(Plot.DELIVERED, carrier, shipDay, customer.home(), chance).write());
    }
}
