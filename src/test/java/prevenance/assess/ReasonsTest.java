package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static prevenance.tracking.TrackingStatus.*;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.tracking.TrackingStatus;

class ReasonsTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /// These need a model that has learned; [WillMissRuleTest] reads them.
    private static final Set<String> OF_THE_MODEL = Set.of("will-miss", "closed.chance-fell");

    private static final Instant LONG_AFTER = Instant.parse("2026-12-20T10:00:00Z");

    @Test
    void everyReasonThatARuleGivesIsASentenceInBothLanguages() {
        List<Reason> reasons = everyReason();
        Set<String> used = reasons.stream().map(Reason::key).collect(Collectors.toCollection(TreeSet::new));
        for (Locale locale : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            assertThat(Reasons.keys(locale).stream()
                            .filter(key -> !key.startsWith("kind.") && !OF_THE_MODEL.contains(key)))
                    .as("%s texts", locale)
                    .containsExactlyInAnyOrderElementsOf(used);
            for (Reason reason : reasons) {
                assertThat(Reasons.text(reason, locale, PARIS))
                        .as(reason.toString())
                        .endsWith(".")
                        .doesNotContain("{", "}", "[", "]", "|", "?", "''", "null", "2026-", "T10:", "  ")
                        .doesNotContainPattern(" [,.]");
            }
            for (FlagKind kind : FlagKind.values()) {
                assertThat(Reasons.name(kind, locale)).doesNotContain("_");
            }
        }
    }

    @Test
    void aReasonNamesItsFacts() {
        Verdict stalled = new Sample()
                .to("FR", "67000")
                .event("2026-03-31T09:12:00Z", TRANSIT_ARRIVED_HUB, "Lyon")
                .verdict(FlagKind.STALLED, "2026-04-08T08:00:00Z")
                .orElseThrow();
        assertThat(Reasons.text(stalled.reason(), Locale.ENGLISH, PARIS))
                .isEqualTo("No progress since Tuesday 31 March at 11:12 in Lyon (Chronopost C-transit.arrived_hub); "
                        + "the limit of 3 business days has passed, not counted: Friday 3 April (Good Friday), "
                        + "Monday 6 April (Easter Monday).");
        assertThat(Reasons.text(stalled.reason(), Locale.FRENCH, PARIS))
                .isEqualTo("Aucun progrès depuis mardi 31 mars à 11:12, Lyon (Chronopost C-transit.arrived_hub) ; "
                        + "la limite de 3 jours ouvrés est dépassée, non comptés : vendredi 3 avril (Vendredi Saint), "
                        + "lundi 6 avril (Lundi de Pâques).");
        Verdict late = new Sample()
                .promised("2026-12-01")
                .event("2026-11-30T10:00:00", TRANSIT_ARRIVED_HUB)
                .verdict(FlagKind.LATE, "2026-12-03T08:00:00Z")
                .orElseThrow();
        assertThat(Reasons.text(late.reason(), Locale.FRENCH, PARIS))
                .isEqualTo("Promis pour mardi 1er décembre, dernier progrès lundi 30 novembre à 10:00 ; "
                        + "1 jour ouvré de retard.");
    }

    @Test
    void aReasonOfAnotherVersionIsShownWithItsBareFacts() {
        assertThat(Reasons.text(new Reason("gone", Map.of("a", "1")), Locale.ENGLISH, PARIS))
                .isEqualTo("gone {a=1}");
    }

    /// Every reason there is, once with all facts and once with as few as possible.
    private static List<Reason> everyReason() {
        List<Reason> reasons = new ArrayList<>();
        for (TrackingStatus status : TrackingStatus.values()) {
            for (String place : new String[] {"Lyon", null}) {
                collect(new Sample().event("2026-12-20T10:00:00+01:00", status, place), reasons);
                collect(
                        new Sample()
                                .promised("2026-12-15")
                                .estimated("2026-12-22")
                                .event("2026-12-18T10:00:00+01:00", status, place)
                                .event("2026-12-20T10:00:00", status, place),
                        reasons);
            }
        }
        Sample moving = new Sample().event("2026-11-10T10:00:00+01:00", TRANSIT_MOVING, "Lyon");
        collect(moving, reasons);
        collect(moving.promised("2026-12-01"), reasons);
        // Judged before the silence is long enough to be lost.
        Sample stalled = new Sample().event("2026-12-14T10:00:00+01:00", TRANSIT_MOVING, "Lyon");
        collect(stalled, reasons);
        collect(stalled.to("DE", "10115").promised("2026-12-01"), reasons);
        collect(new Sample().to("DE", "10115").event("2026-12-07T10:00:00+01:00", TRANSIT_MOVING), reasons);
        collect(new Sample().to("DE", null).event("2026-11-07T10:00:00+01:00", TRANSIT_MOVING), reasons);
        collect(moving.event("2026-12-19T10:00:00+01:00", TRANSIT_DELAY_WEATHER, "Lyon"), reasons);
        collect(
                new Sample()
                        .promised("2026-12-24")
                        .estimated("2026-12-27")
                        .event("2026-12-19T10:00:00+01:00", TRANSIT_MOVING),
                reasons);
        for (String place : new String[] {"Lyon", null}) {
            collect(
                    new Sample().committed("2026-12-15").event("2026-12-18T10:00:00+01:00", TRANSIT_MOVING, place),
                    reasons);
            collect(
                    new Sample()
                            .committed("2026-12-24")
                            .estimated("2026-12-27")
                            .event("2026-12-19T10:00:00+01:00", TRANSIT_MOVING, place),
                    reasons);
        }
        collect(new Sample().event("2026-12-01T10:00:00+01:00", PRE_ANNOUNCED), reasons);
        collect(
                new Sample().shipped("2026-12-01T10:00:00Z").event("2026-12-01T10:00:00+01:00", PRE_ANNOUNCED),
                reasons);
        collect(new Sample().unknownSince("2026-12-01T10:00:00Z"), reasons);
        collect(new Sample().shipped("2026-12-01T10:00:00Z").unknownSince("2026-12-01T10:00:00Z"), reasons);
        collect(new Sample().lastOutcome("answered"), reasons);
        collect(new Sample().status(PRE_INVALID_NUMBER), reasons);
        for (String from : List.of("2026-12-01T10:00:00+01:00", "2026-12-20T09:00:00+01:00")) {
            collect(new Sample().event(from, PICKUP_READY, "Lyon"), reasons);
            collect(new Sample().event(from, RETURN_ARRIVED, "Lyon"), reasons);
        }
        collect(new Sample().with("other").event("2026-12-01T10:00:00+01:00", PICKUP_READY), reasons);
        ofTheOrder(reasons);
        reasons.addAll(closings());
        return reasons;
    }

    private static void ofTheOrder(List<Reason> reasons) {
        Instant then = Instant.parse("2026-12-01T10:00:00Z");
        Sample arrived = new Sample().event("2026-12-01T10:00:00+01:00", DELIVERED_RECIPIENT, "Lyon");
        collect(arrived.facts(new OrderFacts(List.of(), then, List.of())), reasons);
        for (LocalDate last : new LocalDate[] {LocalDate.parse("2026-12-21"), null}) {
            collect(
                    new Sample()
                            .facts(new OrderFacts(
                                    List.of(),
                                    null,
                                    List.of(
                                            owed(OrderFacts.Owed.Kind.REFUND, last),
                                            owed(OrderFacts.Owed.Kind.REPLACEMENT, last),
                                            owed(OrderFacts.Owed.Kind.CLAIM, last)))),
                    reasons);
        }
        collect(
                new Sample()
                        .with("laposte")
                        .shipped("2026-11-22T10:00:00Z")
                        .event("2026-11-22T10:00:00+01:00", ACCEPTED_SCANNED)
                        .event("2026-12-18T10:00:00+01:00", EXC_LOST_DECLARED),
                reasons);
        collect(
                new Sample()
                        .replacedBy(2)
                        .facts(new OrderFacts(
                                List.of(Sample.sibling(2, TRANSIT_MOVING, "2026-12-01T10:00:00Z")), null, List.of())),
                reasons);
        collect(
                new Sample()
                        .imported("2026-12-01T08:00:00Z")
                        .event("2026-12-18T10:00:00+01:00", TRANSIT_MOVING)
                        .facts(new OrderFacts(
                                List.of(Sample.sibling(2, DELIVERED_RECIPIENT, "2026-12-02T10:00:00Z")),
                                null,
                                List.of())),
                reasons);
        for (String email : new String[] {"camille@example.org", null}) {
            collect(
                    new Sample()
                            .email(email)
                            .alreadyFlagged(FlagKind.LATE, 1, true, "2026-12-01T10:00:00Z")
                            .facts(new OrderFacts(List.of(), null, List.of(), then, false)),
                    reasons);
        }
        collect(
                new Sample()
                        .event("2026-12-01T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                        .event("2026-12-02T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon")
                        .event("2026-12-19T10:00:00+01:00", TRANSIT_ARRIVED_HUB, "Lyon"),
                reasons);
        for (TrackingStatus status : List.of(CUSTOMS_HELD, CUSTOMS_DUTIES_DUE)) {
            for (String place : new String[] {"Roissy", null}) {
                collect(new Sample().event("2026-12-01T10:00:00+01:00", status, place), reasons);
            }
        }
        collect(new Sample().ordered("2026-10-01T10:00:00Z").imported("2026-10-01T10:00:00Z"), reasons);
        // A clock that a feed held.
        collect(
                new Sample()
                        .event("2026-12-10T10:00:00+01:00", TRANSIT_MOVING, "Lyon")
                        .outage("2026-12-11T10:00:00Z", "2026-12-11T12:00:00Z"),
                reasons);
    }

    private static OrderFacts.Owed owed(OrderFacts.Owed.Kind kind, @Nullable LocalDate last) {
        return new OrderFacts.Owed(
                kind, "PV-1", Instant.parse("2026-12-01T10:00:00Z"), last, 1_000L, "EUR", "law.l216-7");
    }

    private static List<Reason> closings() {
        Judgement nothing = new Judgement(List.of(), Map.of(), null);
        List<Reason> reasons = new ArrayList<>(List.of(Closing.BY_STAFF));
        for (TrackingStatus status : List.of(DELIVERED_RECIPIENT, RETURN_ARRIVED, CANCELLED, TRANSIT_MOVING)) {
            Dossier dossier =
                    new Sample().event("2026-12-20T10:00:00+01:00", status).dossier(LONG_AFTER);
            reasons.add(Closing.of(FlagKind.STALLED, dossier, nothing));
            reasons.add(Closing.of(FlagKind.NUMBER_UNKNOWN, dossier, nothing));
        }
        Dossier replaced = new Sample().replacedBy(2).dossier(LONG_AFTER);
        reasons.add(Closing.of(FlagKind.LATE, replaced, nothing));
        reasons.add(Closing.of(FlagKind.CLAIM_DEADLINE, new Sample().dossier(LONG_AFTER), nothing));
        Dossier empty = new Sample().dossier(LONG_AFTER);
        reasons.add(Closing.of(FlagKind.NUMBER_UNKNOWN, empty, nothing));
        reasons.add(Closing.of(
                FlagKind.STALLED,
                empty,
                new Judgement(List.of(), Map.of(FlagKind.STALLED, FlagKind.LOST_SUSPECTED), null)));
        return reasons;
    }

    private static void collect(Sample sample, List<Reason> reasons) {
        sample.judge(LONG_AFTER)
                .findings()
                .forEach(finding -> reasons.add(finding.verdict().reason()));
    }
}
