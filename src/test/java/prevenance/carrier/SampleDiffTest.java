package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A sample that is read otherwise says in few lines where.
class SampleDiffTest {
    private static final String SORTED =
            "event: 2026-11-20T02:05:00Z | transit.arrived_hub | HUB | Sorted | Cork | IE | ";
    private static final String OUT = "event: 2026-11-20T08:00:00Z | out.on_vehicle | VAN | On the van | Cork |  | ";

    @Test
    void theSameStatementReadOtherwiseIsShownFieldByFieldWithWhatDecidedIt() {
        String other = SORTED.replace("transit.arrived_hub", "transit.moving").replace("Cork | IE", "");
        assertThat(SampleDiff.lines(List.of(OUT, SORTED), List.of(OUT, other.replace(" |  | ", " |  |  | ")), Map.of()))
                .containsExactly(
                        "  event 2026-11-20T02:05:00Z HUB",
                        "-   status: transit.arrived_hub",
                        "+   status: transit.moving",
                        "-   place: Cork",
                        "+   place: (nothing)",
                        "-   country: IE",
                        "+   country: (nothing)");
        String moved = OUT.replace("out.on_vehicle", "pickup.ready");
        assertThat(SampleDiff.lines(List.of(OUT), List.of(moved), Map.of(moved, "x/statuses.csv:3")))
                .endsWith("+   status: pickup.ready   (by x/statuses.csv:3)");
    }

    @Test
    void whatIsMissingSurplusOrInAnotherOrderIsTold() {
        assertThat(SampleDiff.lines(List.of("outcome: answered", OUT), List.of("outcome: answered", SORTED), Map.of()))
                .containsExactly(
                        "- expected, not read: 2026-11-20T08:00:00Z | out.on_vehicle | VAN | On the van | Cork",
                        "+ read, not expected: 2026-11-20T02:05:00Z | transit.arrived_hub | HUB | Sorted | Cork | IE");
        assertThat(SampleDiff.lines(List.of(OUT, SORTED), List.of(SORTED, OUT), Map.of()))
                .first()
                .asString()
                .startsWith("the same events in another order");
        assertThat(SampleDiff.lines(List.of("outcome: not-found"), List.of("outcome: refused"), Map.of()))
                .containsExactly("- outcome: not-found", "+ outcome: refused");
        assertThat(SampleDiff.lines(
                        List.of("estimated-delivery: 2026-11-24"), List.of("pickup-until: 2026-11-30"), Map.of()))
                .containsExactly(
                        "- estimated-delivery: 2026-11-24",
                        "+ estimated-delivery: (nothing)",
                        "+ pickup-until: 2026-11-30   (not expected)");
        assertThat(SampleDiff.lines(List.of(OUT), List.of(OUT), Map.of())).isEmpty();
    }
}
