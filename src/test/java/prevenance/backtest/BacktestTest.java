package prevenance.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import prevenance.assess.RuleSettings;
import prevenance.config.Problems;
import prevenance.testing.GeneratedHistory;
import tools.jackson.databind.json.JsonMapper;

/// Closed parcels with known truth, replayed.
class BacktestTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final int PARCELS = 1_200;
    private static final GeneratedHistory HISTORY = GeneratedHistory.of(11, PARCELS);

    @TempDir
    Path folder;

    @Test
    void theSameHistoryGivesTheSameReportToTheByte() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            JsonMapper json = JsonMapper.shared();
            String once = json.writeValueAsString(
                    shop.run(NOW, RuleSettings.defaults()).getFirst().facts());
            String again = json.writeValueAsString(
                    shop.run(NOW, RuleSettings.defaults()).getFirst().facts());
            assertThat(again).isEqualTo(once).contains("\"parcels\":" + PARCELS);
        }
    }

    @Test
    void theFiguresAgreeWithTheTruthThatTheHistoryWasMadeFrom() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            BacktestReport report = shop.run(NOW, RuleSettings.defaults()).getFirst();
            long never = HISTORY.parcels().stream()
                    .filter(parcel -> parcel.deliveredAt() == null)
                    .count();
            long promised = HISTORY.parcels().stream()
                    .filter(parcel -> parcel.promiseDate() != null)
                    .count();
            long late = HISTORY.parcels().stream()
                    .filter(parcel -> parcel.late() && parcel.deliveredAt() != null)
                    .count();
            assertThat(report.never() + report.returned()).isEqualTo((int) never);
            assertThat(report.promised()).isEqualTo((int) promised);
            // Without a promise the slowest twentieth counts as late, which the history knows nothing of.
            assertThat(report.late()).isBetween((int) late, (int) late + PARCELS / 200);
            RuleFigures flagged = Objects.requireNonNull(rules(report).get("LATE"));
            assertThat(flagged.precision()).isEqualTo(1.0);
            assertThat(flagged.raised()).isEqualTo(flagged.right());
        }
    }

    @Test
    void whatTheCustomerIsToldIsMoreOftenRightThanTheRulesOfThumb() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            BacktestReport report = shop.run(NOW, RuleSettings.defaults()).getFirst();
            Map<String, RuleFigures> sums =
                    report.sums().stream().collect(Collectors.toMap(RuleFigures::name, Function.identity()));
            RuleFigures told = Objects.requireNonNull(sums.get(Tally.TOLD));
            RuleFigures any = Objects.requireNonNull(sums.get(Tally.ANY));
            for (SimpleRule rule : SimpleRule.values()) {
                RuleFigures simple = Objects.requireNonNull(sums.get(rule.words()));
                assertThat(told.precision()).as(rule.words()).isGreaterThan(simple.precision());
                assertThat(any.recall()).as(rule.words()).isGreaterThan(simple.recall());
            }
        }
    }

    @Test
    void twoBooksOfRulesStandSideBySideAndTheStricterOneFindsMore() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            Problems problems = new Problems();
            RuleSettings patient =
                    RuleFile.parse("rules: { late-days: 9, late-customer-days: 9 }", "x", "FR", problems);
            problems.throwIfAny();
            List<BacktestReport> reports = shop.run(NOW, RuleSettings.defaults(), patient);
            RuleFigures usual = Objects.requireNonNull(rules(reports.getFirst()).get("LATE"));
            RuleFigures later = Objects.requireNonNull(rules(reports.getLast()).get("LATE"));
            assertThat(later.raised()).isLessThan(usual.raised());
            assertThat(later.missed()).isGreaterThan(usual.missed());
            assertThat(reports.getLast().parcels()).isEqualTo(reports.getFirst().parcels());
        }
    }

    @Test
    void aStatementCountsFromTheInstantAtWhichWeSawIt() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            int before = raised(shop, "LATE");
            // Every statement becomes known only ten days after it was made.
            shop.sql("update tracking_event set recorded_at = recorded_at + "
                    + Duration.ofDays(10).toMillis());
            assertThat(raised(shop, "LATE")).isGreaterThan(2 * before);
        }
    }

    @Test
    void whileTheFeedIsDownSilenceProvesNothing() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            for (String carrier : List.of("laposte", "chronopost", "mondial-relay", "dhl", "ups", "fedex")) {
                shop.sql("insert into feed_outage (carrier, began_at, ended_at, noticed_at, cause) values ('" + carrier
                        + "', 0, " + NOW.toEpochMilli() + ", 0, 'FAILED_READS')");
            }
            assertThat(raised(shop, "LATE") + raised(shop, "STALLED") + raised(shop, "LOST_SUSPECTED"))
                    .isZero();
        }
    }

    @Test
    void aWithdrawnStatementIsKnownOnlyUntilItIsTakenBack() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            assertThat(raised(shop, "DAMAGED")).isZero();
            shop.sql("""
                insert into tracking_event (parcel_id, identity, carrier_code, carrier_text, occurred_local, utc_offset,
                    occurred_at, status, informational, recorded_at, withdrawn_at)
                select parcel_id, 'oops', 'oops', '', occurred_local, utc_offset, occurred_at, 'exc.damaged', 0, recorded_at,
                    recorded_at + 60000
                from tracking_event e where status = 'accepted.scanned' and parcel_id <= 500
                """);
            assertThat(raised(shop, "DAMAGED")).isGreaterThan(400);
        }
    }

    @Test
    void onlyThePeriodAndTheCarrierAskedForAreReplayed() {
        try (PastShop shop = new PastShop(folder.resolve("past.db"))) {
            shop.fill(HISTORY, NOW);
            Instant since = Instant.parse("2025-06-01T00:00:00Z");
            long expected = HISTORY.parcels().stream()
                    .filter(parcel -> parcel.carrier().equals("ups")
                            && !parcel.handedOverAt().isBefore(since))
                    .count();
            List<BacktestReport> reports = shop.backtest()
                    .run(
                            List.of(new Backtest.Book("x", RuleSettings.defaults())),
                            new Period(since, null, "ups"),
                            NOW,
                            (done, total) -> assertThat(done).isEqualTo(total));
            assertThat(reports.getFirst().parcels()).isEqualTo((int) expected).isPositive();
        }
    }

    private static int raised(PastShop shop, String kind) {
        return Objects.requireNonNull(
                        rules(shop.run(NOW, RuleSettings.defaults()).getFirst()).get(kind))
                .raised();
    }

    private static Map<String, RuleFigures> rules(BacktestReport report) {
        return Stream.concat(report.rules().stream(), report.sums().stream())
                .collect(Collectors.toMap(RuleFigures::name, Function.identity()));
    }
}
