package prevenance.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Times read digit by digit are those that a pattern and Java's own parsers read.
class IsoTimeTest {
    private static final Pattern FORM = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[T"
            + " ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s*(Z|[+-]\\d{1,2}(?::?\\d{2})?)?)?");

    private static final String PUT = "0123456789-:.+TZ z\u0663";

    private static final List<String> WRITTEN = List.of(
            "2026-11-22",
            "2026-11-22T10:05",
            "2026-11-22 10:05:07",
            "2026-11-22T10:05:07Z",
            "2026-11-22T10:05:07.123456789+02:00",
            "2026-02-29T00:00:00.1 -7:00",
            "2024-02-29T23:59:59+0530",
            "2026-11-22T24:00:00+01",
            "2026-11-22T10:05:07+200",
            "2026-11-22T10:05:07  ",
            "0000-01-01T00:00-18:00",
            "2026-11-22T10:05:07+18:30",
            "2026-11-22T10:05:07+02:00:00");

    @Test
    void whatIsWrittenIsReadAsByAPattern() {
        assertThat(WRITTEN).allSatisfy(text -> assertThat(ours(text)).isEqualTo(theirs(text)));
        assertThat(WRITTEN.stream().filter(text -> ours(text) != null)).hasSize(9);
    }

    @Test
    void damagedTimesAreReadOrRefusedAsByAPattern() {
        int read = 0;
        for (int seed = 0; seed < 60_000; seed++) {
            String text = damaged(new Random(seed));
            TimePattern.Moment moment = ours(text);
            assertThat(moment).as("'%s'", text).isEqualTo(theirs(text));
            read += moment == null ? 0 : 1;
        }
        assertThat(read).isGreaterThan(10_000);
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(WRITTEN.get(random.nextInt(WRITTEN.size())));
        for (int changes = random.nextInt(3); changes > 0 && !text.isEmpty(); changes--) {
            int at = random.nextInt(text.length());
            char put = PUT.charAt(random.nextInt(PUT.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(at, put);
                case 1 -> text.insert(at, put);
                default -> text.deleteCharAt(at);
            }
        }
        return text.toString();
    }

    private static TimePattern.@Nullable Moment ours(String text) {
        return TimePattern.parse("iso").read(text);
    }

    private static TimePattern.@Nullable Moment theirs(String text) {
        Matcher match = FORM.matcher(text);
        if (!match.matches()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(match.group(1));
            String time = match.group(2);
            String offset = match.group(3);
            String padded = offset != null && offset.matches("[+-]\\d(:?\\d{2})?")
                    ? offset.charAt(0) + "0" + offset.substring(1)
                    : offset;
            return new TimePattern.Moment(
                    time == null ? day.atStartOfDay() : day.atTime(LocalTime.parse(time)),
                    time != null,
                    padded == null ? null : ZoneOffset.of(padded));
        } catch (DateTimeException noSuchTime) {
            return null;
        }
    }
}
