package prevenance.console;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import prevenance.watch.FeedReport;
import prevenance.web.Dates;
import prevenance.web.Texts;

/// Puts how a feed has done into what the template `feed-report` shows.
final class FeedPicture {
    private static final int STEP = 10;
    private static final double FLOOR = 90;
    private static final double TALLEST = 84;

    private FeedPicture() {}

    static Map<String, @Nullable Object> of(FeedReport report, Texts texts, Locale locale, ZoneId zone) {
        double most = 1;
        for (FeedReport.Hour hour : report.hours()) {
            Double usual = hour.usual();
            most = Math.max(most, Math.max((double) hour.events(), usual == null ? 0 : usual));
        }
        List<Map<String, @Nullable Object>> bars = new ArrayList<>();
        List<String> line = new ArrayList<>();
        int x = 1;
        for (FeedReport.Hour hour : report.hours()) {
            double height = hour.events() / most * TALLEST;
            Map<String, @Nullable Object> bar = new HashMap<>();
            bar.put("x", x);
            bar.put("y", number(FLOOR - height));
            bar.put("height", number(height));
            bar.put("tone", hour.failures() > 0 ? "wait" : "accent");
            bar.put("title", Dates.moment(hour.at(), zone, locale) + " – " + hour.events());
            bars.add(bar);
            Double usual = hour.usual();
            if (usual != null) {
                line.add((x + 4) + "," + number(FLOOR - usual / most * TALLEST));
            }
            x += STEP;
        }
        Map<String, @Nullable Object> names = new HashMap<>();
        Double usual = report.usual();
        names.put("report", report);
        names.put("bars", bars);
        names.put("line", line.stream().collect(Collectors.joining(" ")));
        names.put(
                "total",
                report.hours().stream().mapToLong(FeedReport.Hour::events).sum());
        names.put("usual", usual == null ? null : Math.round(usual));
        names.put("median", words(report.median(), texts, locale));
        names.put("p90", words(report.p90(), texts, locale));
        return names;
    }

    private static @Nullable String words(@Nullable Duration length, Texts texts, Locale locale) {
        if (length == null) {
            return null;
        }
        long minutes = Math.max(1, length.toMinutes());
        return minutes < 120
                ? texts.text(locale, "feed.minutes", minutes)
                : texts.text(locale, "feed.hours-short", Math.round(minutes / 60.0));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
