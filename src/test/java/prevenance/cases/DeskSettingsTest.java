package prevenance.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import prevenance.calendar.QuietHours;
import prevenance.config.Problem;
import prevenance.config.Problems;
import prevenance.config.YamlFile;
import prevenance.config.YamlSection;
import prevenance.message.MessageKind;

class DeskSettingsTest {
    private final Problems problems = new Problems();

    private <T> T read(String yaml, Function<YamlSection, T> reader) {
        YamlSection section = YamlFile.parse(yaml, "test.yaml", _ -> null, problems);
        T settings = reader.apply(section);
        section.rejectUnknown();
        return settings;
    }

    @Test
    void anEmptySectionGivesTheDefaults() {
        assertThat(read("", DeskSettingsTest::desk)).isEqualTo(DeskSettings.defaults());
        assertThat(read("", TellingSettings::read)).isEqualTo(TellingSettings.defaults());
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void everySettingIsRead() {
        assertThat(read("""
            from: "08:30"
            until: "17:00"
            weekdays: [monday, Tuesday]
            zone: Europe/Brussels
            country: be
            region: bru
            goal: 90m
            high-value: {EUR: 50.5}
            top-value: {}
            """, DeskSettingsTest::desk))
                .isEqualTo(new DeskSettings(
                        LocalTime.of(8, 30),
                        LocalTime.of(17, 0),
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                        ZoneId.of("Europe/Brussels"),
                        "BE",
                        "bru",
                        Duration.ofMinutes(90),
                        Map.of("EUR", new BigDecimal("50.5")),
                        Map.of()));
        assertThat(read(
                        "{max-age: 5d, next-update: 1, decision: 7, delay-pause: 4, partial-order: 6, off: [delivered,"
                                + " DELAY_UNKNOWN], quiet-from: '22:30', quiet-until: '07:00'}",
                        TellingSettings::read))
                .isEqualTo(new TellingSettings(
                        Duration.ofDays(5),
                        1,
                        7,
                        4,
                        6,
                        Set.of(MessageKind.DELIVERED, MessageKind.DELAY_UNKNOWN),
                        new QuietHours(LocalTime.of(22, 30), LocalTime.of(7, 0))));
        assertThat(read("{quiet-from: none}", TellingSettings::read))
                .isEqualTo(TellingSettings.defaults().withoutQuietHours());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void allMistakesAreFoundAtOnce() {
        read(
                "{from: '18:00', until: '09:00', weekdays: [caturday], high-value: {EURO: 5}, dispute-days: 5, gaol:"
                        + " 2h}",
                DeskSettingsTest::desk);
        read("{off: [deliverd], next-update: 0}", TellingSettings::read);
        assertThat(problems.list())
                .extracting(Problem::path, Problem::message)
                .map(Object::toString)
                .isEqualTo(List.of(
                        "(\"dispute-days\", \"has moved to 'rules.dispute-days'\")",
                        "(\"until\", \"the service closes before it opens\")",
                        "(\"weekdays\", \"'caturday' is not a day of the week\")",
                        "(\"high-value.EURO\", \"is not a currency\")",
                        "(\"gaol\", \"is not a setting\")",
                        "(\"off\", \"'deliverd' is not a kind of message\")",
                        "(\"next-update\", \"'0' is not a whole number from 1 to 60\")"));
    }

    private static DeskSettings desk(YamlSection section) {
        return DeskSettings.read(section, ZoneId.of("Europe/Paris"), "FR");
    }
}
