package prevenance.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of the table.
///
/// @param what     what was measured
/// @param unit     of both values
/// @param measured the program's value
/// @param beside   what the limit is, null when there is none
/// @param limit    its value, measured in the same run; null when there is none
/// @param compared what is held against the reach
/// @param better   which values are better
/// @param reach    what is to be reached; null when nothing is asked
/// @param note     what the reader should know, empty when nothing
record Figure(
        String what,
        String unit,
        double measured,
        @Nullable String beside,
        @Nullable Double limit,
        Compared compared,
        Better better,
        @Nullable Double reach,
        String note) {

    /// What is held against the reach.
    enum Compared {
        /// The value itself.
        VALUE,
        /// The value divided by its limit.
        RATIO,
        /// What the value is above its limit.
        DIFFERENCE
    }

    /// Which values are better.
    enum Better {
        MORE,
        LESS
    }

    /// At least so much of what could be had.
    static Figure share(
            String what, String unit, Rounds.Pair pair, String beside, @Nullable Double reach, String note) {
        return new Figure(what, unit, pair.ours(), beside, pair.limit(), Compared.RATIO, Better.MORE, reach, note);
    }

    /// At most so much of it.
    static Figure atMostTimes(
            String what,
            String unit,
            double measured,
            String beside,
            double limit,
            @Nullable Double reach,
            String note) {
        return new Figure(what, unit, measured, beside, limit, Compared.RATIO, Better.LESS, reach, note);
    }

    /// At least that, by itself.
    static Figure atLeast(String what, String unit, double measured, @Nullable Double reach, String note) {
        return new Figure(what, unit, measured, null, null, Compared.VALUE, Better.MORE, reach, note);
    }

    /// At most that, by itself, whatever stands beside it.
    static Figure atMost(
            String what,
            String unit,
            double measured,
            @Nullable String beside,
            @Nullable Double limit,
            double reach,
            String note) {
        return new Figure(what, unit, measured, beside, limit, Compared.VALUE, Better.LESS, reach, note);
    }

    /// At most that much more.
    static Figure atMostMore(String what, String unit, Rounds.Pair pair, String beside, double reach, String note) {
        return new Figure(what, unit, pair.ours(), beside, pair.limit(), Compared.DIFFERENCE, Better.LESS, reach, note);
    }

    /// What is held against the reach.
    double comparison() {
        double other = limit == null ? 0 : limit;
        return switch (compared) {
            case VALUE -> measured;
            case RATIO -> measured / other;
            case DIFFERENCE -> measured - other;
        };
    }

    /// Null when nothing is asked.
    @Nullable
    Boolean held() {
        if (reach == null) {
            return null;
        }
        return better == Better.MORE ? comparison() >= reach : comparison() <= reach;
    }

    static String header() {
        return """
            | What | Measured | Beside | Compared | Reach | Held |
            |---|---|---|---|---|---|\
            """;
    }

    String row() {
        Boolean held = held();
        return String.join(
                " | ",
                "| " + what,
                number(measured) + " " + unit,
                beside == null || limit == null ? "–" : beside + ": " + number(limit),
                compared == Compared.VALUE ? "" : number(comparison()),
                reach == null ? "–" : (better == Better.MORE ? "≥ " : "≤ ") + number(reach),
                (held == null ? "–" : held ? "yes" : "**no**") + " |");
    }

    /// For the file: what stands in the table, and its note.
    Map<String, @Nullable Object> json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("what", what);
        json.put("unit", unit);
        json.put("measured", measured);
        json.put("beside", beside);
        json.put("limit", limit);
        json.put("compared", compared.name().toLowerCase(Locale.ROOT));
        json.put("comparison", comparison());
        json.put("better", better.name().toLowerCase(Locale.ROOT));
        json.put("reach", reach);
        json.put("held", held());
        json.put("note", note);
        return json;
    }

    private static String number(double value) {
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
