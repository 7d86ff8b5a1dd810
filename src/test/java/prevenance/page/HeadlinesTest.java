package prevenance.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import prevenance.assess.FlagKind;
import prevenance.message.MessageKind;
import prevenance.testing.Browser.Visit;
import prevenance.tracking.TrackingStatus;
import prevenance.watch.Leg;

/// What the customer reads first, in every situation and both languages.
class HeadlinesTest {
    private static PageRig rig;

    @BeforeAll
    static void open(@TempDir Path folder) {
        rig = new PageRig(folder);
    }

    @AfterAll
    static void close() {
        rig.close();
    }

    private interface Situation extends BiConsumer<PageRig, Long> {}

    private static Arguments of(String french, String english, Situation situation) {
        return Arguments.of(french, english, situation);
    }

    private static Arguments status(TrackingStatus status, String french, String english) {
        return of(french, english, (rig, order) -> {
            long parcel = rig.parcel(order);
            rig.event(parcel, TrackingStatus.ACCEPTED_SCANNED, "2026-11-14T18:00:00", "LYON");
            rig.event(parcel, status, "2026-11-17T08:00:00", "VILLEURBANNE");
        });
    }

    static Stream<Arguments> situations() {
        return Stream.of(
                of("Nous préparons votre commande", "We are preparing your order", (_, _) -> {}),
                of(
                        "Votre colis est en préparation",
                        "Your parcel is being prepared",
                        (rig, order) -> rig.parcel(order)),
                of(
                        "Votre colis est prêt à partir",
                        "Your parcel is ready to leave",
                        (rig, order) -> rig.event(
                                rig.parcel(order), TrackingStatus.PRE_ANNOUNCED, "2026-11-16T18:00:00", null)),
                of("Votre colis n’est pas encore parti", "Your parcel has not left yet", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.PRE_ANNOUNCED, "2026-11-12T18:00:00", null);
                    rig.flag(parcel, FlagKind.NOT_HANDED_OVER, true);
                }),
                status(TrackingStatus.TRANSIT_MOVING, "Votre colis est en route", "Your parcel is on its way"),
                status(TrackingStatus.UNKNOWN_UNMAPPED, "Votre colis est en route", "Your parcel is on its way"),
                status(TrackingStatus.CUSTOMS_IN_PROGRESS, "Votre colis est à la douane", "Your parcel is at customs"),
                status(
                        TrackingStatus.CUSTOMS_DOCS_NEEDED,
                        "La douane attend quelque chose pour votre colis",
                        "Customs are waiting for something for your parcel"),
                status(
                        TrackingStatus.HELD_SECURITY,
                        "Votre colis attend dans un dépôt",
                        "Your parcel is waiting in a depot"),
                status(
                        TrackingStatus.TRANSIT_DELIVERY_DEPOT,
                        "Votre colis est près de chez vous",
                        "Your parcel is close to you"),
                status(
                        TrackingStatus.OUT_ON_VEHICLE,
                        "Votre colis est en livraison aujourd’hui",
                        "Your parcel is out for delivery today"),
                of("Votre colis est en route", "Your parcel is on its way", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.OUT_ON_VEHICLE, "2026-11-16T08:00:00", "LYON");
                }),
                status(
                        TrackingStatus.ATTEMPT_ABSENT,
                        "La livraison n’a pas pu se faire",
                        "The delivery could not be made"),
                status(
                        TrackingStatus.ATTEMPT_ADDRESS,
                        "Il manque une précision sur votre adresse",
                        "A detail of your address is missing"),
                status(TrackingStatus.PICKUP_READY, "Votre colis vous attend", "Your parcel is waiting for you"),
                of(
                        "Le délai pour retirer votre colis est passé",
                        "The time to collect your parcel has passed",
                        (rig, order) -> {
                            long parcel = rig.parcel(order);
                            rig.event(parcel, TrackingStatus.PICKUP_READY, "2026-11-06T08:00:00", "LYON");
                            rig.sql("update parcel set pickup_until_date = '2026-11-16' where id = " + parcel);
                        }),
                status(TrackingStatus.DELIVERED_RECIPIENT, "Votre colis est arrivé", "Your parcel has arrived"),
                // A number in whose place another has come is not shown any more.
                of("Votre colis est arrivé", "Your parcel has arrived", (rig, order) -> {
                    long former = rig.parcel(order);
                    rig.event(former, TrackingStatus.TRANSIT_MOVING, "2026-11-10T08:00:00", "LYON");
                    rig.flag(former, FlagKind.LATE, true);
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.DELIVERED_RECIPIENT, "2026-11-17T08:00:00", "LYON");
                    rig.sql("update parcel set replaced_by = " + parcel + " where id = " + former);
                }),
                status(
                        TrackingStatus.DELIVERED_COLLECTED,
                        "Votre colis a été retiré",
                        "Your parcel has been collected"),
                status(
                        TrackingStatus.DELIVERED_THIRD_PARTY,
                        "Votre colis a été remis à une autre personne",
                        "Your parcel was handed to somebody else"),
                status(
                        TrackingStatus.RETURN_UNDER_WAY,
                        "Votre colis revient vers nous",
                        "Your parcel is coming back to us"),
                status(
                        TrackingStatus.PICKUP_EXPIRED,
                        "Votre colis revient vers nous",
                        "Your parcel is coming back to us"),
                status(
                        TrackingStatus.RETURN_ARRIVED,
                        "Votre colis est revenu chez nous",
                        "Your parcel is back with us"),
                status(TrackingStatus.CANCELLED, "Cet envoi a été annulé", "This shipment was cancelled"),
                status(
                        TrackingStatus.EXC_UNDELIVERABLE,
                        "Un incident nous est signalé sur votre colis",
                        "Something was reported about your parcel"),
                status(
                        TrackingStatus.EXC_INVESTIGATING,
                        "Un incident nous est signalé sur votre colis",
                        "Something was reported about your parcel"),
                status(
                        TrackingStatus.EXC_LOST_DECLARED,
                        "Un incident nous est signalé sur votre colis",
                        "Something was reported about your parcel"),
                of("Votre colis est considéré comme perdu", "Your parcel must be considered lost", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.EXC_LOST_DECLARED, "2026-11-16T08:00:00", "LYON");
                    rig.sent(order, parcel, MessageKind.LOST, "2026-11-16T15:00:00Z", "{}");
                }),
                status(
                        TrackingStatus.EXC_DAMAGED,
                        "Un incident nous est signalé sur votre colis",
                        "Something was reported about your parcel"),
                of("Votre colis a été abîmé en chemin", "Your parcel was damaged on the way", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.EXC_DAMAGED, "2026-11-16T08:00:00", "LYON");
                    rig.sent(order, parcel, MessageKind.DAMAGED_CARRIER, "2026-11-16T15:00:00Z", "{}");
                }),
                of("Votre colis a du retard", "Your parcel is late", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-13T08:00:00", "LYON");
                    rig.flag(parcel, FlagKind.LATE, true);
                }),
                of("Votre colis a du retard", "Your parcel is late", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-13T08:00:00", "LYON");
                    rig.promise(parcel, "2026-11-16");
                }),
                of("Nous recherchons votre colis", "We are searching for your parcel", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-03T08:00:00", "LYON");
                    rig.flag(parcel, FlagKind.LOST_SUSPECTED, true);
                    rig.sent(order, parcel, MessageKind.SEARCHING, "2026-11-16T15:00:00Z", "{}");
                }),
                of("Votre colis a du retard", "Your parcel is late", (rig, order) -> {
                    long parcel = rig.parcel(order);
                    rig.event(parcel, TrackingStatus.TRANSIT_MOVING, "2026-11-03T08:00:00", "LYON");
                    rig.flag(parcel, FlagKind.LOST_SUSPECTED, true);
                }),
                of("Votre commande voyage en 3 colis", "Your order travels in 3 parcels", (rig, order) -> {
                    rig.event(rig.parcel(order), TrackingStatus.DELIVERED_RECIPIENT, "2026-11-16T08:00:00", "LYON");
                    rig.event(rig.parcel(order), TrackingStatus.TRANSIT_MOVING, "2026-11-16T08:00:00", "LYON");
                    rig.parcel(order);
                }),
                of("Vos 2 colis sont arrivés", "Your 2 parcels have arrived", (rig, order) -> {
                    rig.event(rig.parcel(order), TrackingStatus.DELIVERED_RECIPIENT, "2026-11-16T08:00:00", "LYON");
                    rig.event(rig.parcel(order), TrackingStatus.DELIVERED_RECIPIENT, "2026-11-16T08:00:00", "LYON");
                }),
                of(
                        "Votre retour est en route vers nous",
                        "Your return is on its way to us",
                        (rig, order) -> rig.event(
                                rig.parcel(order, Leg.RETURN),
                                TrackingStatus.TRANSIT_MOVING,
                                "2026-11-16T08:00:00",
                                "LYON")),
                of(
                        "Votre retour est arrivé chez nous",
                        "Your return has reached us",
                        (rig, order) -> rig.event(
                                rig.parcel(order, Leg.RETURN),
                                TrackingStatus.DELIVERED_RECIPIENT,
                                "2026-11-16T08:00:00",
                                "LYON")),
                of(
                        "Nous attendons votre retour",
                        "We are waiting for your return",
                        (rig, order) -> rig.parcel(order, Leg.RETURN)),
                of("Votre colis est en route", "Your parcel is on its way", (rig, order) -> {
                    rig.event(rig.parcel(order), TrackingStatus.EXC_LOST_DECLARED, "2026-11-10T08:00:00", "LYON");
                    long replacement = rig.parcel(order, Leg.EXCHANGE);
                    rig.event(replacement, TrackingStatus.TRANSIT_MOVING, "2026-11-16T08:00:00", "LYON");
                    rig.exchange(order, "SHIPPED", replacement, false);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("situations")
    void everySituationHasItsHeadlineInBothLanguages(
            String french, String english, BiConsumer<PageRig, Long> situation) {
        long inFrench = rig.order("fr-FR");
        situation.accept(rig, inFrench);
        long inEnglish = rig.order("en-GB");
        situation.accept(rig, inEnglish);
        assertThat(List.of(headline(rig.visit(inFrench)), headline(rig.visit(inEnglish))))
                .containsExactly("200 fr " + french, "200 en " + english);
    }

    private static String headline(Visit visit) {
        return visit.status() + " " + visit.page().select("html").attr("lang") + " "
                + visit.page().select("h1").text();
    }
}
