package prevenance.assess;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.watch.CustomerOrder;
import prevenance.watch.FeedOutage;
import prevenance.watch.Leg;
import prevenance.watch.WatchedParcel;

/// Everything a rule may know.
///
/// @param story       the parcel's history, read for the rules
/// @param destination where it goes; for a return parcel the shop
/// @param origin      where it comes from
/// @param thresholds  the limits that hold for this carrier
/// @param carrierName as people know it
/// @param openFlags   what is flagged already
/// @param settings    what holds for all carriers
/// @param around      outages of the carrier's feed, the rest of the order, what was learned
public record Dossier(
        WatchedParcel parcel,
        Story story,
        Place destination,
        Place origin,
        Thresholds thresholds,
        String carrierName,
        List<Flag> openFlags,
        RuleSettings settings,
        CustomerOrder order,
        Surroundings around) {
    public Dossier {
        openFlags = List.copyOf(openFlags);
    }

    /// Puts together what the stores know.
    public static Dossier of(
            WatchedParcel parcel,
            CustomerOrder order,
            ParcelHistory history,
            List<Flag> openFlags,
            RuleSettings settings,
            String carrierName,
            Surroundings around) {
        Thresholds thresholds = settings.thresholdsOf(parcel.carrier());
        Place customer = Place.of(order.country(), order.postcode(), thresholds.workingDays(), settings.closedDays());
        Place shop = Place.of(
                settings.originCountry(), settings.originPostcode(), thresholds.workingDays(), settings.closedDays());
        boolean back = parcel.leg() == Leg.RETURN;
        return new Dossier(
                parcel,
                Story.of(history),
                back ? shop : customer,
                back ? customer : shop,
                thresholds,
                carrierName,
                openFlags,
                settings,
                order,
                around);
    }

    public boolean isDomestic() {
        return destination.isDomesticTo(origin);
    }

    /// The carrier answered recently enough to trust that nothing happened: while its feed is down nothing it said
    /// before counts, and afterwards only what it has said since. Nor does an answer count that was followed by a
    /// failed question.
    public boolean hasFreshEvidence(Instant now) {
        Instant answered = parcel.lastAnsweredAt();
        return answered != null
                && parcel.failedPolls() == 0
                && !answered.isBefore(now.minus(settings.freshEvidence()))
                && around.outages().stream()
                        .map(FeedOutage::endedAt)
                        .allMatch(end -> end != null && !answered.isBefore(end));
    }

    public Optional<Flag> open(FlagKind kind) {
        return openFlags.stream().filter(flag -> flag.kind() == kind).findFirst();
    }

    /// When a statement was made, at the latest: without its zone only the day is known, so the end of that day at the
    /// destination.
    public Instant latestInstantOf(TrackingEvent event) {
        LocalDate day = event.occurredLocal().toLocalDate();
        return event.zoneKnown() ? event.occurredAt() : destination.endOf(day);
    }

    /// So many business days after an instant. Between two countries a day counts only once it has counted at both
    /// ends.
    public Instant businessDaysAfter(Instant start, int days) {
        Instant there = destination.businessDaysAfter(start, days);
        if (isDomestic()) {
            return there;
        }
        Instant here = origin.businessDaysAfter(start, days);
        return here.isAfter(there) ? here : there;
    }
}
