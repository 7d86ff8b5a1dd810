package prevenance.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import prevenance.assess.Dossier;
import prevenance.assess.Judgement;
import prevenance.assess.RuleBook;
import prevenance.assess.RuleSettings;
import prevenance.assess.Surroundings;
import prevenance.tracking.ParcelHistory;
import prevenance.tracking.TrackingEvent;
import prevenance.tracking.TrackingNumber;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Agenda;
import prevenance.watch.Announced;
import prevenance.watch.CustomerOrder;
import prevenance.watch.LastLook;
import prevenance.watch.Leg;
import prevenance.watch.Shipment;
import prevenance.watch.Standing;
import prevenance.watch.WatchedParcel;

/// Judging parcels with twenty statements each, in memory and on one core: the dossier is put together and all rules
/// are asked. Every tenth parcel is late.
record AssessBenchmark() implements Benchmark {
    private static final int EVENTS = 20;
    private static final Instant NOW = Instant.parse("2026-11-18T10:00:00Z");
    private static final LocalDateTime BEGIN = LocalDateTime.of(2026, 11, 13, 9, 0);
    private static final Duration TURN = Duration.ofSeconds(2);

    private record Known(WatchedParcel parcel, CustomerOrder order, ParcelHistory history) {}

    @Override
    public String name() {
        return "assess";
    }

    @Override
    public List<Figure> run(Place place) {
        List<Known> parcels = new ArrayList<>();
        for (int i = 1; i <= place.size().of(20, 1_000, 2_000); i++) {
            parcels.add(parcel(i));
        }
        RuleSettings settings = RuleSettings.defaults();
        int rounds = place.size().of(1, 3, 7);
        double[] perSecond = new double[rounds];
        for (int round = -1; round < rounds; round++) {
            place.progress().tell(round < 0 ? "warming up" : "round " + (round + 1) + " of " + rounds);
            double measured = perSecond(parcels, settings, place.size() == Size.TINY ? Duration.ZERO : TURN);
            if (round >= 0) {
                perSecond[round] = measured;
            }
        }
        return List.of(Figure.atLeast(
                "assessments, one core",
                "parcels/s",
                Rounds.median(perSecond),
                200_000.0,
                EVENTS
                        + " events a parcel; dossier and all rules, in memory; one in ten late; by the"
                        + " thread's own processor time"));
    }

    private static double perSecond(List<Known> parcels, RuleSettings settings, Duration atLeast) {
        RuleBook rules = new RuleBook();
        long judged = 0;
        long late = 0;
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        do {
            for (Known known : parcels) {
                Judgement judgement = rules.judge(
                        Dossier.of(
                                known.parcel,
                                known.order,
                                known.history,
                                List.of(),
                                settings,
                                "La Poste",
                                Surroundings.none()),
                        NOW);
                late += judgement.findings().isEmpty() ? 0 : 1;
            }
            judged += parcels.size();
        } while (threads.getCurrentThreadCpuTime() - start < atLeast.toNanos());
        double measured = judged / ((threads.getCurrentThreadCpuTime() - start) / 1e9);
        if (late * 10 != judged) {
            throw new IllegalStateException(late + " of " + judged + " were found to be late");
        }
        return measured;
    }

    private static Known parcel(int i) {
        List<TrackingEvent> events = new ArrayList<>();
        for (int k = 0; k < EVENTS; k++) {
            events.add(new TrackingEvent(
                    "ET" + k,
                    "Votre colis est en cours d'acheminement",
                    BEGIN.plusHours(6L * k).plusSeconds(i),
                    ZoneOffset.ofHours(1),
                    k == 0 ? TrackingStatus.ACCEPTED_SCANNED : TrackingStatus.TRANSIT_ARRIVED_HUB,
                    false,
                    "Plateforme " + k,
                    "FR"));
        }
        ParcelHistory history = new ParcelHistory(events);
        Instant shipped = events.getFirst().occurredAt().minus(Duration.ofHours(2));
        LocalDate promise = i % 10 == 0 ? LocalDate.of(2026, 11, 14) : LocalDate.of(2026, 11, 24);
        WatchedParcel parcel = new WatchedParcel(
                i,
                i,
                "laposte",
                new TrackingNumber(Polls.number(i)),
                Leg.OUTBOUND,
                new Shipment(
                        null,
                        shipped,
                        shipped,
                        Shipment.Promise.of(promise),
                        Shipment.Goods.UNTOLD,
                        Shipment.Origin.USUAL),
                Standing.of(history),
                Announced.NOTHING,
                new LastLook(NOW, NOW, "answered", null, 0, null),
                new Agenda(null, NOW, null),
                null);
        CustomerOrder order = new CustomerOrder(
                i,
                ManyParcels.order(i),
                "Camille Exemple",
                "camille@example.org",
                null,
                Locale.FRENCH,
                "FR",
                "69001",
                null,
                null);
        return new Known(parcel, order, history);
    }
}
