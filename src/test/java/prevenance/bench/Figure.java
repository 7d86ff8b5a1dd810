package prevenance.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line of the table.
///
/// @param what  what was measured
/// @param unit  of both values
/// @param ours  the program's value
/// @param beside what the limit is, null when there is none
/// @param limit its value, null when there is none
/// @param reach what is to be reached, as a ratio to the limit or, without one, a value
/// @param more  whether more is better
/// @param note  what the reader should know, empty when nothing
record Figure(
        String what,
        String unit,
        double ours,
        @Nullable String beside,
        @Nullable Double limit,
        double reach,
        boolean more,
        String note) {

    /// Ours against a limit that was measured in the same run; the ratio is to be at least `reach`.
    static Figure ratio(String what, String unit, double ours, String beside, double limit, double reach, String note) {
        return new Figure(what, unit, ours, beside, limit, reach, true, note);
    }

    /// What is compared: the ratio to the limit, or the value itself.
    double compared() {
        return limit == null ? ours : ours / limit;
    }

    boolean reached() {
        return more ? compared() >= reach : compared() <= reach;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %s %s | %s | %s | %s %s | %s |",
                what,
                number(ours),
                unit,
                beside == null ? "–" : beside + ": " + number(java.util.Objects.requireNonNull(limit)),
                limit == null ? "" : String.format(Locale.ROOT, "%.2f", compared()),
                more ? "≥" : "≤",
                number(reach),
                reached() ? "yes" : "**no**");
    }

    private static String number(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    }
}
