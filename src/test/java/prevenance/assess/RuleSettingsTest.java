package prevenance.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;

class RuleSettingsTest {
    private final Problems problems = new Problems();

    @Test
    void anEmptySectionGivesTheDefaults() {
        assertThat(read("")).isEqualTo(RuleSettings.defaults());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void whatIsSetForACarrierGoesBeforeTheThresholdBookAndThatBeforeWhatIsSetForAll() {
        RuleSettings settings = read("""
            fresh-evidence: 12h
            origin-country: be
            closed-days: [2026-12-24]
            stalled-days: 4
            unknown-after: 3d
            pickup-hold-days: 6
            carriers:
              laposte:
                working-days: [monday, Tuesday]
                late-days: 0
              other:
                pickup-hold-days: 3
            """);
        assertThat(problems.list()).isEmpty();
        assertThat(settings.freshEvidence()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.originCountry()).isEqualTo("BE");
        assertThat(settings.closedDays(Where.of("ups"))).containsExactly(LocalDate.parse("2026-12-24"));
        Thresholds laposte = settings.thresholdsOf("laposte");
        assertThat(laposte.get(Limit.WORKING_DAYS).weekdays())
                .containsExactlyInAnyOrder(DayOfWeek.MONDAY, DayOfWeek.TUESDAY);
        assertThat(laposte.days(Limit.LATE_DAYS)).isZero();
        assertThat(laposte.days(Limit.STALLED_DAYS)).isEqualTo(4);
        assertThat(laposte.days(Limit.PICKUP_HOLD_DAYS)).isEqualTo(10);
        assertThat(settings.thresholdsOf("other").days(Limit.PICKUP_HOLD_DAYS)).isEqualTo(3);
        assertThat(settings.thresholdsOf("unheard-of").days(Limit.PICKUP_HOLD_DAYS))
                .isEqualTo(6);
        assertThat(settings.thresholdsOf("unheard-of").get(Limit.UNKNOWN_AFTER).duration())
                .isEqualTo(Duration.ofDays(3));
    }

    @Test
    void shopServiceCarrierCountryAndPickupPlaceNarrowALimitDownAndEachSaysWhereItWasSet() {
        RuleSettings settings = read("""
            stalled-days: 4
            countries:
              de: {stalled-days: 6, closed-days: [2026-10-03]}
            places:
              locker: {pickup-hold-days: 2}
            carriers:
              ups:
                stalled-days: 5
                closed-days: [2026-12-31]
                countries:
                  de: {stalled-days: 7}
                services:
                  Express Saver: {stalled-days: 1}
            shops:
              outlet:
                stalled-days: 9
                carriers:
                  ups: {stalled-days: 8}
            """);
        assertThat(problems.list()).isEmpty();
        assertThat(stalled(settings, null, "gls", null, "FR")).isEqualTo("4 stalled-days");
        assertThat(stalled(settings, null, "gls", null, "DE")).isEqualTo("6 countries.de.stalled-days");
        assertThat(stalled(settings, null, "ups", null, "FR")).isEqualTo("5 carriers.ups.stalled-days");
        assertThat(stalled(settings, null, "ups", null, "DE")).isEqualTo("7 carriers.ups.countries.de.stalled-days");
        assertThat(stalled(settings, null, "ups", "EXPRESS-saver", "DE"))
                .isEqualTo("1 carriers.ups.services.Express Saver.stalled-days");
        assertThat(stalled(settings, "outlet", "gls", null, "DE")).isEqualTo("9 shops.outlet.stalled-days");
        assertThat(stalled(settings, "outlet", "ups", "express saver", "DE"))
                .isEqualTo("8 shops.outlet.carriers.ups.stalled-days");
        // What is set for a kind of place goes before the book's entry for carrier and place.
        assertThat(settings.thresholdsOf("chronopost").at(PickupKind.LOCKER).days(Limit.PICKUP_HOLD_DAYS))
                .isEqualTo(2);
        assertThat(settings.thresholdsOf("chronopost")
                        .at(PickupKind.POST_OFFICE)
                        .days(Limit.PICKUP_HOLD_DAYS))
                .isEqualTo(14);
        assertThat(settings.closedDays(new Where(null, "ups", null, "DE", null)))
                .containsExactlyInAnyOrder(LocalDate.parse("2026-10-03"), LocalDate.parse("2026-12-31"));
        assertThat(settings.closedDays(Where.of("gls"))).isEmpty();
    }

    private static String stalled(
            RuleSettings settings, @Nullable String shop, String carrier, @Nullable String service, String country) {
        Threshold found = settings.thresholdsOf(new Where(shop, carrier, service, country, null))
                .get(Limit.STALLED_DAYS);
        return found.number() + " " + found.setBy();
    }

    @Test
    void allMistakesAreSaidWithTheirPlace() {
        read("""
            stalled-day: 4
            origin-country: France
            closed-days: [Christmas]
            carriers:
              ups:
                lost-days: -1
                working-days: [caturday]
                cut-off: noon
            countries:
              France: {late-days: 1}
            places:
              shop: {late-days: 1}
            """);
        assertThat(problems.list().stream().map(Problem::path))
                .containsExactlyInAnyOrder(
                        "stalled-day",
                        "origin-country",
                        "closed-days",
                        "carriers.ups.lost-days",
                        "carriers.ups.working-days",
                        "carriers.ups.cut-off",
                        "countries.France",
                        "places.shop");
    }

    private RuleSettings read(String yaml) {
        YamlSection section = YamlFile.parse(yaml, "rules.yaml", _ -> null, problems);
        RuleSettings settings = RuleSettings.read(section, "FR");
        section.rejectUnknown();
        return settings;
    }
}
