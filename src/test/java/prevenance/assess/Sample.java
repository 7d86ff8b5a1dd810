package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;
import prevenance.transit.TransitModel;
import prevenance.watch.Agenda;
import prevenance.watch.Announced;
import prevenance.watch.CustomerOrder;
import prevenance.watch.FeedOutage;
import prevenance.watch.LastLook;
import prevenance.watch.Leg;
import prevenance.watch.OutageCause;
import prevenance.watch.Shipment;
import prevenance.watch.Standing;
import prevenance.watch.WatchedParcel;

/// A parcel from the shop in France to be judged: by default to Lyon, with a carrier that answers all
/// the time.
final class Sample {
    private final List<TrackingEvent> events = new ArrayList<>();
    private final List<Flag> open = new ArrayList<>();
    private String country = "FR";
    private @Nullable String postcode = "69003";
    private String carrier = "chronopost";
    private Leg leg = Leg.OUTBOUND;
    private @Nullable Instant imported;
    private @Nullable Instant shipped;
    private @Nullable LocalDate promise;
    private @Nullable LocalDate estimated;
    private @Nullable LocalDate committed;
    private @Nullable LocalDate pickupUntil;
    private @Nullable Instant unknownSince;
    private @Nullable Instant answered;
    private @Nullable String outcome;
    private TrackingStatus status = TrackingStatus.PRE_NO_DATA;
    private RuleSettings settings = RuleSettings.defaults();
    private final List<FeedOutage> outages = new ArrayList<>();
    private OrderFacts facts = OrderFacts.none();
    private @Nullable String shop;
    private @Nullable String service;
    private @Nullable String email = "camille@example.org";
    private @Nullable String pickupPlace;
    private @Nullable LocalTime promiseFrom;
    private @Nullable LocalTime promiseUntil;
    private @Nullable String originCountry;
    private @Nullable String originPostcode;
    private @Nullable Long replacedBy;
    private @Nullable Instant ordered;
    private @Nullable Instant delivered;

    /// With an offset the zone is known, without it is not.
    Sample event(String at, TrackingStatus meaning, @Nullable String place) {
        return event(at, "C-" + meaning.wireName(), meaning, place);
    }

    Sample coded(String at, String code, TrackingStatus meaning) {
        return event(at, code, meaning, null);
    }

    private Sample event(String at, String code, TrackingStatus meaning, @Nullable String place) {
        boolean zoned = at.matches(".*T.*([+-]\\d\\d:\\d\\d|Z)");
        LocalDateTime local = zoned ? OffsetDateTime.parse(at).toLocalDateTime() : LocalDateTime.parse(at);
        ZoneOffset offset = zoned ? OffsetDateTime.parse(at).getOffset() : null;
        events.add(new TrackingEvent(code, "words", local, offset, meaning, false, place, null));
        return this;
    }

    Sample event(String at, TrackingStatus meaning) {
        return event(at, meaning, null);
    }

    Sample note(String at) {
        OffsetDateTime when = OffsetDateTime.parse(at);
        events.add(new TrackingEvent(
                "SMS",
                "words",
                when.toLocalDateTime(),
                when.getOffset(),
                TrackingStatus.TRANSIT_MOVING,
                true,
                null,
                null));
        return this;
    }

    Sample all(List<TrackingEvent> told) {
        events.addAll(told);
        return this;
    }

    Sample to(String newCountry, @Nullable String newPostcode) {
        country = newCountry;
        postcode = newPostcode;
        return this;
    }

    Sample with(String newCarrier) {
        carrier = newCarrier;
        return this;
    }

    Sample leg(Leg newLeg) {
        leg = newLeg;
        return this;
    }

    Sample imported(String at) {
        imported = Instant.parse(at);
        return this;
    }

    Sample shipped(String at) {
        shipped = Instant.parse(at);
        return this;
    }

    Sample promised(String date) {
        promise = LocalDate.parse(date);
        return this;
    }

    /// The carrier's own promise.
    Sample committed(String date) {
        committed = LocalDate.parse(date);
        return this;
    }

    Sample estimated(String date) {
        estimated = LocalDate.parse(date);
        return this;
    }

    Sample pickupUntil(String date) {
        pickupUntil = LocalDate.parse(date);
        return this;
    }

    Sample unknownSince(String at) {
        unknownSince = Instant.parse(at);
        return this;
    }

    Sample lastOutcome(String word) {
        outcome = word;
        return this;
    }

    Sample status(TrackingStatus said) {
        status = said;
        return this;
    }

    Sample lastAnswered(String at) {
        answered = Instant.parse(at);
        return this;
    }

    /// A stretch in which the carrier's feed was down; null for one that has not ended.
    Sample outage(String from, @Nullable String to) {
        outages.add(new FeedOutage(
                carrier, Instant.parse(from), to == null ? null : Instant.parse(to), OutageCause.FAILED_READS, null));
        return this;
    }

    Sample facts(OrderFacts around) {
        facts = around;
        return this;
    }

    Sample shop(String code) {
        shop = code;
        return this;
    }

    Sample service(String name) {
        service = name;
        return this;
    }

    Sample pickupPlace(String name) {
        pickupPlace = name;
        return this;
    }

    Sample window(String from, String until) {
        promiseFrom = LocalTime.parse(from);
        promiseUntil = LocalTime.parse(until);
        return this;
    }

    Sample from(String newCountry, @Nullable String newPostcode) {
        originCountry = newCountry;
        originPostcode = newPostcode;
        return this;
    }

    Sample replacedBy(long parcelId) {
        replacedBy = parcelId;
        return this;
    }

    Sample email(@Nullable String address) {
        email = address;
        return this;
    }

    /// Another parcel of the order, known since and standing there since an instant.
    static WatchedParcel sibling(long id, TrackingStatus stands, String at) {
        Instant since = Instant.parse(at);
        return new WatchedParcel(
                id,
                1,
                "chronopost",
                new TrackingNumber("XX00000000" + id + "FR"),
                Leg.OUTBOUND,
                Shipment.untold(since),
                new Standing(stands, since, since, null, null),
                Announced.NOTHING,
                new LastLook(since, since, null, null, 0, null),
                Agenda.EMPTY,
                null);
    }

    Sample ordered(String at) {
        ordered = Instant.parse(at);
        return this;
    }

    Sample delivered(String at) {
        delivered = Instant.parse(at);
        return this;
    }

    Sample settings(RuleSettings changed) {
        settings = changed;
        return this;
    }

    Sample alreadyFlagged(FlagKind kind, int step, boolean forCustomer, String since) {
        open.add(new Flag(
                open.size() + 1L,
                1,
                kind,
                1,
                step,
                true,
                forCustomer,
                Instant.parse(since),
                Instant.parse(since),
                null,
                "earlier/1",
                Facts.of("stalled").reason(),
                null));
        return this;
    }

    Judgement judge(String now) {
        return judge(Instant.parse(now));
    }

    Judgement judge(Instant now) {
        return new RuleBook().judge(dossier(now), now);
    }

    Optional<Verdict> verdict(FlagKind kind, Instant now) {
        return judge(now).findings().stream()
                .map(Judgement.Finding::verdict)
                .filter(verdict -> verdict.kind() == kind)
                .findFirst();
    }

    Optional<Verdict> verdict(FlagKind kind, String now) {
        return verdict(kind, Instant.parse(now));
    }

    List<FlagKind> kinds(String now) {
        return judge(now).findings().stream().map(f -> f.verdict().kind()).toList();
    }

    /// The step is reached at that instant, not a minute before, and the beat would come back for it in
    /// time.
    Verdict reaches(FlagKind kind, int step, String at) {
        Instant instant = Instant.parse(at);
        Instant before = instant.minus(Duration.ofMinutes(1));
        assertThat(verdict(kind, before).map(Verdict::step).orElse(0))
                .as("step of %s a minute before %s", kind, at)
                .isLessThan(step);
        assertThat(judge(before).nextAt()).as("next turn").isBeforeOrEqualTo(instant);
        Optional<Verdict> reached = verdict(kind, instant);
        assertThat(reached.map(Verdict::step)).as("step of %s at %s", kind, at).contains(step);
        return reached.orElseThrow();
    }

    /// Unless said otherwise, with the first thing that is known of it.
    private Instant imported(Instant now) {
        if (imported != null) {
            return imported;
        }
        return Stream.concat(
                        Stream.of(now.minus(Duration.ofDays(20)), shipped, unknownSince)
                                .filter(Objects::nonNull),
                        events.stream().map(TrackingEvent::occurredAt))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    Dossier dossier(Instant now) {
        Instant answeredAt = answered == null ? now : answered;
        WatchedParcel parcel = new WatchedParcel(
                1,
                1,
                carrier,
                new TrackingNumber("XX000000001FR"),
                leg,
                new Shipment(
                        service,
                        shipped,
                        imported(now),
                        new Shipment.Promise(promise, promiseFrom, promiseUntil),
                        Shipment.Goods.UNTOLD,
                        new Shipment.Origin(originCountry, originPostcode)),
                new Standing(status, null, null, null, delivered),
                new Announced(estimated, committed, null, pickupPlace, pickupUntil, null),
                new LastLook(answeredAt, answeredAt, outcome, null, 0, unknownSince),
                new Agenda(null, now, null),
                replacedBy);
        CustomerOrder order = new CustomerOrder(
                1, "A-1", "Camille Exemple", email, null, Locale.FRENCH, country, postcode, shop, ordered);
        Surroundings around = new Surroundings(outages, facts, TransitModel.none());
        return Dossier.of(parcel, order, new ParcelHistory(events), open, settings, "Chronopost", around);
    }
}
